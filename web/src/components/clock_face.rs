//! A leader's or a client's clock: its dial, its offset as a number, its drift, and what turning it would change.

use std::rc::Rc;

use analysis::{ClockSensitivity, WinnerFlip, clock_sensitivity, initial_clock, relevant_conflict};
use explain::{describe_clock_sensitivity, describe_offset};
use player::{EditAction, PlaybackAction, Selection, ViewAction};
use replication::{Clock, ClockOwner, Command, Offset, Policy, SetClock};
use timeline::Timeline;
use yew::prelude::*;

use crate::components::dial::{Dial, WinnerMark, Winners};
use crate::components::offset_field::OffsetField;
use crate::dispatcher::Dispatcher;
use crate::hooks::use_is_stable;
use crate::store::{View, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct ClockProps {
    pub owner: ClockOwner,
    /// What the offset is called.
    pub label: AttrValue,
    /// Whether it is told too that the clock decides nothing, and why.
    #[prop_or_default]
    pub explains_no_effect: bool,
}

/// What the question about turning a clock depends on.
#[derive(Clone)]
struct SensitivityQuery {
    timeline: Rc<Timeline>,
    policy: Policy,
    whose: ClockOwner,
    /// The record of the meeting that it is about.
    number: Option<usize>,
    /// While the hand is held, or one passes over a long run, the answer stays.
    held: bool,
}

impl PartialEq for SensitivityQuery {
    fn eq(&self, other: &Self) -> bool {
        let is_same = Rc::ptr_eq(&self.timeline, &other.timeline)
            && self.policy == other.policy
            && self.number == other.number;
        self.whose == other.whose && (self.held || other.held || is_same)
    }
}

/// The clock.
#[component]
pub fn ClockFace(props: &ClockProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let held = use_state_eq(|| false);
    let whose = props.owner;
    let clock = initial_clock(view.scenario(), whose);
    let now = clock_now(&view, whose).unwrap_or(clock).offset_at(view.frame().now());
    // A long run is not asked anew at each of its instants that one passes.
    let stands = use_is_stable(view.frame().count);
    let is_busy = (view.is_moving() || !stands) && view.is_long();
    let question = SensitivityQuery {
        timeline: view.timeline().clone(),
        policy: view.frame().policy().clone(),
        whose,
        number: relevant_conflict(view.timeline(), view.frame().count, view.world(), whose),
        held: *held || is_busy,
    };
    let turning = use_memo(question, |_| {
        clock_sensitivity(view.scenario(), view.timeline(), view.frame().count, view.world(), whose)
    });
    let set = {
        let (held, turn) = (held.setter(), dispatch.clone());
        Callback::from(move |(offset, ongoing): (Offset, bool)| {
            held.set(ongoing);
            let command = Command::SetClock(SetClock { owner, clock: Clock { offset, ..clock } });
            turn.emit(EditAction::Configure { command, ongoing });
        })
    };
    let typed = set.reform(|offset: Offset| (offset, false));
    html! {
        <div class="clock-face">
            <div class="turn">
                <Dial label={props.label.clone()} offset={clock.offset} {now} winners={dial_winners(&turning)} onset={set} />
                <div class="set">
                    <OffsetField label={props.label.clone()} offset={clock.offset} onset={typed} />
                    <p class="help">{ describe_drift(clock, now) }</p>
                </div>
            </div>
            <div class="told-flips">{ sensitivity_notes(&view, &dispatch, &turning, props.explains_no_effect) }</div>
        </div>
    }
}

/// A clock as a number alone, for where there are many.
#[component]
pub fn ClockOffsetField(props: &ClockProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let whose = props.owner;
    let clock = initial_clock(view.scenario(), whose);
    let onset = dispatch.reform(move |offset: Offset| {
        let command = Command::SetClock(SetClock { owner, clock: Clock { offset, ..clock } });
        EditAction::Configure { command, ongoing: false }
    });
    html! { <OffsetField label={props.label.clone()} offset={clock.offset} {onset} /> }
}

fn clock_now(view: &View, whose: ClockOwner) -> Option<Clock> {
    match whose {
        ClockOwner::Leader(id) => view.frame().leader(id).map(|leader| leader.clock),
        ClockOwner::Client(id) => view.frame().client(id).map(|client| client.clock),
    }
}

/// Where the clock has come to since the beginning, if it has moved.
fn describe_drift(clock: Clock, now: Offset) -> String {
    let drift = match clock.drift_ppm {
        0 => String::new(),
        gains @ 1.. => format!("It gains {gains} µs a second. "),
        loses => format!("It loses {} µs a second. ", loses.unsigned_abs()),
    };
    let now =
        if now == clock.offset { String::new() } else { format!("Now it is {}.", describe_offset(now)) };
    format!("{drift}{now}")
}

fn dial_winners(turning: &ClockSensitivity) -> Option<Winners> {
    let ClockSensitivity::Decides(flips) = turning else {
        return None;
    };
    let mark = |flip: WinnerFlip| WinnerMark { offset: flip.offset, winner: flip.winner.leader };
    let (below, above) = (flips.below.map(mark), flips.above.map(mark));
    (below.is_some() || above.is_some()).then_some(Winners { now: flips.winner.leader, below, above })
}

fn sensitivity_notes(view: &View, dispatch: &Dispatcher, turning: &ClockSensitivity, tells_why_not: bool) -> Html {
    if !tells_why_not && matches!(turning, ClockSensitivity::NoEffect(_)) {
        return html! {};
    }
    let sentences =
        describe_clock_sensitivity(view.timeline(), view.world(), turning).into_iter().enumerate();
    let sentences = sentences.map(|(index, told)| html! { <p key={index} class="help">{ told }</p> });
    let ClockSensitivity::Decides(flips) = turning else {
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
            <button class="text-button" type="button" {onclick}>{ format!("Go to where they met, at {}", flips.at) }</button>
        </>
    }
}
