//! A view of the core for these tests: the only file that knows its events, stores and messages.

use std::collections::BTreeMap;

use replication::{
    ClientId, Dot, Event, Key, LeaderId, LinkId, Micros, Operation, Record, Simulation, Value, World,
};
use scenario::Scenario;

/// A version that a leader keeps: its dot and its value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub dot: Dot,
    /// `None` for a tombstone.
    pub value: Option<Value>,
}

/// One observation of a key at a leader.
#[derive(Clone, Debug)]
pub struct Observation {
    pub at: Micros,
    pub leader: LeaderId,
    pub key: Key,
    pub what: Observed,
}

/// What was observed.
#[derive(Clone, Debug)]
pub enum Observed {
    /// The leader accepted a client's write.
    Accepted { client: ClientId, write: Version },
    /// The leader applied a write and now keeps these. `answers` is the client that gets an acknowledgement.
    Applied { dot: Dot, kept: Vec<Version>, answers: Option<ClientId> },
    /// The leader answered a client's read with these.
    Answered { client: ClientId, versions: Vec<Version> },
    /// The leader's store holds these at the end of a step.
    Stored { versions: Vec<Version> },
}

/// A run of the core that reports observations.
pub struct ObservedRun {
    run: Simulation,
    writes: BTreeMap<Dot, Version>,
}

impl ObservedRun {
    /// A run at its beginning.
    pub fn new(scenario: &Scenario) -> Self {
        Self { run: scenario.simulation(), writes: BTreeMap::new() }
    }

    /// Executes the next step and returns what was observed; `None` once the run is at rest.
    pub fn step(&mut self) -> Option<Vec<Observation>> {
        let mut records = Vec::new();
        let continues = self.run.step(&mut |record| records.push(record));
        continues.then(|| self.observations(records))
    }

    /// Runs up to an instant and returns what was observed.
    pub fn run_until(&mut self, until: Micros) -> Vec<Observation> {
        let mut records = Vec::new();
        self.run.run_until(until, &mut |record| records.push(record));
        self.observations(records)
    }

    fn observations(&mut self, records: Vec<Record>) -> Vec<Observation> {
        let mut observations: Vec<Observation> =
            records.into_iter().filter_map(|record| self.observation(record)).collect();
        let applied =
            observations.iter().filter(|observation| matches!(observation.what, Observed::Applied { .. }));
        let touched: BTreeMap<(LeaderId, Key), Micros> = applied
            .map(|observation| ((observation.leader, observation.key.clone()), observation.at))
            .collect();
        for ((leader, key), at) in touched {
            let what = Observed::Stored { versions: kept(self.run.world(), leader, &key) };
            observations.push(Observation { at, leader, key, what });
        }
        observations
    }

    fn observation(&mut self, record: Record) -> Option<Observation> {
        let (leader, key, what) = match record.event {
            Event::Accepted { leader, write, .. } => {
                let version = Version { dot: write.dot, value: write.value().cloned() };
                self.writes.insert(write.dot, version.clone());
                (leader, write.key.clone(), Observed::Accepted { client: write.client?, write: version })
            }
            Event::Applied { leader, write, via, kept, .. } => {
                let kept = kept.iter().map(|dot| self.writes[dot].clone()).collect();
                let answers = write.client.filter(|_| via.is_none());
                (leader, write.key.clone(), Observed::Applied { dot: write.dot, kept, answers })
            }
            Event::Answered { leader, client, key, versions, .. } => {
                let versions = versions.iter().map(|write| self.writes[&write.dot].clone()).collect();
                (leader, key, Observed::Answered { client, versions })
            }
            _ => return None,
        };
        Some(Observation { at: record.at, leader, key, what })
    }

    /// The versions that a leader keeps of a key now, in the order of dots.
    pub fn kept(&self, leader: LeaderId, key: &Key) -> Vec<Version> {
        kept(self.run.world(), leader, key)
    }

    /// The writes in flight, each with its link, in order.
    pub fn in_flight(&self) -> Vec<(LinkId, Dot)> {
        let mut in_flight: Vec<_> =
            self.run.world().messages_in_transit().map(|(link, sent)| (link, sent.dot)).collect();
        in_flight.sort_unstable();
        in_flight
    }

    /// Whether the run is at rest.
    pub fn at_rest(&self) -> bool {
        self.run.world().is_quiescent()
    }
}

/// An operation that a leader accepted or applied.
#[derive(Clone, Debug)]
pub struct Application {
    pub leader: LeaderId,
    pub dot: Dot,
    pub operation: Operation,
    /// The value of a read there now.
    pub reading: Option<Value>,
}

/// Every application of an operation in a run, in order. The accepting leader is that of the dot.
pub fn applications(scenario: &Scenario) -> Vec<Application> {
    let applied = scenario.run().records.into_iter().filter_map(|record| match record.event {
        Event::Applied { leader, write, reading, .. } => {
            let reading = reading.as_deref().cloned();
            Some(Application { leader, dot: write.dot, operation: write.operation.clone(), reading })
        }
        _ => None,
    });
    applied.collect()
}

fn kept(world: &World, leader: LeaderId, key: &Key) -> Vec<Version> {
    let entry = world.leaders.get(&leader).and_then(|leader| leader.store.get(key));
    let versions = entry.into_iter().flat_map(|entry| &entry.versions);
    versions.map(|write| Version { dot: write.dot, value: write.value().cloned() }).collect()
}
