//! Goals: what a learner brings about by changing a run, however it is done.

use analysis::{Outcome, Progress};
use replication::{Command, Key, LeaderId, Micros, Value, World};
use scenario::Scenario;
use serde::{Deserialize, Serialize};
use timeline::Timeline;

/// A predicate over a run at an instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Goal {
    /// A leader stores siblings.
    Conflict {},
    /// At least so many writes are lost.
    Lost(usize),
    /// No write is lost.
    NothingLost {},
    /// At least so many writes have been accepted.
    Accepted(usize),
    /// All leaders read the same, and nothing is on its way.
    Converged {},
    /// Leaders read different values, and nothing is on its way.
    Diverged {},
    /// A read at a leader returns these values.
    Reads {
        /// The leader.
        leader: LeaderId,
        /// The key.
        key: Key,
        /// The values, in any order.
        values: Vec<Value>,
    },
    /// These leaders have applied the same writes.
    AppliedSame(Vec<LeaderId>),
    /// A leader is down.
    Down(LeaderId),
    /// Every leader is up.
    AllUp {},
    /// The run has no crash, cut, or changed message.
    NoFaults {},
    /// The policy has this id.
    Policy(String),
    /// The topology has this id.
    Topology(String),
    /// A write waits for the home of its key to answer, or was refused by it.
    Refused(usize),
    /// All of these.
    All(Vec<Goal>),
}

/// A run at an instant, as goals see it.
#[derive(Clone, Copy)]
struct Moment<'a> {
    scenario: &'a Scenario,
    world: &'a World,
    outcome: &'a Outcome,
}

impl Goal {
    /// Whether it holds at an instant of a run.
    #[must_use]
    pub fn holds(&self, scenario: &Scenario, timeline: &Timeline, at: Micros) -> bool {
        let run = timeline.run_at(at, None);
        let outcome = Outcome::new(timeline, timeline.count_at(at), run.world());
        self.holds_in(Moment { scenario, world: run.world(), outcome: &outcome })
    }

    fn holds_in(&self, moment: Moment<'_>) -> bool {
        let Moment { scenario, world, outcome } = moment;
        match self {
            Self::Conflict {} => !outcome.conflicts.is_empty(),
            Self::Lost(count) => outcome.lost.len() >= *count,
            Self::NothingLost {} => outcome.lost.is_empty(),
            Self::Accepted(count) => outcome.accepted >= *count,
            Self::Converged {} => outcome.progress == Progress::Converged,
            Self::Diverged {} => outcome.progress == Progress::Diverged,
            Self::Reads { leader, key, values } => reads(world, *leader, key, values),
            Self::AppliedSame(leaders) => applied_same(world, leaders),
            Self::Down(leader) => world.leaders.get(leader).is_some_and(|leader| !leader.up),
            Self::AllUp {} => world.leaders.values().all(|leader| leader.up),
            Self::NoFaults {} => !scenario.commands.iter().any(|timed| is_fault(&timed.command)),
            Self::Policy(id) => world.policy.info().id == id,
            Self::Topology(id) => world.topology.info().id == id,
            Self::Refused(count) => outcome.refused + outcome.unanswered >= *count,
            Self::All(goals) => goals.iter().all(|goal| goal.holds_in(moment)),
        }
    }
}

fn reads(world: &World, leader: LeaderId, key: &Key, values: &[Value]) -> bool {
    let Some(leader) = world.leaders.get(&leader) else {
        return false;
    };
    let entry = leader.store.get(key).into_iter();
    let mut stored: Vec<&Value> = entry.flat_map(|entry| entry.visible_values()).flatten().collect();
    let mut wanted: Vec<&Value> = values.iter().collect();
    stored.sort();
    wanted.sort();
    stored == wanted
}

fn applied_same(world: &World, leaders: &[LeaderId]) -> bool {
    let mut applied = leaders.iter().map(|id| world.leaders.get(id).map(|leader| &leader.applied));
    let first = applied.next().flatten();
    first.is_some() && applied.all(|other| other == first)
}

/// Whether a command breaks something.
fn is_fault(command: &Command) -> bool {
    match command {
        Command::Crash { .. }
        | Command::Cut(_)
        | Command::Partition { .. }
        | Command::OverrideMessage(_)
        | Command::Leave { .. }
        | Command::SkipWrite(_)
        | Command::Purge { .. } => true,
        Command::Request(_)
        | Command::Read { .. }
        | Command::Merge { .. }
        | Command::Restart { .. }
        | Command::Heal(_)
        | Command::HealAll {}
        | Command::Connect(_)
        | Command::Disconnect(_)
        | Command::Topology(_)
        | Command::Policy(_)
        | Command::Links(_)
        | Command::Replication(_)
        | Command::SetClock(_)
        | Command::StepClock(_)
        | Command::AssignHome { .. }
        | Command::Move { .. }
        | Command::Join(_) => false,
    }
}
