//! A goal whose solution was recorded: “Show me” from what was changed, and the controls that learners need for that.

use replication::{ClockOwner, Command, Micros};
use scenario::Scenario;
use serde_json::{Map, Value};

use super::draft::fields_of;
use crate::goal::Goal;
use crate::step::{Control, Practice};

/// A goal with the words of its author.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalTexts {
    /// The goal in words.
    pub goal: String,
    /// A hint; empty for none.
    pub hint: String,
}

/// The goal of a step whose run is `before`, which `after` reaches at an instant.
#[must_use]
pub fn recorded_goal(
    texts: GoalTexts,
    when: Goal,
    before: &Scenario,
    after: &Scenario,
    reached_at: Micros,
) -> Practice {
    let GoalTexts { goal, hint } = texts;
    Practice { goal, when, hint, show_me: change(&fields_of(before), &fields_of(after)), reached_at }
}

/// The fields that replace those of one scenario so that it becomes another; null removes one.
fn change(before: &Map<String, Value>, after: &Map<String, Value>) -> Map<String, Value> {
    let changed = after.iter().filter(|(name, value)| before.get(*name) != Some(*value));
    let removed = before.keys().filter(|name| !after.contains_key(*name));
    let changed = changed.map(|(name, value)| (name.clone(), value.clone()));
    changed.chain(removed.map(|name| (name.clone(), Value::Null))).collect()
}

/// The controls with which a learner can make of one scenario another, as far as the stage does not have them.
#[must_use]
pub fn needed_controls(before: &Scenario, after: &Scenario) -> Vec<Control> {
    let mut controls = Vec::new();
    let mut need = |control: Control| {
        if !controls.contains(&control) {
            controls.push(control);
        }
    };
    if before.policy != after.policy {
        need(Control::Policy);
    }
    if before.topology != after.topology {
        need(Control::Topology);
    }
    if before.replication != after.replication {
        need(Control::Delivery);
    }
    let clock_of = |spec: &replication::LeaderSpec| (spec.id, spec.clock);
    for (id, clock) in after.leaders.iter().map(clock_of) {
        if before.leaders.iter().map(clock_of).any(|(other, was)| other == id && was != clock) {
            need(Control::LeaderClock(id));
        }
    }
    for client in &after.clients {
        if before.clients.iter().any(|was| was.id == client.id && was.clock != client.clock) {
            need(Control::ClientClock(client.id));
        }
    }
    for timed in after.commands.iter().filter(|timed| !before.commands.contains(timed)) {
        control_of(&timed.command).into_iter().for_each(&mut need);
    }
    controls
}

/// The control by which a learner gives a command; none if the stage has it.
fn control_of(command: &Command) -> Option<Control> {
    match command {
        Command::Request(request) => {
            Some(Control::Write { client: request.client, key: request.key.clone() })
        }
        Command::Read { client, key, .. } => Some(Control::Read { client: *client, key: key.clone() }),
        Command::Merge { client: _, at, key, .. } => {
            at.map(|leader| Control::Merge { leader, key: key.clone() })
        }
        Command::Topology(_) => Some(Control::Topology),
        Command::Policy(_) => Some(Control::Policy),
        Command::Replication(_) => Some(Control::Delivery),
        Command::SetClock(set) => Some(clock(set.owner)),
        Command::StepClock(step) => Some(clock(step.owner)),
        Command::AssignHome { key, .. } => Some(Control::Home(key.clone())),
        Command::Crash { leader } | Command::Restart { leader } => Some(Control::Crash(*leader)),
        Command::Cut(_)
        | Command::Heal(_)
        | Command::Partition { .. }
        | Command::HealAll {}
        | Command::SkipWrite(_)
        | Command::OverrideMessage(_)
        | Command::Connect(_)
        | Command::Disconnect(_)
        | Command::Links(_)
        | Command::Move { .. }
        | Command::Join(_)
        | Command::Leave { .. }
        | Command::Purge { .. } => None,
    }
}

fn clock(owner: ClockOwner) -> Control {
    match owner {
        ClockOwner::Leader(leader) => Control::LeaderClock(leader),
        ClockOwner::Client(client) => Control::ClientClock(client),
    }
}
