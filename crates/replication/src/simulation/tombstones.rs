//! Tombstones that expire on the clock of the leader that keeps them (SEMANTICS L4).

use crate::event::Event;
use crate::id::LeaderId;
use crate::limits::LOG_ENTRIES_PER_EVENT;
use crate::shared_map::Slot;
use crate::simulation::queue::Scheduled;
use crate::simulation::{Simulation, installed};
use crate::store::Entry;
use crate::time::Micros;
use crate::versions::Dot;
use crate::write::Write;

impl Simulation {
    /// Begins the lifetime of a tombstone that is the only version of its key, if tombstones expire.
    pub(super) fn schedule_tombstone_expiry(&mut self, slot: &Slot<LeaderId>, write: &Write) {
        let Some(lifetime) = self.world.policy.as_policy().tombstone_lifetime() else {
            return;
        };
        installed::begin_lifetime(self, slot, write, lifetime);
    }

    /// Begins the lifetime of a tombstone that is the only version of its key.
    pub(super) fn begin_lifetime(&mut self, slot: &Slot<LeaderId>, write: &Write, lifetime: Micros) {
        let id = slot.key;
        let expires_at = self.reading_after(id, lifetime);
        let leader = self.world.leaders.at_mut(slot);
        if write.value().is_none()
            && leader.store.get(&write.key).is_some_and(|entry| is_only_version(entry, write.dot))
        {
            leader.tombstones.insert(write.dot, (write.key.clone(), expires_at));
            self.schedule_expiry(id, write.dot, expires_at);
        }
    }

    /// What a leader's clock shows after this time by the same clock.
    fn reading_after(&self, id: LeaderId, lifetime: Micros) -> i64 {
        let reading = self.world.clock_of(id).reading_at(self.world.now);
        reading.saturating_add(i64::try_from(lifetime.0).unwrap_or(i64::MAX))
    }

    fn schedule_expiry(&mut self, id: LeaderId, dot: Dot, expires_at: i64) {
        let at = self.world.clock_of(id).first_showing(expires_at, self.world.now);
        self.queue.schedule(at, Scheduled::TombstoneExpiry { leader: id, dot });
    }

    /// Removes an expired tombstone. Does nothing while the leader is down, if tombstones no longer expire, or if
    /// the leader's clock was set back meanwhile.
    pub(super) fn expire_tombstone(&mut self, id: LeaderId, dot: Dot) {
        if self.world.policy.as_policy().tombstone_lifetime().is_none() {
            return;
        }
        let reading = self.world.clock_of(id).reading_at(self.world.now);
        let Some(leader) = self.world.leaders.get_mut(&id).filter(|leader| leader.up) else {
            return;
        };
        let Some((key, _)) = leader.tombstones.get(&dot).filter(|(_, end)| *end <= reading).cloned() else {
            return;
        };
        leader.tombstones.remove(&dot);
        if leader.store.get(&key).is_some_and(|entry| is_only_version(entry, dot)) {
            leader.store.remove(&key);
            self.emit(Event::TombstoneRemoved { leader: id, key, dot });
        }
    }

    /// Removes the tombstones that have expired by the leader's clock: while it was down, or because the clock was
    /// set.
    pub(super) fn expire_tombstones(&mut self, id: LeaderId) {
        let all = self.world.leaders.get(&id).into_iter().flat_map(|leader| leader.tombstones.keys());
        all.copied().collect::<Vec<_>>().into_iter().for_each(|dot| self.expire_tombstone(id, dot));
    }

    /// A leader's clock was set, which moves the expiry of its tombstones.
    pub(super) fn reschedule_tombstones(&mut self, id: LeaderId) {
        self.expire_tombstones(id);
        let all = self.world.leaders.get(&id).into_iter().flat_map(|leader| &leader.tombstones);
        let all: Vec<(Dot, i64)> = all.map(|(dot, (_, expires_at))| (*dot, *expires_at)).collect();
        self.count_work(all.len(), LOG_ENTRIES_PER_EVENT);
        all.into_iter().for_each(|(dot, expires_at)| self.schedule_expiry(id, dot, expires_at));
    }

    /// Begins the lifetime of the tombstones that came with a snapshot, on the clock of the leader that loaded it.
    pub(super) fn restart_tombstone_lifetimes(&mut self, id: LeaderId) {
        let Some(lifetime) = self.world.policy.as_policy().tombstone_lifetime() else {
            return;
        };
        let expires_at = self.reading_after(id, lifetime);
        let Some(leader) = self.world.leaders.get_mut(&id) else {
            return;
        };
        let dots: Vec<Dot> = leader.tombstones.keys().copied().collect();
        for dot in &dots {
            if let Some((_, end)) = leader.tombstones.get_mut(dot) {
                *end = expires_at;
            }
        }
        dots.into_iter().for_each(|dot| self.schedule_expiry(id, dot, expires_at));
    }
}

fn is_only_version(entry: &Entry, dot: Dot) -> bool {
    entry.versions.len() == 1 && entry.dots().next() == Some(dot)
}
