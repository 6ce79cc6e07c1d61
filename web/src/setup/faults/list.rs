//! The list of faults in the run: seek to, move or remove each.

use explain::capitalized;
use player::{EditAction, PlaybackAction, fault_commands, ignored_reason};
use replication::limits::MAX_TIME_MS;
use replication::{Micros, ScheduledCommand};
use yew::prelude::*;

use crate::components::{Icon, NumberField, Range, icon};
use crate::store::{use_dispatch, use_settings};

/// At most this many faults are listed.
const MAX_FAULTS: usize = 60;

/// Every fault and repair, by time.
#[component]
pub fn FaultList() -> Html {
    let view = use_settings();
    let open = use_state_eq(|| None::<ScheduledCommand>);
    let all: Vec<&ScheduledCommand> = fault_commands(view.scenario()).collect();
    let (count, more) = (all.len(), all.len().saturating_sub(MAX_FAULTS));
    let rows = all.into_iter().take(MAX_FAULTS).enumerate().map(|(number, timed)| {
        let onopen = {
            let open = open.setter();
            Callback::from(move |timed: ScheduledCommand| open.set(Some(timed)))
        };
        html! { <Fault key={number} timed={timed.clone()} open={open.as_ref() == Some(timed)} {onopen} /> }
    });
    let more = if more > 0 { format!("And {more} more.") } else { String::new() };
    html! {
        <div class="fault-list">
            <h3 class="part">{ "In this run" }<span class="aside">{ count }</span></h3>
            <div>
                if count > 0 {
                    <ul class="rows" aria-label="Faults in this run">{ for rows }</ul>
                    <p class="help">{ more }</p>
                } else {
                    <p class="help">{ "No faults yet. Faults that you add here or on the stage are listed here." }</p>
                }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FaultProps {
    timed: ScheduledCommand,
    /// Whether it is expanded: the user sought it last.
    open: bool,
    onopen: Callback<ScheduledCommand>,
}

/// One fault.
#[component]
fn Fault(props: &FaultProps) -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let FaultProps { timed, open, onopen } = props;
    let name = capitalized(&view.describe_command(&timed.command));
    let ignored = ignored_reason(view.timeline(), timed)
        .filter(|_| !view.hides(timed.at))
        .map(|why| format!("No effect: {}.", view.describe_ignored(why)));
    let onseek = {
        let (dispatch, onopen, timed) = (dispatch.clone(), onopen.clone(), timed.clone());
        move |_: MouseEvent| {
            dispatch.emit(PlaybackAction::Pause);
            dispatch.emit(PlaybackAction::Seek(timed.at));
            onopen.emit(timed.clone());
        }
    };
    let onremove = {
        let timed = timed.clone();
        dispatch.reform(move |_: MouseEvent| EditAction::RemoveCommand(Box::new(timed.clone())))
    };
    let onmove = {
        let (onopen, timed) = (onopen.clone(), timed.clone());
        Callback::from(move |to: u64| {
            let moved = ScheduledCommand { at: Micros(to), ..timed.clone() };
            dispatch.emit(EditAction::MoveCommand { scheduled: Box::new(timed.clone()), to: moved.at });
            dispatch.emit(PlaybackAction::Seek(moved.at));
            onopen.emit(moved);
        })
    };
    html! {
        <li>
            <div class="one">
                <button class="told" type="button" data-chosen={open.then_some("")} onclick={onseek}>
                    <time>{ timed.at.to_string() }</time>{ " " }<span>{ name.clone() }</span>
                </button>
                <button class="button" type="button" data-icon="" data-kind="ghost" aria-label={format!("Remove: {name}, at {}", timed.at)} title="Remove from the run" onclick={onremove}>
                    { icon(Icon::Close) }
                </button>
            </div>
            <p class="hint">{ ignored.unwrap_or_default() }</p>
            <div>
                if *open {
                    <NumberField label="Time" unit="ms" value={timed.at.0} range={Range::ms(0, MAX_TIME_MS)} onset={onmove} />
                }
            </div>
        </li>
    }
}
