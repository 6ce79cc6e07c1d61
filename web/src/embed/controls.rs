//! The playback controls of an embed: small, in one row, with a slider for the instant.

use player::{Direction, Micros, PlaybackAction};
use yew::prelude::*;

use crate::components::{Icon, icon, solid_icon};
use crate::dispatcher::Dispatcher;
use crate::embed::keys::{step, step_direction};
use crate::platform::events::value_of;
use crate::store::{use_dispatch, use_playhead, use_view};

/// The controls.
#[component]
pub fn EmbedControls() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let (label, shape) = match view.is_moving() {
        true => ("Pause", icon(Icon::Pause)),
        false => ("Play", solid_icon(Icon::Play)),
    };
    let toggle = dispatch.reform(|_: MouseEvent| PlaybackAction::Toggle);
    let to_start = dispatch.reform(|_: MouseEvent| PlaybackAction::Seek(Micros::ZERO));
    let stepping = |direction: Direction| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| step(&dispatch, direction))
    };
    html! {
        <div class="embed-controls" role="toolbar" aria-label="Playback">
            { button("Go to start", solid_icon(Icon::Start), "to-start", to_start) }
            { button("Step back", icon(Icon::Back), "step", stepping(Direction::Back)) }
            { button(label, shape, "play", toggle) }
            { button("Step forward", icon(Icon::Forward), "step", stepping(Direction::Forward)) }
            <InstantSlider end={view.timeline().ends_at()} />
        </div>
    }
}

fn button(name: &'static str, shape: Html, class: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button class={classes!("button", class)} type="button" data-icon="" aria-label={name} title={name} {onclick}>{ shape }</button>
    }
}

#[derive(Properties, PartialEq)]
struct InstantSliderProps {
    end: Micros,
}

/// The instant as a slider, and in words.
#[component]
fn InstantSlider(props: &InstantSliderProps) -> Html {
    let at = use_playhead();
    let dispatch = use_dispatch();
    let oninput = {
        let dispatch = dispatch.clone();
        move |event: InputEvent| {
            if let Ok(at) = value_of(&event).parse() {
                dispatch.emit(PlaybackAction::Pause);
                dispatch.emit(PlaybackAction::Seek(Micros(at)));
            }
        }
    };
    let onkeydown = move |event: KeyboardEvent| slider_key(&dispatch, &event);
    let brief = Micros((at.0 + 50) / 100 * 100).to_string();
    html! {
        <>
            <input
                class="instant" type="range" aria-label="Instant" min="0" max={props.end.0.to_string()} step="1"
                value={at.min(props.end).0.to_string()} aria-valuetext={at.to_string()} {oninput} {onkeydown}
            />
            <span class="now" title={format!("of {}", props.end)}>{ brief }</span>
        </>
    }
}

/// On the slider, arrows step from event to event, and Space plays.
fn slider_key(dispatch: &Dispatcher, event: &KeyboardEvent) {
    match event.key().as_str() {
        " " => dispatch.emit(PlaybackAction::Toggle),
        key => match step_direction(key) {
            Some(direction) => step(dispatch, direction),
            None => return,
        },
    }
    event.prevent_default();
}
