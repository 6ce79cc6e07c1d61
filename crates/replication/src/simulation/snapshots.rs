//! Joining by snapshot: a copy of another leader's data, and then its log from there (SEMANTICS T8).

use std::sync::Arc;

use crate::event::{Event, StopReason};
use crate::id::{LeaderId, LinkId};
use crate::leader::LogEntry;
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::snapshot::{SnapshotTransfer, SnapshotData, PendingSnapshot};

impl Simulation {
    /// Lets a leader that joins wait for another's snapshot. Its links open when that has come.
    pub(super) fn request_snapshot(&mut self, leader: LeaderId, from: LeaderId) {
        self.world.pending_snapshots.insert(leader, PendingSnapshot { from, transfer: None });
        self.send_snapshots();
    }

    /// Sends each snapshot that is waited for and can get through, and stops each that no longer can.
    pub(super) fn send_snapshots(&mut self) {
        let wanted = self.world.pending_snapshots.iter();
        let wanted =
            wanted.map(|(id, snapshot)| (LinkId::new(snapshot.from, *id), snapshot.transfer.is_some()));
        for (link, is_under_way) in wanted.collect::<Vec<_>>() {
            let can_pass = self.world.is_connected(link) && !self.world.pending_snapshots.contains_key(&link.from);
            match (is_under_way, can_pass) {
                (false, true) => self.send_snapshot(link),
                (true, false) => self.interrupt_snapshot(link),
                (false, false) | (true, true) => {}
            }
        }
    }

    /// Lets those that wait for the snapshot of a leader that has left begin with nothing, and catch up from
    /// logs alone.
    pub(super) fn abandon_snapshots_from(&mut self, gone: LeaderId) {
        self.world.pending_snapshots.remove(&gone);
        self.world.pending_snapshots.retain(|_, snapshot| snapshot.from != gone);
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
            buffered: leader.buffered.clone(),
            homes: leader.homes.clone(),
            logical_time: leader.logical_time,
            tombstones: leader.tombstones.clone(),
        };
        let writes = leader.log.len() as u64;
        let takes = self.world.latency(link) + self.world.link_settings.transmission_time(bytes);
        let (sent_at, arrives_at) = (self.world.now, self.world.now + takes);
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

    /// A leader that joins begins with what came, as far as it has a copy, and then catches up from logs.
    pub(super) fn load_snapshot(&mut self, id: LeaderId) {
        let now = self.world.now;
        let is_due = |copy: &SnapshotTransfer| copy.arrives_at == now;
        let waited_for = self.world.pending_snapshots.get(&id);
        if !waited_for.is_some_and(|snapshot| snapshot.transfer.as_ref().is_some_and(is_due)) {
            return;
        }
        let Some(PendingSnapshot { from, transfer: Some(SnapshotTransfer { data, .. }) }) = self.world.pending_snapshots.remove(&id)
        else {
            return;
        };
        if let Some(leader) = self.world.leaders.get_mut(&id) {
            leader.store = data.store;
            leader.applied = data.applied;
            leader.log = data.log.iter().map(|entry| with_hop(entry, id)).collect();
            leader.buffered = data.buffered;
            leader.homes = data.homes;
            leader.logical_time = data.logical_time;
            leader.tombstones = data.tombstones;
            for (dot, (_, end)) in &leader.tombstones {
                self.queue.schedule((*end).max(now), Scheduled::TombstoneExpiry { leader: id, dot: *dot });
            }
        }
        self.emit(Event::SnapshotLoaded(LinkId::new(from, id)));
        self.reopen_where(StopReason::Down, |link| link.from == id || link.to == id);
        self.send_snapshots();
    }
}

fn with_hop(entry: &LogEntry, to: LeaderId) -> LogEntry {
    let path: Arc<[LeaderId]> = entry.path.iter().copied().chain([to]).collect();
    LogEntry { write: entry.write.clone(), path, hops: entry.hops.saturating_add(1) }
}
