//! What happened, as it is chosen on the diagram: the sentence of it, what led to it and what it led to.

use analysis::{Causality, Relation};
use explain::describe_record;
use player::{Action, Selection};
use replication::{Dot, Event, LeaderId};
use yew::prelude::*;

use crate::inspector::section::section;
use crate::inspector::versions::Why;
use crate::parts::{DotLink, Face, told_line};
use crate::store::{View, use_dispatch, use_view};

/// How many of the events before it, and of those after it, are told.
const TOLD: usize = 6;

#[derive(Properties, PartialEq)]
pub struct EventProps {
    /// The number of its record.
    pub number: usize,
}

/// The panel of one event.
#[component]
pub fn EventPanel(props: &EventProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let number = props.number;
    let Some(record) = view.timeline().records().get(number) else {
        return html! { <div class="panel"></div> };
    };
    let leader = leader_of(&record.event);
    let offer = offer(&view, number, &record.event).map(|(says, action)| {
        let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
        html! { <button class="button" type="button" data-size="small" {onclick}>{ says }</button> }
    });
    html! {
        <div class="panel">
            <div class="who">
                <span>{ for leader.map(|leader| html! { <Face {leader} size="small" /> }) }</span>
                <div><h2>{ record.at.to_string() }</h2><p>{ describe_record(view.timeline(), view.world(), number) }</p></div>
            </div>
            <div class="flow">
                { concerned(&record.event) }
                <div class="section">{ offer.unwrap_or_else(|| html! { <span class="help">{ "It concerns the whole run." }</span> }) }</div>
                <div>{ for view.causality().map(|causality| around(&view, &dispatch, causality)) }</div>
            </div>
        </div>
    }
}

/// What there is to do about it: open what it happened to, or take out what was asked for in vain.
fn offer(view: &View, number: usize, event: &Event) -> Option<(String, Action)> {
    if let Some(id) = leader_of(event) {
        return Some((format!("Open {}", view.leader_name(id)), Action::Select(Selection::Leader(id))));
    }
    match event {
        Event::Cut(link) | Event::Healed(link) | Event::LinkAdded(link) => {
            Some(("Open the link".into(), Action::Select(Selection::Link(*link))))
        }
        Event::Ignored(_) => {
            let timed = view.timeline().command_of(number)?;
            // What a workload asks for is no command of its own.
            let can_be = view.scenario().commands.contains(timed);
            can_be.then(|| ("Take it out of the run".into(), Action::TakeOut(Box::new(timed.clone()))))
        }
        _ => None,
    }
}

/// The write that it is about, and how that stands to those that it met.
fn concerned(event: &Event) -> Html {
    let (dot, mut others) = match event {
        Event::Accepted { write, saw, .. } => (write.dot, saw.clone()),
        Event::Applied { write, kept, gone, .. } => {
            (write.dot, kept.iter().copied().chain(gone.iter().map(|(dot, _)| *dot)).collect())
        }
        Event::Merged { write, of, .. } => (write.dot, of.clone()),
        Event::Sent { message }
        | Event::Lost { message }
        | Event::Held { message }
        | Event::Stopped { message, .. } => (message.dot, Vec::new()),
        Event::Delivered { message } | Event::Duplicated { message } => (message.dot, Vec::new()),
        Event::Dropped { dot, .. } | Event::Waits { dot, .. } | Event::Misfits { dot, .. } => {
            (*dot, Vec::new())
        }
        _ => return html! { <div></div> },
    };
    others.retain(|other| *other != dot);
    let met = (!others.is_empty()).then(|| {
        let dots: Vec<Dot> = [dot].into_iter().chain(others).collect();
        section("How they stand to each other".into(), html! { <Why {dots} /> })
    });
    html! {
        <div>
            <div class="section"><p class="small">{ "What becomes of the write: " }<DotLink {dot} /></p></div>
            { for met }
        </div>
    }
}

/// What is nearest to it of its past and of its future.
fn around(view: &View, dispatch: &Callback<Action>, causality: &Causality) -> Html {
    let past: Vec<usize> = causality.numbers(Relation::Past).rev().take(TOLD).collect();
    let future: Vec<usize> = causality.numbers(Relation::Future).take(TOLD).collect();
    let list = |numbers: &[usize], none: &'static str| match numbers {
        [] => html! { <p class="help">{ none }</p> },
        some => {
            html! { <ol class="told-list">{ for some.iter().map(|number| told_line(view, dispatch, *number, false)) }</ol> }
        }
    };
    html! {
        <div>
            { section("What led to it, the latest first".into(), list(&past, "Nothing did.")) }
            { section("What it led to, the earliest first".into(), list(&future, "Nothing follows from it.")) }
        </div>
    }
}

/// The leader where it happened, or that a message came to or set out from.
fn leader_of(event: &Event) -> Option<LeaderId> {
    match event {
        Event::Sent { message } | Event::Lost { message } | Event::Stopped { message, .. } => {
            Some(message.link.from)
        }
        Event::Held { message } | Event::Delivered { message } => Some(message.link.to),
        other => other.leader(),
    }
}
