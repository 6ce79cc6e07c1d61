//! Playback by buttons: start, step, play, end, speed; and where the playhead stands.

use player::{Action, Direction, SPEEDS};
use replication::Micros;
use yew::prelude::*;

use crate::parts::{Icon, SelectOne, icon, solid_icon};
use crate::store::{use_dispatch, use_playhead, use_view};

/// The toolbar under the stage.
#[component]
pub fn Transport() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let end = view.timeline().ends_at();
    let button = |label: &'static str, shape: Html, action: Action| {
        let dispatch = dispatch.clone();
        html! {
            <button class="button" type="button" data-icon="" aria-label={label} title={label} onclick={move |_| dispatch.emit(action.clone())}>
                { shape }
            </button>
        }
    };
    let (label, shape) = if view.is_moving() { ("Pause", Icon::Pause) } else { ("Play", Icon::Play) };
    let toggle = {
        let dispatch = dispatch.clone();
        move |_| dispatch.emit(Action::Toggle)
    };
    html! {
        <div class="transport" role="toolbar" aria-label="Playback">
            <div class="bar">
                { button("To the start", solid_icon(Icon::Start), Action::Seek(Micros::ZERO)) }
                { button("Step back", icon(Icon::Back), Action::Step(Direction::Back)) }
                <button class="button play" type="button" data-icon="" aria-label={label} title={label} onclick={toggle}>
                    { if shape == Icon::Pause { icon(shape) } else { solid_icon(shape) } }
                </button>
                { button("Step forward", icon(Icon::Forward), Action::Step(Direction::Forward)) }
                { button("To the end", solid_icon(Icon::End), Action::Seek(end)) }
                <Now {end} />
                <span class="spacer"></span>
                <SpeedPicker />
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct NowProps {
    end: Micros,
}

/// Where the playhead stands.
#[component]
fn Now(props: &NowProps) -> Html {
    let at = use_playhead();
    // Tenths are enough to read while time goes by; at rest the instant is exact.
    let shown = if use_view().is_moving() { Micros(at.0 / 100 * 100) } else { at };
    let brief = Micros((at.0 + 50) / 100 * 100);
    html! {
        <span class="now">
            <b class="full">{ shown.to_string() }</b>
            <b class="brief">{ brief.to_string() }</b>
            { " " }
            <span>{ if at > props.end { "(past the end)".to_owned() } else { format!("of {}", props.end) } }</span>
        </span>
    }
}

/// How fast the run is played.
#[component]
fn SpeedPicker() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let choices = SPEEDS
        .iter()
        .map(|speed| (speed.0.to_string(), speed.to_string(), String::new()))
        .collect::<Vec<_>>();
    let onchoose = Callback::from(move |id: String| {
        if let Some(speed) = SPEEDS.iter().find(|speed| speed.0.to_string() == id) {
            dispatch.emit(Action::SetSpeed(*speed));
        }
    });
    html! {
        <label class="speed">
            <span class="label">{ "Speed" }</span>
            <SelectOne label="Speed" {choices} chosen={view.playback().speed.0.to_string()} {onchoose} />
        </label>
    }
}
