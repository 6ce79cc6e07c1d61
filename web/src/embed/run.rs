//! The run of an embed: read from the address, and kept nowhere.

use std::rc::Rc;

use player::{PlaybackAction, Player};
use yew::prelude::*;

use crate::components::loading_note;
use crate::documents::reading;
use crate::embed::frame::Frame;
use crate::embed::options::EmbedOptions;
use crate::embed::parent_page::{Told, tell};
use crate::hooks::{use_fetch, use_listener};
use crate::hover::HoverProvider;
use crate::platform::page;
use crate::playback_clock::PlaybackClock;
use crate::store::{Dispatch, ReadOnly, Settings, Store, View, use_dispatch, use_view};

/// The run of the address, or a sentence saying why it cannot be read.
#[component]
pub fn EmbeddedRun() -> Html {
    let options = use_memo((), |()| EmbedOptions::of_query(&page::query()));
    let fragment = use_state_eq(page::fragment);
    let arrived =
        use_callback(fragment.setter(), |_: web_sys::Event, fragment| fragment.set(page::fragment()));
    use_listener("hashchange", arrived);
    let theme = options.theme.id();
    use_effect_with(theme, |theme| {
        if let Some(theme) = theme {
            page::set_theme(theme)
        }
    });
    let can_read = reading::get().is_some();
    let retry = use_fetch(!can_read, || Box::pin(async { reading::load().await.is_some() }));
    let read = use_memo(((*fragment).clone(), can_read), |(fragment, _)| read(fragment));
    match &*read {
        None => loading_note(retry.as_ref()),
        Some(Ok(player)) => {
            html! { <Run key={(*fragment).clone()} player={View(player.clone())} {options} /> }
        }
        Some(Err(sentence)) => html! { <Problem sentence={sentence.clone()} /> },
    }
}

/// The player of a link, or why there is none; none while the code that reads it is not there.
fn read(link: &str) -> Option<Result<Player, String>> {
    let reading = reading::get()?;
    Some(match link.is_empty() {
        true => Ok(Player::new(scenario::default_scenario())),
        false => (reading.read_link)(link),
    })
}

#[derive(Properties, PartialEq)]
struct ProblemProps {
    sentence: String,
}

/// Why there is no run.
#[component]
fn Problem(props: &ProblemProps) -> Html {
    use_effect_with(props.sentence.clone(), |sentence| {
        page::set_title("Embed");
        tell(&Told::Failed { message: sentence.clone() });
    });
    html! { <main class="embed-problem"><p role="alert">{ &props.sentence }</p></main> }
}

#[derive(Properties, PartialEq)]
struct RunProps {
    player: View,
    options: Rc<EmbedOptions>,
}

/// The contexts of a run around its frame.
#[component]
fn Run(props: &RunProps) -> Html {
    let first = props.player.0.clone();
    let store = use_reducer(|| Store::showing(first));
    let player = store.player();
    let options = props.options.clone();
    let frame = match options.can_edit {
        true => html! { <Started {options} /> },
        false => html! {
            <ContextProvider<ReadOnly> context={ReadOnly::WithoutControls}><Started {options} /></ContextProvider<ReadOnly>>
        },
    };
    html! {
        <ContextProvider<Dispatch> context={store.dispatcher()}>
            <ContextProvider<View> context={View(player.clone())}>
                <ContextProvider<Settings> context={Settings(View(player.clone()))}>
                    <PlaybackClock at={player.at()}><HoverProvider>{ frame }</HoverProvider></PlaybackClock>
                </ContextProvider<Settings>>
            </ContextProvider<View>>
        </ContextProvider<Dispatch>>
    }
}

#[derive(Properties, PartialEq)]
struct StartedProps {
    options: Rc<EmbedOptions>,
}

/// The frame, which starts to play if it is to, as soon as the run is computed.
#[component]
fn Started(props: &StartedProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let is_started = use_mut_ref(|| !props.options.plays);
    use_effect_with(view.is_computing(), move |is_computing| {
        if !is_computing && !is_started.replace(true) {
            dispatch.emit(PlaybackAction::Play);
        }
    });
    html! { <Frame options={props.options.clone()} /> }
}
