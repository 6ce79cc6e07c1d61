//! Joining by snapshot: load a copy of another leader's data, then catch up from logs (SEMANTICS T8).

use crate::event::{Event, StopReason};
use crate::id::{LeaderId, LinkId};
use crate::leader::{LogEntry, Path};
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::snapshot::{PendingSnapshot, SnapshotData, SnapshotTransfer};

impl Simulation {
    /// Makes a joining leader wait for another's snapshot. Its links open once it has loaded it.
    pub(super) fn request_snapshot(&mut self, leader: LeaderId, source: LeaderId) {
        self.world.pending_snapshots.insert(leader, PendingSnapshot { source, transfer: None });
        self.send_snapshots();
    }

    /// Sends the pending snapshots whose leaders can reach each other, and interrupts those that no longer can.
    pub(super) fn send_snapshots(&mut self) {
        let pending = self.world.pending_snapshots.iter();
        let pending =
            pending.map(|(id, snapshot)| (LinkId::new(snapshot.source, *id), snapshot.transfer.is_some()));
        for (link, is_in_transit) in pending.collect::<Vec<_>>() {
            let is_reachable =
                self.world.is_connected(link) && !self.world.pending_snapshots.contains_key(&link.from);
            match (is_in_transit, is_reachable) {
                (false, true) => self.send_snapshot(link),
                (true, false) => self.interrupt_snapshot(link),
                (false, false) | (true, true) => {}
            }
        }
    }

    /// Makes leaders that wait for a snapshot of a leader that has left start empty and catch up from logs.
    pub(super) fn abandon_snapshots_from(&mut self, departed: LeaderId) {
        self.world.pending_snapshots.remove(&departed);
        self.world.pending_snapshots.retain(|_, snapshot| snapshot.source != departed);
        self.reopen_where(StopReason::Down, |_| true);
    }

    fn send_snapshot(&mut self, link: LinkId) {
        let Some(leader) = self.world.leaders.get(&link.from) else {
            return;
        };
        let bytes = leader.log.iter().map(|entry| entry.write.size_bytes()).sum();
        let data = SnapshotData {
            store: leader.store.clone(),
            applied: leader.applied.clone(),
            log: leader.log.clone(),
            homes: leader.homes.clone(),
            logical_time: leader.logical_time,
            tombstones: leader.tombstones.clone(),
            purged: leader.purged.clone(),
        };
        let writes = leader.log.len() as u64;
        let travel_time = self.world.latency(link) + self.world.link_settings.transmission_time(bytes);
        let (sent_at, arrives_at) = (self.world.now, self.world.now + travel_time);
        if let Some(snapshot) = self.world.pending_snapshots.get_mut(&link.to) {
            snapshot.transfer = Some(SnapshotTransfer { sent_at, arrives_at, data });
        }
        self.queue.schedule(arrives_at, Scheduled::SnapshotArrival { leader: link.to });
        self.emit(Event::SnapshotSent { link, writes });
    }

    fn interrupt_snapshot(&mut self, link: LinkId) {
        if let Some(snapshot) = self.world.pending_snapshots.get_mut(&link.to) {
            snapshot.transfer = None;
        }
        self.emit(Event::SnapshotInterrupted(link));
    }

    /// Loads a snapshot that has arrived into the joining leader, which then catches up from logs.
    pub(super) fn load_snapshot(&mut self, id: LeaderId) {
        let now = self.world.now;
        let is_due = |transfer: &SnapshotTransfer| transfer.arrives_at == now;
        let waited_for = self.world.pending_snapshots.get(&id);
        if !waited_for.is_some_and(|snapshot| snapshot.transfer.as_ref().is_some_and(is_due)) {
            return;
        }
        let Some(PendingSnapshot { source, transfer: Some(SnapshotTransfer { data, .. }) }) =
            self.world.pending_snapshots.remove(&id)
        else {
            return;
        };
        if let Some(leader) = self.world.leaders.get_mut(&id) {
            leader.store = data.store;
            leader.applied = data.applied;
            leader.log = data.log.iter().map(|entry| with_hop(entry, id)).collect();
            leader.homes = data.homes;
            leader.logical_time = data.logical_time;
            leader.tombstones = data.tombstones;
            leader.purged = data.purged;
        }
        self.restart_tombstone_lifetimes(id);
        self.emit(Event::SnapshotLoaded(LinkId::new(source, id)));
        self.reopen_where(StopReason::Down, |link| link.from == id || link.to == id);
        self.send_snapshots();
    }
}

fn with_hop(entry: &LogEntry, leader: LeaderId) -> LogEntry {
    let path: Path = entry.path.iter().copied().chain([leader]).collect();
    LogEntry { write: entry.write.clone(), path, hops: entry.hops.saturating_add(1) }
}
