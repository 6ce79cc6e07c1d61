//! The homes of keys as a page shows them.

use std::collections::BTreeSet;

use replication::{Key, LeaderId};

use crate::frame::Frame;

impl Frame {
    /// The home of a key as a leader believes it to be; none where keys have no homes.
    #[must_use]
    pub fn home_of(&self, key: &Key, believer: LeaderId) -> Option<LeaderId> {
        self.world().home_of(key, believer).map(|(home, _)| home)
    }

    /// The keys of which a leader knows a home: those it has stored, those it was told of, and those that the policy
    /// names. None where keys have no homes, or the leader is not there.
    #[must_use]
    pub fn keys_with_homes(&self, leader: LeaderId) -> Option<BTreeSet<Key>> {
        let avoidance = self.world().policy.avoidance()?;
        let leader = self.world().leaders.get(&leader)?;
        let stored = leader.store.iter().map(|(key, _)| key);
        Some(stored.chain(leader.homes.keys()).chain(avoidance.homes.keys()).cloned().collect())
    }
}
