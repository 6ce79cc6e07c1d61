//! Goals that a change of a run reaches: what holds after it, and held neither where it began nor at its untouched end.

use analysis::{CHECKS, Outcome};
use explain::{Names, describe_reading, list_of, question};
use replication::{ClientId, Key, LeaderId, Micros, Value, World};
use scenario::Scenario;
use timeline::Timeline;

use crate::facts::{Moment, Relation};
use crate::goal::Goal;

/// A goal that can be set, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedGoal {
    /// Its words.
    pub text: String,
    /// When it is reached.
    pub goal: Goal,
}

/// A run at an instant.
#[derive(Clone, Copy)]
pub struct RunAt<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its run.
    pub timeline: &'a Timeline,
    /// The instant.
    pub at: Micros,
}

/// At most this many leaders, clients and keys have goals.
const MAX_OF_EACH: usize = 4;

/// The goals that hold in `after`, and in `before` neither at its instant nor at the end of the run.
#[must_use]
pub fn suggested_goals(before: RunAt<'_>, after: RunAt<'_>) -> Vec<SuggestedGoal> {
    let RunAt { scenario, timeline, at } = after;
    let run = timeline.run_at(at, None);
    let moment = Moment { timeline, count: timeline.count_at(at), world: run.world() };
    let outcome = Outcome::new(timeline, moment.count, moment.world);
    let candidates = Candidates { moment, names: Names::of_run(timeline, moment.world), outcome: &outcome };
    let is_new = |goal: &Goal| {
        let held = |at: Micros| goal.holds(before.scenario, before.timeline, at);
        goal.holds(scenario, timeline, at) && !held(before.at) && !held(before.timeline.ends_at())
    };
    let all = candidates.of_run().into_iter().chain(candidates.of_places()).chain(candidates.of_clients());
    let all = all.chain(candidates.of_leaders()).chain(of_checks());
    all.filter(|(_, goal)| is_new(goal)).map(|(text, goal)| SuggestedGoal { text, goal }).collect()
}

/// A goal that may hold, with its words.
type Candidate = (String, Goal);

struct Candidates<'a> {
    moment: Moment<'a>,
    names: Names<'a>,
    outcome: &'a Outcome,
}

