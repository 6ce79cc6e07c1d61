//! The panel of an event: its description, its causal past and its causal future.

use analysis::{Causality, EventSubject, EventWrites, Relation, command_behind, session_violations};
use player::{Action, Dot, EditAction, Micros, Selection, ViewAction};
use replication::limits::MAX_TIME_MS;
use yew::prelude::*;

use crate::components::{DotLink, LeaderMark, NumberField, Range, event_line, hidden_note};
use crate::dispatcher::Dispatcher;
use crate::inspector::removal::removal_button;
use crate::inspector::section::section;
use crate::inspector::versions::VersionComparison;
use crate::store::{View, use_dispatch, use_view};

/// At most this many events are listed of the causal past, and of the causal future.
const MAX_RELATED: usize = 6;

#[derive(Properties, PartialEq)]
pub struct EventProps {
    /// The record number of the event in the timeline.
    pub number: usize,
}

/// The panel of one event.
#[component]
pub fn EventPanel(props: &EventProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let number = props.number;
    let run = (view.timeline().fingerprint(), view.timeline().records().len());
    let violations = use_memo(run, |_| session_violations(view.timeline()));
    let Some(record) = view.timeline().records().get(number) else {
        return html! { <div class="panel"></div> };
    };
    let subject = EventSubject::of(&record.event);
    let leader = subject.leader();
    let action_button = suggested_action(&view, subject).map(|(label, action)| {
        let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
        html! { <button class="button" type="button" data-size="small" {onclick}>{ label }</button> }
    });
    let violations = violations.iter().filter(|violation| violation.number == number);
    let violations = violations.map(|violation| view.describe_violation(violation));
    html! {
        <div class="panel">
            <div class="who">
                <span>{ for leader.map(|leader| html! { <LeaderMark {leader} size="small" /> }) }</span>
                <div><h2>{ record.at.to_string() }</h2><p>{ view.describe_record(number) }</p></div>
            </div>
            <div class="flow">
                <div>{ for violations.map(|sentence| section("Session guarantee".into(), html! { <p class="help">{ sentence }</p> })) }</div>
                { for moved_command(&view, &dispatch, number) }
                { removal_button(&view, &dispatch) }
                { write_sections(EventWrites::of(&record.event)) }
                <div class="section">{ action_button.unwrap_or_else(|| html! { <span class="help">{ "Applies to the whole run." }</span> }) }</div>
                <div>{ for view.causality().map(|causality| causal_neighbours(&view, &dispatch, causality)) }</div>
            </div>
        </div>
    }
}

/// The time of the command behind an event, if it can be moved.
fn moved_command(view: &View, dispatch: &Dispatcher, number: usize) -> Option<Html> {
    let timed = command_behind(view.timeline(), number)?;
    // A command that the workload generates is not in the scenario.
    view.scenario().commands.contains(timed).then(|| {
        let onset = dispatch.reform(move |to: u64| EditAction::MoveEvent { number, to: Micros(to) });
        let field = html! { <NumberField label="Time" unit="ms" value={timed.at.0} range={Range::ms(0, MAX_TIME_MS)} {onset} /> };
        html! { <div class="section">{ field }</div> }
    })
}

/// The action for an event: open what it happened to.
fn suggested_action(view: &View, subject: EventSubject) -> Option<(String, Action)> {
    match subject {
        EventSubject::Leader(id) => {
            Some((format!("Open {}", view.leader_name(id)), ViewAction::Select(Selection::Leader(id)).into()))
        }
        EventSubject::Link(link) => {
            Some(("Open the link".into(), ViewAction::Select(Selection::Link(link)).into()))
        }
        EventSubject::IgnoredCommand | EventSubject::WholeRun => None,
    }
}

/// The write that the event is about, and its causal order relative to the versions it met.
fn write_sections(writes: Option<EventWrites>) -> Html {
    let Some(EventWrites { dot, related }) = writes else {
        return html! { <div></div> };
    };
    let related = (!related.is_empty()).then(|| {
        let dots: Vec<Dot> = [dot].into_iter().chain(related).collect();
        section("Causal order".into(), html! { <VersionComparison {dots} /> })
    });
    html! {
        <div>
            <div class="section"><p class="small">{ "Write: " }<DotLink {dot} /></p></div>
            { for related }
        </div>
    }
}

/// The nearest events of its causal past and future.
fn causal_neighbours(view: &View, dispatch: &Dispatcher, causality: &Causality) -> Html {
    let past: Vec<usize> = causality.numbers(Relation::Past).rev().take(MAX_RELATED).collect();
    let future: Vec<usize> = causality.numbers(Relation::Future).take(MAX_RELATED).collect();
    let list = |numbers: &[usize], if_empty: &'static str| match numbers {
        [] => html! { <p class="help">{ if_empty }</p> },
        numbers => {
            html! { <ol class="told-list">{ for numbers.iter().map(|number| event_line(view, dispatch, *number, false)) }</ol> }
        }
    };
    let later = hidden_note(view).unwrap_or_else(|| list(&future, "No later event depends on this one."));
    html! {
        <div>
            { section("Causal past, latest first".into(), list(&past, "No earlier event led to this one.")) }
            { section("Causal future, earliest first".into(), later) }
        </div>
    }
}
