//! Replays a run of the core into replicas of another implementation, and compares the two at every applied
//! write and every answer.

use std::collections::BTreeMap;
use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{ClientId, Dot, Key, LeaderId, Micros};
use scenario::Scenario;

use crate::observed::{Happening, Observed, Version, What};

/// A write as the other implementation receives it.
pub struct Told<'a> {
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
    type Shown: PartialEq + Debug;

    /// The context that a read here returns.
    fn context(&self, replica: &Self::Replica) -> Self::Context;

    /// The operation for a client's write here.
    fn write(&self, replica: &Self::Replica, context: Self::Context, told: &Told) -> Self::Operation;

    /// Applies an operation, local or remote.
    fn apply(&self, replica: &mut Self::Replica, operation: Self::Operation);

    /// The reading of a replica.
    fn shown(&self, replica: &Self::Replica) -> Self::Shown;

    /// The reading of a leader of the core.
    fn shown_by_core(&self, versions: &[Version]) -> Self::Shown;
}

/// The other implementation's state during a run.
struct Replay<'a, O: Oracle> {
    oracle: &'a O,
    replicas: BTreeMap<(LeaderId, Key), O::Replica>,
    contexts: BTreeMap<(ClientId, Key), O::Context>,
    operations: BTreeMap<Dot, O::Operation>,
    figures: Figures,
}

/// Counts of comparisons.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Comparisons.
    pub compared: usize,
    /// Comparisons in which the leader kept more than one version.
    pub siblings: usize,
}

/// Runs a scenario to its end and compares the core with the oracle at each step.
pub fn follow<O: Oracle>(oracle: &O, scenario: &Scenario) -> Result<Figures, TestCaseError> {
    let mut replay = Replay {
        oracle,
        replicas: BTreeMap::new(),
        contexts: BTreeMap::new(),
        operations: BTreeMap::new(),
        figures: Figures::default(),
    };
    let mut run = Observed::new(scenario);
    while let Some(happenings) = run.step() {
        for happening in happenings {
            replay.take(happening)?;
        }
    }
    Ok(replay.figures)
}

impl<O: Oracle> Replay<'_, O> {
    fn take(&mut self, happening: Happening) -> TestCaseResult {
        let Happening { at, leader, key, what } = happening;
        let replica = self.replicas.entry((leader, key.clone())).or_default();
        match what {
            What::Accepted { client, write } => {
                let context = self.contexts.get(&(client, key)).cloned().unwrap_or_default();
                let told = Told { at, leader, client, write: &write };
                self.operations.insert(write.name, self.oracle.write(replica, context, &told));
            }
            What::Applied { name, kept, answers } => {
                self.oracle.apply(replica, self.operations[&name].clone());
                if let Some(client) = answers {
                    // The acknowledgement of a write returns a context, like a read.
                    self.contexts.insert((client, key.clone()), self.oracle.context(replica));
                }
                self.compare(&(leader, key), &kept, &format!("at {at}, when {leader} had applied {name}"))?;
            }
            What::Answered { client, versions } => {
                self.contexts.insert((client, key.clone()), self.oracle.context(replica));
                self.compare(
                    &(leader, key),
                    &versions,
                    &format!("at {at}, when {leader} answered {client}"),
                )?;
            }
            What::Stands { versions } => {
                self.compare(&(leader, key), &versions, &format!("at {at}, in the store of {leader}"))?;
            }
        }
        Ok(())
    }

    fn compare(&mut self, place: &(LeaderId, Key), versions: &[Version], when: &str) -> TestCaseResult {
        self.figures.compared += 1;
        self.figures.siblings += usize::from(versions.len() > 1);
        let theirs = self.oracle.shown(&self.replicas[place]);
        prop_assert_eq!(self.oracle.shown_by_core(versions), theirs, "{}, key {}", when, place.1);
        Ok(())
    }
}