impl Candidates<'_> {
    fn world(&self) -> &World {
        self.moment.world
    }

    fn leaders(&self) -> Vec<LeaderId> {
        self.world().members.iter().copied().take(MAX_OF_EACH).collect()
    }

    fn clients(&self) -> Vec<ClientId> {
        self.world().clients.keys().copied().take(MAX_OF_EACH).collect()
    }

    fn keys(&self) -> Vec<Key> {
        let written = self.moment.timeline.writes().values().filter(|record| record.write.client.is_some());
        let keys: std::collections::BTreeSet<Key> = written.map(|record| record.write.key.clone()).collect();
        keys.into_iter().take(MAX_OF_EACH).collect()
    }

    /// Goals about the run as a whole.
    fn of_run(&self) -> Vec<Candidate> {
        let Outcome { accepted, refused, unanswered, lost, .. } = self.outcome;
        let (lost, refused) = (lost.len(), refused + unanswered);
        let world = self.world();
        let (policy, topology) = (world.policy.info(), world.topology.info());
        let mut goals = vec![
            ("All leaders agree.".to_owned(), Goal::Converged {}),
            ("Leaders end up disagreeing.".to_owned(), Goal::Diverged {}),
            ("A leader stores siblings.".to_owned(), Goal::Conflict {}),
            ("No write is lost.".to_owned(), Goal::NothingLost {}),
            (
                format!("{} accepted.", at_least(*accepted, "write is", "writes are")),
                Goal::Accepted(*accepted),
            ),
            (
                "Two writes to the same key are concurrent.".to_owned(),
                Goal::Concurrent { apart: Micros::ZERO },
            ),
            ("Every leader is up.".to_owned(), Goal::AllUp {}),
            ("Nothing is broken: no crash, no cut, no changed message.".to_owned(), Goal::NoFaults {}),
            (format!("The conflict policy is {}.", policy.title), Goal::Policy(policy.id.to_owned())),
            (format!("The topology is {}.", topology.title), Goal::Topology(topology.id.to_owned())),
            ("Every invariant holds at every leader.".to_owned(), Goal::InvariantsHold {}),
            ("Every invariant has held at every leader.".to_owned(), Goal::InvariantsKept {}),
            ("All leaders have applied the same writes.".to_owned(), Goal::AppliedSame(self.leaders())),
        ];
        // At least none is always so.
        if lost > 0 {
            goals.push((format!("{} lost.", at_least(lost, "write is", "writes are")), Goal::Lost(lost)));
        }
        if refused > 0 {
            let words = at_least(refused, "request is", "requests are");
            goals.push((format!("{words} refused or unanswered."), Goal::Refused(refused)));
        }
        goals
    }

    /// Goals about a key at a leader, and about a key.
    fn of_places(&self) -> Vec<Candidate> {
        let keys = self.keys();
        let places = self.leaders().into_iter().flat_map(|leader| keys.iter().map(move |key| (leader, key)));
        let at_leaders = places.flat_map(|(leader, key)| {
            let read = self.moment.reading(leader, key).unwrap_or_default();
            let (name, count) = (self.names.leader(leader), read.len());
            let reads = format!("A read of {key} at {name} returns {}.", in_words(&read));
            let stores = format!("{name} stores {}.", versions_of(count, key));
            let values = read.into_iter().cloned().collect();
            [
                (reads, Goal::Reads { leader, key: key.clone(), values }),
                (stores, Goal::Siblings { leader, key: key.clone(), count }),
            ]
        });
        let homes = keys.iter().map(|key| {
            (format!("Two leaders accept writes to {key} as its home."), Goal::TwoHomes(key.clone()))
        });
        at_leaders.chain(homes).collect()
    }

    /// Goals about what a client wrote and read.
    fn of_clients(&self) -> Vec<Candidate> {
        let (leaders, keys) = (self.leaders(), self.keys());
        let goals = self.clients().into_iter().flat_map(|client| {
            let name = self.names.client(client);
            let accepted = leaders.iter().map(|leader| {
                let text = format!("{} accepts a write of {name}.", self.names.leader(*leader));
                (text, Goal::AcceptedBy { client, leader: *leader })
            });
            let returned = keys.iter().filter_map(|key| {
                let values = self.moment.returned(client, key)?;
                let words = in_words(&values.iter().collect::<Vec<_>>());
                let text = format!("{name} reads {words} in {key}.");
                Some((text, Goal::Returned { client, key: key.clone(), values }))
            });
            accepted.chain(returned).collect::<Vec<_>>()
        });
        goals.collect()
    }

    /// Goals about leaders, and about pairs of them.
    fn of_leaders(&self) -> Vec<Candidate> {
        let leaders = self.leaders();
        let each = leaders.iter().flat_map(|leader| {
            let name = self.names.leader(*leader);
            [
                (format!("{name} is down."), Goal::Down(*leader)),
                (format!("{name} holds back a write."), Goal::HoldsBack(*leader)),
            ]
        });
        let pairs = leaders.windows(2).filter_map(|pair| {
            let [one, other] = *pair else { return None };
            let relation = self.moment.vectors(one, other)?;
            let (first, second) = (self.names.leader(one), self.names.leader(other));
            let text = match relation {
                Relation::Before => format!("{second} has seen more than {first}."),
                Relation::After => format!("{first} has seen more than {second}."),
                Relation::Equal => format!("{first} and {second} have seen the same."),
                Relation::Concurrent => {
                    format!("{first} and {second} have each seen something that the other has not.")
                }
            };
            Some((text, Goal::Vectors { one, other, relation }))
        });
        each.chain(pairs).collect()
    }
}

/// Goals on the checks of runs.
fn of_checks() -> impl Iterator<Item = Candidate> {
    CHECKS.iter().map(|check| (format!("Yes: {}", question(check)), Goal::Check(check.id.to_owned())))
}

fn at_least(count: usize, one: &str, several: &str) -> String {
    match count {
        1 => format!("At least 1 {one}"),
        count => format!("At least {count} {several}"),
    }
}

fn versions_of(count: usize, key: &Key) -> String {
    match count {
        0 => format!("no version of {key}"),
        1 => format!("one version of {key}"),
        count => format!("{count} versions of {key}"),
    }
}

fn in_words(values: &[&Value]) -> String {
    let words: Vec<String> = values.iter().map(|value| describe_reading(Some(value))).collect();
    if words.is_empty() { "nothing".to_owned() } else { list_of(&words) }
}
