//! The clock of a leader or a client: its dial, its offset as a number, its drift, and which write each offset makes win.

use std::rc::Rc;

use analysis::{ClockSensitivity, WinnerFlip, initial_clock};
use explain::describe_offset;
use player::{EditAction, PlaybackAction, Selection, ViewAction};
use replication::{Clock, ClockOwner, Command, Offset, Policy, SetClock};
use timeline::Timeline;
use yew::prelude::*;

use crate::components::dial::{Dial, WinnerMark, Winners};
use crate::components::hidden_note::hidden_note;
use crate::components::offset_field::OffsetField;
use crate::dispatcher::Dispatcher;
use crate::hooks::use_is_stable;
use crate::store::{View, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct ClockProps {
    pub owner: ClockOwner,
    /// The label of the offset.
    pub label: AttrValue,
    /// Whether to explain why, if the clock decides nothing.
    #[prop_or_default]
    pub explains_no_effect: bool,
    /// Whether the user has to find out which write each offset makes win.
    #[prop_or_default]
    pub is_riddle: bool,
}

/// What the clock sensitivity depends on; equal queries reuse the computed answer.
#[derive(Clone)]
struct SensitivityQuery {
    timeline: Rc<Timeline>,
    policy: Policy,
    owner: ClockOwner,
    /// The record number of the conflict in question.
    number: Option<usize>,
    /// Set while the hand is dragged or a long run is scrubbed: the answer is not recomputed.
    is_frozen: bool,
}

impl PartialEq for SensitivityQuery {
    fn eq(&self, other: &Self) -> bool {
        let is_same_conflict = Rc::ptr_eq(&self.timeline, &other.timeline)
            && self.policy == other.policy
            && self.number == other.number;
        self.owner == other.owner && (self.is_frozen || other.is_frozen || is_same_conflict)
    }
}

/// The clock with its dial.
#[component]
pub fn ClockFace(props: &ClockProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let is_dragging = use_state_eq(|| false);
    let owner = props.owner;
    let clock = initial_clock(view.scenario(), owner);
    let now = clock_now(&view, owner).unwrap_or(clock).offset_at(view.frame().now());
    // Scrubbing a long run does not recompute the sensitivity at every instant.
    let is_resting = use_is_stable(view.frame().count);
    let is_busy = (view.is_moving() || !is_resting) && view.is_long();
    let query = SensitivityQuery {
        timeline: view.timeline().clone(),
        policy: view.frame().policy().clone(),
        owner,
        number: view.relevant_conflict(owner),
        is_frozen: *is_dragging || is_busy,
    };
    let sensitivity = use_memo(query, |_| view.clock_sensitivity(owner));
    let set_offset = {
        let (is_dragging, dispatch) = (is_dragging.setter(), dispatch.clone());
        Callback::from(move |(offset, ongoing): (Offset, bool)| {
            is_dragging.set(ongoing);
            let command = Command::SetClock(SetClock { owner, clock: Clock { offset, ..clock } });
            dispatch.emit(EditAction::Configure { command, ongoing });
        })
    };
    let riddle =
        || html! { <p class="help">{ "Reach the goal to see which write wins at each setting." }</p> };
    let hidden = hidden_note(&view).or_else(|| props.is_riddle.then(riddle));
    let winners = dial_winners(&sensitivity).filter(|_| hidden.is_none());
    let notes =
        hidden.unwrap_or_else(|| sensitivity_notes(&view, &dispatch, &sensitivity, props.explains_no_effect));
    let ontyped = set_offset.reform(|offset: Offset| (offset, false));
    html! {
        <div class="clock-face">
            <div class="turn">
                <Dial label={props.label.clone()} offset={clock.offset} {now} {winners} onset={set_offset} />
                <div class="set">
                    <OffsetField label={props.label.clone()} offset={clock.offset} onset={ontyped} />
                    <p class="help">{ describe_drift(clock, now) }</p>
                </div>
            </div>
            <div class="sensitivity-notes">{ notes }</div>
        </div>
    }
}

/// The clock as a number alone, for lists.
#[component]
pub fn ClockOffsetField(props: &ClockProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let owner = props.owner;
    let clock = initial_clock(view.scenario(), owner);
    let onset = dispatch.reform(move |offset: Offset| {
        let command = Command::SetClock(SetClock { owner, clock: Clock { offset, ..clock } });
        EditAction::Configure { command, ongoing: false }
    });
    html! { <OffsetField label={props.label.clone()} offset={clock.offset} {onset} /> }
}

fn clock_now(view: &View, owner: ClockOwner) -> Option<Clock> {
    match owner {
        ClockOwner::Leader(id) => view.frame().leader(id).map(|leader| leader.clock),
        ClockOwner::Client(id) => view.frame().client(id).map(|client| client.clock),
    }
}

/// The drift of the clock, and its present offset if that differs from the initial one.
fn describe_drift(clock: Clock, now: Offset) -> String {
    let drift = match clock.drift_ppm {
        0 => String::new(),
        gained @ 1.. => format!("Gains {gained} µs per second. "),
        lost => format!("Loses {} µs per second. ", lost.unsigned_abs()),
    };
    let now = if now == clock.offset { String::new() } else { format!("Now {}.", describe_offset(now)) };
    format!("{drift}{now}")
}

fn dial_winners(sensitivity: &ClockSensitivity) -> Option<Winners> {
    let ClockSensitivity::Decides(flips) = sensitivity else {
        return None;
    };
    let mark = |flip: WinnerFlip| WinnerMark { offset: flip.offset, winner: flip.winner.leader };
    let (below, above) = (flips.below.map(mark), flips.above.map(mark));
    (below.is_some() || above.is_some()).then_some(Winners { now: flips.winner.leader, below, above })
}

fn sensitivity_notes(
    view: &View,
    dispatch: &Dispatcher,
    sensitivity: &ClockSensitivity,
    explains_no_effect: bool,
) -> Html {
    if !explains_no_effect && matches!(sensitivity, ClockSensitivity::NoEffect(_)) {
        return html! {};
    }
    let sentences = view.describe_clock_sensitivity(sensitivity).into_iter().enumerate();
    let sentences = sentences.map(|(index, sentence)| html! { <p key={index} class="help">{ sentence }</p> });
    let ClockSensitivity::Decides(flips) = sensitivity else {
        return html! { <div>{ for sentences }</div> };
    };
    let onclick = {
        let (dispatch, at, number) = (dispatch.clone(), flips.at, flips.number);
        move |_: MouseEvent| {
            dispatch.emit(PlaybackAction::Pause);
            dispatch.emit(PlaybackAction::Seek(at));
            dispatch.emit(ViewAction::Select(Selection::Event(number)));
        }
    };
    html! {
        <>
            <div>{ for sentences }</div>
            <button class="text-button" type="button" {onclick}>{ format!("Go to the decision at {}", flips.at) }</button>
        </>
    }
}
