//! The controls that a step of a lesson shows: one per idea.

use lessons::{Control, Step};
use player::{ClientId, EditAction, Key, LeaderId, crash_or_restart};
use replication::{ClockOwner, Command, Delivery, Replication};
use yew::prelude::*;

use crate::components::{Choices, ClockFace, SelectOne};
use crate::header::{PolicyPicker, TopologyPicker};
use crate::inspector::{MergeForm, ReadForm, WriteForm};
use crate::lessons::merge_code::MergeCodeField;
use crate::store::{use_dispatch, use_view};

/// The controls of a step; `is_open` says whether its goal is still to be reached.
pub fn step_controls(step: &Step, is_open: bool) -> Html {
    let controls = step.controls.iter().enumerate().map(|(index, control)| {
        html! { <div key={index} class="control">{ control_view(control, is_open) }</div> }
    });
    html! { <div class="controls">{ for controls }</div> }
}

fn control_view(control: &Control, is_open: bool) -> Html {
    match control {
        Control::Policy => html! { <PolicyPicker /> },
        Control::Topology => html! { <TopologyPicker /> },
        Control::LeaderClock(leader) => html! { <Clock owner={ClockOwner::Leader(*leader)} {is_open} /> },
        Control::ClientClock(client) => html! { <Clock owner={ClockOwner::Client(*client)} {is_open} /> },
        Control::Write { client, key } => html! { <Write client={*client} of={key.clone()} /> },
        Control::Read { client, key } => html! { <Read client={*client} of={key.clone()} /> },
        Control::Home(key) => html! { <Home of={key.clone()} /> },
        Control::Delivery => html! { <DeliveryChoice /> },
        Control::Merge { leader, key } => html! { <Merge leader={*leader} of={key.clone()} /> },
        Control::MergeCode => html! { <MergeCodeField /> },
        Control::Crash(leader) => html! { <Crash leader={*leader} /> },
    }
}

#[derive(Properties, PartialEq)]
struct ClockProps {
    owner: ClockOwner,
    /// Whether the goal is still to be reached.
    is_open: bool,
}

/// The clock of a leader or a client, with its dial.
#[component]
fn Clock(props: &ClockProps) -> Html {
    let view = use_view();
    let name = match props.owner {
        ClockOwner::Leader(id) => view.leader_name(id),
        ClockOwner::Client(id) => {
            view.frame().client(id).map(|client| client.name.to_owned()).unwrap_or_default()
        }
    };
    html! { <><h3>{ format!("Clock of {name}") }</h3><ClockFace owner={props.owner} label={format!("Clock of {name}")} is_riddle={props.is_open} /></> }
}

#[derive(Properties, PartialEq)]
struct RequestProps {
    client: ClientId,
    /// The key.
    of: Key,
}

/// A form to write a key as one client, at its leader.
#[component]
fn Write(props: &RequestProps) -> Html {
    let view = use_view();
    match view.frame().client(props.client).map(|client| client.at) {
        Some(leader) => html! { <WriteForm {leader} only={(props.client, props.of.clone())} /> },
        None => html! {},
    }
}

/// A button to read a key as one client, at its leader.
#[component]
fn Read(props: &RequestProps) -> Html {
    let view = use_view();
    match view.frame().client(props.client).map(|client| client.at) {
        Some(leader) => html! { <ReadForm {leader} only={(props.client, props.of.clone())} /> },
        None => html! {},
    }
}

#[derive(Properties, PartialEq)]
struct HomeProps {
    /// The key.
    of: Key,
}

/// Moves the home of a key.
#[component]
fn Home(props: &HomeProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let members = view.frame().members();
    let choices: Vec<_> =
        members.iter().map(|id| (id.to_string(), view.leader_name(*id), String::new())).collect();
    let homes = members.iter().filter_map(|id| view.frame().home_of(&props.of, *id));
    let chosen = homes.max().map(|id| id.to_string()).unwrap_or_default();
    let key = props.of.clone();
    let onchoose = Callback::from(move |id: String| {
        if let Ok(home) = id.parse() {
            dispatch.emit(EditAction::Issue(Command::AssignHome { key: key.clone(), home, at: None }));
        }
    });
    let label = format!("Home of {}", props.of);
    choice_field(label, choices, chosen, onchoose)
}

/// When a delivered write is applied: on arrival, or once everything that it depends on has been applied.
#[component]
fn DeliveryChoice() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let now = view.scenario().replication;
    let name = |delivery: Delivery| match delivery {
        Delivery::AsItComes => "arrival",
        Delivery::Causal => "causal",
    };
    let choices = vec![
        (name(Delivery::AsItComes).to_owned(), "Arrival order".to_owned(), String::new()),
        (name(Delivery::Causal).to_owned(), "Causal".to_owned(), String::new()),
    ];
    let onchoose = Callback::from(move |chosen: String| {
        let delivery = if chosen == name(Delivery::Causal) { Delivery::Causal } else { Delivery::AsItComes };
        let command = Command::Replication(Replication { delivery, ..now });
        dispatch.emit(EditAction::Configure { command, ongoing: false });
    });
    choice_field("Delivery".to_owned(), choices, name(now.delivery).to_owned(), onchoose)
}

#[derive(Properties, PartialEq)]
struct MergeProps {
    leader: LeaderId,
    /// The key.
    of: Key,
}

/// The form that merges the siblings of a key, as long as there are any.
#[component]
fn Merge(props: &MergeProps) -> Html {
    let view = use_view();
    let stored = view.frame().leader(props.leader).and_then(|leader| {
        let entry = leader.stored(&props.of)?;
        entry.has_siblings.then(|| entry.versions.to_vec())
    });
    match stored {
        Some(versions) => html! { <MergeForm leader={props.leader} of={props.of.clone()} {versions} /> },
        None => {
            html! { <p class="help">{ format!("{} has no siblings of {} at this instant.", view.leader_name(props.leader), props.of) }</p> }
        }
    }
}

#[derive(Properties, PartialEq)]
struct CrashProps {
    leader: LeaderId,
}

/// Crashes a leader, or restarts it.
#[component]
fn Crash(props: &CrashProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let name = view.leader_name(props.leader);
    let is_up = view.frame().leader(props.leader).is_some_and(|leader| leader.is_up);
    let action = crash_or_restart(view.frame(), props.leader);
    let disabled = action.is_none();
    let onclick = move |_: MouseEvent| {
        if let Some(action) = action.clone() {
            dispatch.emit(action);
        }
    };
    let label = if is_up { format!("Crash {name}") } else { format!("Restart {name}") };
    html! { <button class="button" type="button" {disabled} {onclick}>{ label }</button> }
}

/// A labelled drop-down list.
fn choice_field(label: String, choices: Choices, chosen: String, onchoose: Callback<String>) -> Html {
    html! { <div class="field"><span class="label" aria-hidden="true">{ label.clone() }</span><SelectOne {label} {choices} {chosen} {onchoose} /></div> }
}
