//! The playback toolbar: start, step, play, end, stop condition, speed, and the playhead's time.

use player::{
    Action, BREAKPOINTS, BranchAction, Breakpoint, Direction, ForkTail, Micros, PlaybackAction, SPEEDS,
};
use yew::prelude::*;

use crate::components::{Icon, SelectOne, icon, solid_icon};
use crate::store::{use_dispatch, use_playhead, use_view};

/// The playback toolbar below the stage.
#[component]
pub fn PlaybackControls() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let end = view.ends_at();
    let button = |label: &'static str, shape: Html, action: Action| {
        let dispatch = dispatch.clone();
        html! {
            <button class="button" type="button" data-icon="" aria-label={label} title={label} onclick={move |_| dispatch.emit(action.clone())}>
                { shape }
            </button>
        }
    };
    let by = use_state_eq(Breakpoint::default);
    let step_button = |direction: Direction, shape: Icon| {
        let name = if direction == Direction::Back { "Step back" } else { "Step forward" };
        button(name, icon(shape), PlaybackAction::Step(direction, *by).into())
    };
    let onby = {
        let by = by.setter();
        Callback::from(move |stop: Breakpoint| by.set(stop))
    };
    let (label, shape) = if view.is_moving() { ("Pause", Icon::Pause) } else { ("Play", Icon::Play) };
    let toggle = {
        let dispatch = dispatch.clone();
        move |_| dispatch.emit(PlaybackAction::Toggle)
    };
    html! {
        <div class="playback-controls" role="toolbar" aria-label="Playback">
            <div class="bar">
                { button("Go to start", solid_icon(Icon::Start), PlaybackAction::Seek(Micros::ZERO).into()) }
                { step_button(Direction::Back, Icon::Back) }
                <button class="button play" type="button" data-icon="" aria-label={label} title={label} onclick={toggle}>
                    { if shape == Icon::Pause { icon(shape) } else { solid_icon(shape) } }
                </button>
                { step_button(Direction::Forward, Icon::Forward) }
                { button("Go to end", solid_icon(Icon::End), PlaybackAction::SeekEnd.into()) }
                <span class="fork">{ button("Fork here", icon(Icon::Fork), BranchAction::Fork { tail: ForkTail::Keep }.into()) }</span>
                <PlayheadTime {end} />
                <div class="choices">
                    <StepPicker step_to={*by} onchoose={onby} />
                    <UntilPicker />
                    <SpeedPicker />
                </div>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PlayheadTimeProps {
    end: Micros,
}

/// The playhead's time and the length of the run.
#[component]
fn PlayheadTime(props: &PlayheadTimeProps) -> Html {
    let at = use_playhead();
    // Tenths of a millisecond are readable during playback; at rest the time is exact.
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

#[derive(Properties, PartialEq)]
struct StepPickerProps {
    step_to: Breakpoint,
    onchoose: Callback<Breakpoint>,
}

/// Chooses what a step stops at.
#[component]
fn StepPicker(props: &StepPickerProps) -> Html {
    let choices = BREAKPOINTS
        .iter()
        .map(|stop| (stop.name().to_owned(), format!("Step: {}", stop.name()), String::new()));
    let onchoose = props.onchoose.reform(|name: String| stop_named(&name).unwrap_or_default());
    html! {
        <SelectOne label="Step" choices={choices.collect::<Vec<_>>()} chosen={props.step_to.name()} {onchoose} />
    }
}

fn stop_named(name: &str) -> Option<Breakpoint> {
    BREAKPOINTS.iter().find(|stop| stop.name() == name).copied()
}

/// The choice that plays to the end of the run.
const THE_END: &str = "end";

/// The stop conditions of the play-until menu.
const UNTIL_CHOICES: &[Breakpoint] =
    &[Breakpoint::Message, Breakpoint::Conflict, Breakpoint::LostWrite, Breakpoint::Convergence];

/// Chooses what playback stops at. Choosing starts playback.
#[component]
fn UntilPicker() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let names = std::iter::once(THE_END).chain(UNTIL_CHOICES.iter().map(|stop| stop.name()));
    let choices = names.map(|name| (name.to_owned(), format!("Stop at: {name}"), String::new()));
    let until = view.playback().until.and_then(|until| until.stop);
    let chosen = until.filter(|stop| UNTIL_CHOICES.contains(stop)).map_or(THE_END, Breakpoint::name);
    let onchoose = Callback::from(move |chosen: String| {
        let stop = UNTIL_CHOICES.iter().find(|stop| stop.name() == chosen);
        dispatch.emit(stop.map_or(PlaybackAction::Play, |stop| PlaybackAction::PlayUntil(*stop)));
    });
    html! {
        <SelectOne label="Stop at" choices={choices.collect::<Vec<_>>()} {chosen} {onchoose} />
    }
}

/// Chooses the playback speed.
#[component]
fn SpeedPicker() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let choices = SPEEDS.iter().map(|speed| (speed.to_string(), format!("Speed: {speed}"), String::new()));
    let onchoose = Callback::from(move |name: String| {
        if let Some(speed) = SPEEDS.iter().find(|speed| speed.to_string() == name) {
            dispatch.emit(PlaybackAction::SetSpeed(*speed));
        }
    });
    html! {
        <SelectOne label="Speed" choices={choices.collect::<Vec<_>>()} chosen={view.playback().speed.to_string()} {onchoose} />
    }
}
