//! A view of the core for these tests: the only file that knows its events, stores and messages.

use std::collections::BTreeMap;

use replication::{
    ClientId, Dot, Event, Key, LeaderId, LinkId, Micros, Operation, Record, Simulation, Value, World,
};
use scenario::Scenario;

/// A version that a leader keeps: its dot and its value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub name: Dot,
    /// `None` for a tombstone.
    pub value: Option<Value>,
}

/// One observation of a key at a leader.
#[derive(Clone, Debug)]
pub struct Happening {
    pub at: Micros,
    pub leader: LeaderId,
    pub key: Key,
    pub what: What,
}

/// What was observed.
#[derive(Clone, Debug)]
pub enum What {
    /// The leader accepted a client's write.
    Accepted { client: ClientId, write: Version },
    /// The leader applied a write and now keeps these. `answers` is the client that gets an acknowledgement.
    Applied { name: Dot, kept: Vec<Version>, answers: Option<ClientId> },
    /// The leader answered a client's read with these.
    Answered { client: ClientId, versions: Vec<Version> },
    /// The leader's store holds these at the end of a step.
    Stands { versions: Vec<Version> },
}

/// A run of the core that reports observations.
pub struct Observed {
    run: Simulation,
    writes: BTreeMap<Dot, Version>,
}

impl Observed {
    /// A run at its beginning.
    pub fn new(scenario: &Scenario) -> Self {
        Self { run: scenario.simulation(), writes: BTreeMap::new() }
    }

    /// Executes the next step and returns what was observed; `None` once the run is at rest.
    pub fn step(&mut self) -> Option<Vec<Happening>> {
        let mut records = Vec::new();
        let goes_on = self.run.step(&mut |record| records.push(record));
        goes_on.then(|| self.happenings(records))
    }

    /// Runs up to an instant and returns what was observed.
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

    /// The versions that a leader keeps of a key now, in the order of dots.
    pub fn kept(&self, leader: LeaderId, key: &Key) -> Vec<Version> {
        kept(self.run.world(), leader, key)
    }

    /// The writes in flight, each with its link, in order.
    pub fn in_flight(&self) -> Vec<(LinkId, Dot)> {
        let mut flying: Vec<_> = self.run.world().in_flight().map(|(link, sent)| (link, sent.dot)).collect();
        flying.sort_unstable();
        flying
    }

    /// Whether the run is at rest.
    pub fn at_rest(&self) -> bool {
        self.run.world().at_rest()
    }
}

/// An operation that a leader accepted or applied.
#[derive(Clone, Debug)]
pub struct Application {
    pub leader: LeaderId,
    pub name: Dot,
    pub operation: Operation,
    /// The value of a read there now.
    pub reading: Option<Value>,
}

/// Every application of an operation in a run, in order. The accepting leader is that of the dot.
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
