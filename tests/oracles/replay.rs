//! Replays a run of the core into replicas of another implementation, and holds the two against each other at
//! every write that a leader applies and every answer that a client gets.

use std::collections::BTreeMap;
use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{ClientId, Dot, Key, LeaderId, Micros};
use scenario::Scenario;

use crate::observed::{Happening, Observed, Version, What};

/// A write as the other implementation is told of it.
pub struct Told<'a> {
    pub at: Micros,
    pub leader: LeaderId,
    pub client: ClientId,
    pub write: &'a Version,
}

/// Another implementation of what a leader keeps of one key.
pub trait Oracle {
    /// One key at one leader.
    type Replica: Default;
    /// What a client that has read the key hands in with its next write.
    type Context: Clone + Default;
    /// What travels from leader to leader.
    type Operation: Clone;
    /// What is compared.
    type Shown: PartialEq + Debug;

    /// What a client gets that reads here.
    fn context(&self, replica: &Self::Replica) -> Self::Context;

    /// The operation by which a client writes here.
    fn write(&self, replica: &Self::Replica, context: Self::Context, told: &Told) -> Self::Operation;

    /// Applies an operation, whether it was made here or came from elsewhere.
    fn apply(&self, replica: &mut Self::Replica, operation: Self::Operation);

    /// What the replica holds.
    fn shown(&self, replica: &Self::Replica) -> Self::Shown;

    /// The same of what a leader of the core keeps.
    fn shown_by_core(&self, versions: &[Version]) -> Self::Shown;
}

/// The other implementation's side of a run.
struct Replay<'a, O: Oracle> {
    oracle: &'a O,
    replicas: BTreeMap<(LeaderId, Key), O::Replica>,
    contexts: BTreeMap<(ClientId, Key), O::Context>,
    operations: BTreeMap<Dot, O::Operation>,
    figures: Figures,
}

/// How much was compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// How many times what a leader keeps was compared.
    pub compared: usize,
    /// How many of these times it kept more than one version.
    pub siblings: usize,
}

/// Runs a scenario to its end, and holds the core to the oracle all the way.
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
                    // The answer to a write carries the values that are there then, as that to a read.
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
