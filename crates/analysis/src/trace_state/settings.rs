//! The policy and the replication settings in force, followed through a run.

use replication::{Command, Delivery, Event, Policy, Replication, VersionRule};
use timeline::Timeline;

/// The settings in force.
#[derive(Clone)]
pub(crate) struct Settings {
    /// The conflict policy.
    pub(crate) policy: Policy,
    /// How writes are replicated.
    pub(crate) replication: Replication,
}

impl Settings {
    /// Those that a run begins with.
    pub(crate) fn new(timeline: &Timeline) -> Self {
        Self { policy: timeline.setup().policy.clone(), replication: timeline.setup().replication }
    }

    /// Whether delivery is causal.
    pub(crate) fn is_causal(&self) -> bool {
        self.replication.delivery == Delivery::Causal
    }

    /// The rule by which writes are applied.
    pub(crate) fn rule(&self) -> VersionRule {
        self.policy.as_policy().version_rule()
    }

    pub(crate) fn follow(&mut self, timeline: &Timeline, number: usize, event: &Event) {
        if !matches!(event, Event::PolicyChanged | Event::ReplicationChanged) {
            return;
        }
        match timeline.command_of(number).map(|timed| &timed.command) {
            Some(Command::Policy(policy)) => self.policy = policy.clone(),
            Some(Command::Replication(settings)) => self.replication = *settings,
            Some(_) | None => {}
        }
    }
}
