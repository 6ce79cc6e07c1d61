//! What surrounds the content of an embed: the contexts of its run, or the reason why there is none.

use yew::prelude::*;

use crate::embed::parent_page::{Told, tell};
use crate::hover::HoverProvider;
use crate::platform::page;
use crate::playback_clock::PlaybackClock;
use crate::store::{Dispatch, Settings, Store, View};

#[derive(Properties, PartialEq)]
pub struct ProblemProps {
    pub sentence: String,
}

/// Why there is nothing to show.
#[component]
pub fn Problem(props: &ProblemProps) -> Html {
    use_effect_with(props.sentence.clone(), |sentence| {
        page::set_title("Embed");
        tell(&Told::Failed { message: sentence.clone() });
    });
    html! { <main class="embed-problem"><p role="alert">{ &props.sentence }</p></main> }
}

#[derive(Properties, PartialEq)]
pub struct RunContextsProps {
    /// The run that is shown first.
    pub player: View,
    pub children: Html,
}

/// The contexts of a run around its frame.
#[component]
pub fn RunContexts(props: &RunContextsProps) -> Html {
    let first = props.player.0.clone();
    let store = use_reducer(|| Store::showing(first));
    let player = store.player();
    html! {
        <ContextProvider<Dispatch> context={store.dispatcher()}>
            <ContextProvider<View> context={View(player.clone())}>
                <ContextProvider<Settings> context={Settings(View(player.clone()))}>
                    <PlaybackClock at={player.at()}><HoverProvider>{ props.children.clone() }</HoverProvider></PlaybackClock>
                </ContextProvider<Settings>>
            </ContextProvider<View>>
        </ContextProvider<Dispatch>>
    }
}
