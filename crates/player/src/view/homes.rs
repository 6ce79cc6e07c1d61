//! The homes of keys as a page shows them.

use std::collections::BTreeSet;

use analysis::{KeyAssignment, key_assignments};
use replication::{Key, LeaderId};

use crate::frame::Frame;

impl Frame {
    /// The keys of each leader, as their homes; empty if the policy has no homes.
    #[must_use]
    pub fn key_assignments(&self) -> Vec<(LeaderId, Vec<KeyAssignment>)> {
        key_assignments(self.world())
    }

    /// The home of a key according to a leader; `None` if the policy has no homes.
    #[must_use]
    pub fn home_of(&self, key: &Key, believer: LeaderId) -> Option<LeaderId> {
        self.world().home_of(key, believer).map(|(home, _)| home)
    }

    /// The keys whose home a leader knows: those it stores, those assigned to a home, and those listed in the policy.
    /// `None` if the policy has no homes or the leader does not exist.
    #[must_use]
    pub fn keys_with_homes(&self, leader: LeaderId) -> Option<BTreeSet<Key>> {
        let avoidance = self.world().policy.avoidance()?;
        let leader = self.world().leaders.get(&leader)?;
        let stored = leader.store.iter().map(|(key, _)| key);
        Some(stored.chain(leader.homes.keys()).chain(avoidance.homes.keys()).cloned().collect())
    }
}
