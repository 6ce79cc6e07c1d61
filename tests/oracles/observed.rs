//! What the tests here see of the core: the one file that knows its events, its stores and its messages.

use std::collections::BTreeMap;

use replication::{
    ClientId, Dot, Event, Key, LeaderId, LinkId, Micros, Operation, Record, Simulation, Value, World,
};
use scenario::Scenario;

/// A version that a leader keeps: its name, and what was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub name: Dot,
    /// None was deleted.
    pub value: Option<Value>,
}

/// One thing that happened to one key at one leader.
#[derive(Clone, Debug)]
pub struct Happening {
    pub at: Micros,
    pub leader: LeaderId,
    pub key: Key,
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum What {
    /// The leader accepted a client's write.
    Accepted { client: ClientId, write: Version },
    /// The leader applied a write, and keeps these. `answers` is the client whom the leader then answers.
    Applied { name: Dot, kept: Vec<Version>, answers: Option<ClientId> },
    /// The leader answered a client's read with these.
    Answered { client: ClientId, versions: Vec<Version> },
    /// The leader's store has these, once an instant's doing is done.
    Stands { versions: Vec<Version> },
}

/// A run of the core, of which one sees what happens.
pub struct Observed {
    run: Simulation,
    writes: BTreeMap<Dot, Version>,
}

impl Observed {
    /// The run at its beginning.
    pub fn new(scenario: &Scenario) -> Self {
        Self { run: scenario.simulation(), writes: BTreeMap::new() }
    }

    /// Lets the next thing happen, and says what it was; none once the run is at rest.
    pub fn step(&mut self) -> Option<Vec<Happening>> {
        let mut records = Vec::new();
        let goes_on = self.run.step(&mut |record| records.push(record));
        goes_on.then(|| self.happenings(records))
    }

    /// Lets all happen up to an instant, and says what it was.
    pub fn run_until(&mut self, until: Micros) -> Vec<Happening> {
        let mut records = Vec::new();
        self.run.run_until(until, &mut |record| records.push(record));
        self.happenings(records)
    }

    fn happenings(&mut self, records: Vec<Record>) -> Vec<Happening> {
        let mut happenings: Vec<Happening> =
            records.into_iter().filter_map(|record| self.happening(record)).collect();
        let applied = happenings.iter().filter(|happening| matches!(happening.what, What::Applied { .. }));
        let touched: BTreeMap<(LeaderId, Key), Micros> =
            applied.map(|happening| ((happening.leader, happening.key.clone()), happening.at)).collect();
        for ((leader, key), at) in touched {
            let what = What::Stands { versions: kept(self.run.world(), leader, &key) };
            happenings.push(Happening { at, leader, key, what });
        }
        happenings
    }

    fn happening(&mut self, record: Record) -> Option<Happening> {
        let (leader, key, what) = match record.event {
            Event::Accepted { leader, write, .. } => {
                let version = Version { name: write.dot, value: write.value().cloned() };
                self.writes.insert(write.dot, version.clone());
                (leader, write.key.clone(), What::Accepted { client: write.client?, write: version })
            }
            Event::Applied { leader, write, via, kept, .. } => {
                let kept = kept.iter().map(|dot| self.writes[dot].clone()).collect();
                let answers = write.client.filter(|_| via.is_none());
                (leader, write.key.clone(), What::Applied { name: write.dot, kept, answers })
            }
            Event::Answered { leader, client, key, versions, .. } => {
                let versions = versions.iter().map(|write| self.writes[&write.dot].clone()).collect();
                (leader, key, What::Answered { client, versions })
            }
            _ => return None,
        };
        Some(Happening { at: record.at, leader, key, what })
    }

    /// What a leader keeps of a key now, in the order of names.
    pub fn kept(&self, leader: LeaderId, key: &Key) -> Vec<Version> {
        kept(self.run.world(), leader, key)
    }

    /// The writes that are under way, each with its link, in order.
    pub fn in_flight(&self) -> Vec<(LinkId, Dot)> {
        let mut flying: Vec<_> = self.run.world().in_flight().map(|(link, sent)| (link, sent.dot)).collect();
        flying.sort_unstable();
        flying
    }

    /// Whether nothing is under way and nothing waits.
    pub fn at_rest(&self) -> bool {
        self.run.world().at_rest()
    }
}

/// A leader accepted an operation, or applied one of another's.
#[derive(Clone, Debug)]
pub struct Application {
    pub leader: LeaderId,
    pub name: Dot,
    pub operation: Operation,
    /// What is read there now.
    pub reading: Option<Value>,
}

/// Every application of an operation in a run, in order. Those where it was accepted are at the leader of its
/// name.
pub fn applications(scenario: &Scenario) -> Vec<Application> {
    let applied = scenario.run().records.into_iter().filter_map(|record| match record.event {
        Event::Applied { leader, write, reading, .. } => {
            Some(Application { leader, name: write.dot, operation: write.operation.clone(), reading })
        }
        _ => None,
    });
    applied.collect()
}

fn kept(world: &World, leader: LeaderId, key: &Key) -> Vec<Version> {
    let entry = world.leaders.get(&leader).and_then(|leader| leader.store.get(key));
    let versions = entry.into_iter().flat_map(|entry| &entry.versions);
    versions.map(|write| Version { name: write.dot, value: write.value().cloned() }).collect()
}
