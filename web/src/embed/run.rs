//! The run of an embed: read from the address, and kept nowhere. A lesson has a file of its own.

use std::rc::Rc;

use player::{PlaybackAction, Player};
use yew::prelude::*;

use crate::components::loading_note;
use crate::documents::reading;
use crate::embed::beside::Beside;
use crate::embed::contexts::{Problem, RunContexts};
use crate::embed::frame::Frame;
use crate::embed::lesson::LinkedLesson;
use crate::embed::options::EmbedOptions;
use crate::hooks::{use_fetch, use_listener};
use crate::lesson_place::Place;
use crate::platform::page;
use crate::store::{ReadOnly, View, use_dispatch, use_view};

/// The run or the lesson of the address.
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
    match Place::of(&page::query(), &fragment) {
        Some(place) => {
            html! { <LinkedLesson key={place.lesson.clone()} place={place.clone()} {options} /> }
        }
        None => html! { <LinkedRun key="run" fragment={(*fragment).clone()} {options} /> },
    }
}

#[derive(Properties, PartialEq)]
struct LinkedRunProps {
    fragment: String,
    options: Rc<EmbedOptions>,
}

/// The run of a link, or a sentence saying why it cannot be read.
#[component]
fn LinkedRun(props: &LinkedRunProps) -> Html {
    let LinkedRunProps { fragment, options } = props;
    let can_read = reading::get().is_some();
    let retry = use_fetch(!can_read, || Box::pin(async { reading::load().await.is_some() }));
    let read = use_memo((fragment.clone(), can_read), |(fragment, _)| read(fragment));
    let run = |player: &Player| {
        let frame = match options.can_edit {
            true => html! { <Started options={options.clone()} /> },
            false => html! {
                <ContextProvider<ReadOnly> context={ReadOnly::WithoutControls}><Started options={options.clone()} /></ContextProvider<ReadOnly>>
            },
        };
        html! { <RunContexts key={fragment.clone()} player={View(player.clone())}>{ frame }</RunContexts> }
    };
    match &*read {
        None => loading_note(retry.as_ref()),
        Some(Ok(player)) => run(player),
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
    html! { <Frame options={props.options.clone()} beside={None::<Beside>} /> }
}
