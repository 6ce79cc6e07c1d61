//! Replays a run of the core into replicas of another implementation, and compares the two at every applied
//! write and every answer.

use std::collections::BTreeMap;
use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{ClientId, Dot, Key, LeaderId, Micros};
use scenario::Scenario;

use crate::observed::{Observation, Observed, ObservedRun, Version};

/// A write as the other implementation receives it.
pub struct WriteRequest<'a> {
    pub at: Micros,
    pub leader: LeaderId,
    pub client: ClientId,
    pub write: &'a Version,
}

/// Another implementation of one key's versions at a leader.
pub trait Oracle {
    /// One key at one leader.
    type Replica: Default;
    /// The context that a client carries from a read to its next write.
    type Context: Clone + Default;
    /// What is replicated.
    type Operation: Clone;
    /// The reading that is compared.
    type Reading: PartialEq + Debug;

    /// The context that a read here returns.
    fn context(&self, replica: &Self::Replica) -> Self::Context;

    /// The operation for a client's write here.
    fn write(
        &self,
        replica: &Self::Replica,
        context: Self::Context,
        request: &WriteRequest,
    ) -> Self::Operation;

    /// Applies an operation, local or remote.
    fn apply(&self, replica: &mut Self::Replica, operation: Self::Operation);

    /// The reading of a replica.
    fn reading(&self, replica: &Self::Replica) -> Self::Reading;

    /// The reading of a leader of the core.
    fn core_reading(&self, versions: &[Version]) -> Self::Reading;
}

/// The other implementation's state during a run.
struct Replay<'a, O: Oracle> {
    oracle: &'a O,
    replicas: BTreeMap<(LeaderId, Key), O::Replica>,
    contexts: BTreeMap<(ClientId, Key), O::Context>,
    operations: BTreeMap<Dot, O::Operation>,
    counts: Counts,
}

/// Counts of comparisons.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Comparisons.
    pub compared: usize,
    /// Comparisons in which the leader kept more than one version.
    pub siblings: usize,
}

/// Runs a scenario to its end and compares the core with the oracle at each step.
pub fn follow<O: Oracle>(oracle: &O, scenario: &Scenario) -> Result<Counts, TestCaseError> {
    let mut replay = Replay {
        oracle,
        replicas: BTreeMap::new(),
        contexts: BTreeMap::new(),
        operations: BTreeMap::new(),
        counts: Counts::default(),
    };
    let mut run = ObservedRun::new(scenario);
    while let Some(observations) = run.step() {
        for observation in observations {
            replay.process(observation)?;
        }
    }
    Ok(replay.counts)
}

impl<O: Oracle> Replay<'_, O> {
    fn process(&mut self, observation: Observation) -> TestCaseResult {
        let Observation { at, leader, key, what } = observation;
        let replica = self.replicas.entry((leader, key.clone())).or_default();
        match what {
            Observed::Accepted { client, write } => {
                let context = self.contexts.get(&(client, key)).cloned().unwrap_or_default();
                let request = WriteRequest { at, leader, client, write: &write };
                self.operations.insert(write.dot, self.oracle.write(replica, context, &request));
            }
            Observed::Applied { dot, kept, answers } => {
                self.oracle.apply(replica, self.operations[&dot].clone());
                if let Some(client) = answers {
                    // The acknowledgement of a write returns a context, like a read.
                    self.contexts.insert((client, key.clone()), self.oracle.context(replica));
                }
                self.compare(&(leader, key), &kept, &format!("at {at}, when {leader} had applied {dot}"))?;
            }
            Observed::Answered { client, versions } => {
                self.contexts.insert((client, key.clone()), self.oracle.context(replica));
                self.compare(
                    &(leader, key),
                    &versions,
                    &format!("at {at}, when {leader} answered {client}"),
                )?;
            }
            Observed::Stored { versions } => {
                self.compare(&(leader, key), &versions, &format!("at {at}, in the store of {leader}"))?;
            }
        }
        Ok(())
    }

    fn compare(&mut self, place: &(LeaderId, Key), versions: &[Version], when: &str) -> TestCaseResult {
        self.counts.compared += 1;
        self.counts.siblings += usize::from(versions.len() > 1);
        let theirs = self.oracle.reading(&self.replicas[place]);
        prop_assert_eq!(self.oracle.core_reading(versions), theirs, "{}, key {}", when, place.1);
        Ok(())
    }
}
