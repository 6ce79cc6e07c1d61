//! Goals: what a learner brings about by changing a run, however it is done.

use analysis::{Outcome, Progress};
use replication::{ClientId, Command, Key, LeaderId, Micros, Value};
use scenario::Scenario;
use serde::{Deserialize, Serialize};
use timeline::Timeline;

use crate::facts::{Moment, Relation};
use crate::verdicts::{Invariants, check_holds};

/// A predicate over a run at an instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Goal {
    /// A leader stores siblings.
    Conflict {},
    /// At least this many writes are lost.
    Lost(usize),
    /// No write is lost.
    NothingLost {},
    /// At least this many writes have been accepted.
    Accepted(usize),
    /// A leader has accepted a write of a client.
    AcceptedBy {
        /// The client.
        client: ClientId,
        /// The leader.
        leader: LeaderId,
    },
    /// All leaders agree, and nothing is in flight.
    Converged {},
    /// Leaders disagree, and nothing is in flight.
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
    /// A read at a leader returns one list or set, which has these items and lacks those.
    Items {
        /// The leader.
        leader: LeaderId,
        /// The key.
        key: Key,
        /// The items that it has, among others.
        with: Vec<Value>,
        /// The items that it lacks.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        without: Vec<Value>,
    },
    /// A leader stores exactly this many values of a key.
    Siblings {
        /// The leader.
        leader: LeaderId,
        /// The key.
        key: Key,
        /// How many.
        count: usize,
    },
    /// The latest read of a client returned these values.
    Returned {
        /// The client.
        client: ClientId,
        /// The key.
        key: Key,
        /// The values, in any order.
        values: Vec<Value>,
    },
    /// Two writes that clients made of one key are concurrent.
    Concurrent {
        /// The least time between them.
        #[serde(rename = "apart_ms")]
        apart: Micros,
    },
    /// The version vectors of two leaders compare in this way.
    Vectors {
        /// The leader whose vector is compared.
        one: LeaderId,
        /// The leader with whose vector it is compared.
        other: LeaderId,
        /// How the first compares with the second.
        relation: Relation,
    },
    /// These leaders have applied the same writes.
    AppliedSame(Vec<LeaderId>),
    /// A leader holds back a write.
    HoldsBack(LeaderId),
    /// Two leaders accept writes to a key as its home.
    TwoHomes(Key),
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
    /// At least this many requests were refused or got no answer.
    Refused(usize),
    /// The check with this id holds, and has had something to check.
    Check(String),
    /// Every invariant holds at every leader at this instant.
    InvariantsHold {},
    /// Every invariant has held at every leader up to this instant.
    InvariantsKept {},
    /// All of these.
    All(Vec<Goal>),
    /// At least one of these.
    Any(Vec<Goal>),
}

/// A run at an instant, as goals see it.
#[derive(Clone, Copy)]
struct Situation<'a> {
    scenario: &'a Scenario,
    moment: Moment<'a>,
    outcome: &'a Outcome,
    at: Micros,
}

impl Situation<'_> {
    fn invariants(&self) -> Invariants {
        Invariants::new(self.scenario, self.moment.timeline, self.at)
    }
}

impl Goal {
    /// Whether it holds at an instant of a run.
    #[must_use]
    pub fn holds(&self, scenario: &Scenario, timeline: &Timeline, at: Micros) -> bool {
        let run = timeline.run_at(at, None);
        let moment = Moment { timeline, count: timeline.count_at(at), world: run.world() };
        let outcome = Outcome::new(timeline, moment.count, moment.world);
        self.holds_in(Situation { scenario, moment, outcome: &outcome, at })
    }

    fn holds_in(&self, situation: Situation<'_>) -> bool {
        let Situation { scenario, moment, outcome, at } = situation;
        let world = moment.world;
        match self {
            Self::Conflict {} => !outcome.conflicts.is_empty(),
            Self::Lost(count) => outcome.lost.len() >= *count,
            Self::NothingLost {} => outcome.lost.is_empty(),
            Self::Accepted(count) => outcome.accepted >= *count,
            Self::AcceptedBy { client, leader } => moment.has_accepted(*leader, *client),
            Self::Converged {} => outcome.progress == Progress::Converged,
            Self::Diverged {} => outcome.progress == Progress::Diverged,
            Self::Reads { leader, key, values } => {
                moment.reading(*leader, key).is_some_and(|read| read == sorted(values))
            }
            Self::Items { leader, key, with, without } => {
                moment.reading(*leader, key).is_some_and(|read| has_items(&read, with, without))
            }
            Self::Siblings { leader, key, count } => {
                moment.reading(*leader, key).is_some_and(|read| read.len() == *count)
            }
            Self::Returned { client, key, values } => {
                moment.returned(*client, key).is_some_and(|read| read.iter().eq(sorted(values)))
            }
            Self::Concurrent { apart } => moment.has_concurrent(*apart),
            Self::Vectors { one, other, relation } => moment.vectors(*one, *other) == Some(*relation),
            Self::AppliedSame(leaders) => applied_same(moment, leaders),
            Self::HoldsBack(leader) => moment.held_back(*leader).is_some_and(|held| !held.is_empty()),
            Self::TwoHomes(key) => world.active_homes(key).len() >= 2,
            Self::Down(leader) => world.leaders.get(leader).is_some_and(|leader| !leader.up),
            Self::AllUp {} => world.leaders.values().all(|leader| leader.up),
            Self::NoFaults {} => !scenario.commands.iter().any(|timed| is_fault(&timed.command)),
            Self::Policy(id) => world.policy.info().id == id,
            Self::Topology(id) => world.topology.info().id == id,
            Self::Refused(count) => outcome.refused + outcome.unanswered >= *count,
            Self::Check(id) => check_holds(id, moment.timeline, at),
            Self::InvariantsHold {} => situation.invariants().hold(),
            Self::InvariantsKept {} => situation.invariants().have_held(),
            Self::All(goals) => goals.iter().all(|goal| goal.holds_in(situation)),
            Self::Any(goals) => goals.iter().any(|goal| goal.holds_in(situation)),
        }
    }
}

fn sorted(values: &[Value]) -> Vec<&Value> {
    let mut values: Vec<&Value> = values.iter().collect();
    values.sort();
    values
}

/// Whether one list or set was read, which has some items and lacks others.
fn has_items(read: &[&Value], with: &[Value], without: &[Value]) -> bool {
    let [value] = read else { return false };
    let has = |item: &Value| match value {
        Value::List(items) => items.contains(item),
        Value::Set(items) => items.contains(item),
        Value::Text(_) | Value::Integer(_) | Value::Map(_) => false,
    };
    with.iter().all(has) && !without.iter().any(has)
}

fn applied_same(moment: Moment<'_>, leaders: &[LeaderId]) -> bool {
    let mut applied = leaders.iter().map(|id| moment.world.leaders.get(id).map(|leader| &leader.applied));
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
