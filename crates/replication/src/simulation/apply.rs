//! How a leader applies a write: through the policy into its store, into its log, and on to the next.

use std::sync::Arc;

use crate::event::Event;
use crate::id::{LeaderId, LinkId};
use crate::key::Key;
use crate::leader::LogEntry;
use crate::limits::{EVENTS_PER_REAPPLY, MAX_PATH_LENGTH, MAX_REMOVED_VERSIONS};
use crate::operation::Operation;
use crate::policy::{MergeAttempt, RemovalReason, Resolution, read_context_of};
use crate::replication::Suppression;
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::store::Entry;
use crate::versions::Dot;
use crate::write::Write;

impl Simulation {
    /// Puts a write through the policy, appends it to the log, and offers it to the next. Then tries what
    /// waited.
    pub(super) fn apply_and_retry(&mut self, id: LeaderId, entry: LogEntry, via: Option<LinkId>) {
        self.apply(id, entry, via);
        self.retry(id);
    }

    pub(super) fn apply(&mut self, id: LeaderId, entry: LogEntry, via: Option<LinkId>) {
        let Some(leader) = self.world.leaders.get_mut(&id) else {
            return;
        };
        let write = entry.write.clone();
        let again = leader.applied.contains(write.dot);
        leader.applied.insert(write.dot);
        self.observe_timestamp(id, &write);
        if again {
            self.count_work(EVENTS_PER_REAPPLY, 1);
        }
        if let Operation::AssignHome { home, epoch } = write.operation {
            self.append(id, entry);
            self.learn_home(id, &write, home, epoch);
            return self.send_to_all_links(id);
        }
        let merging = self.resolve(id, &write, via, again);
        self.append(id, entry);
        self.send_to_all_links(id);
        if let Some(merging) = merging {
            self.merge(id, &write.key, merging);
        }
        self.schedule_tombstone_expiry(id, &write);
    }

    fn append(&mut self, id: LeaderId, entry: LogEntry) {
        if let Some(leader) = self.world.leaders.get_mut(&id) {
            leader.log.push_back(entry);
        }
    }

    /// What a leader's store makes of a write. One that it had applied already changes nothing, unless the
    /// policy carries it out anew.
    fn resolve(
        &mut self,
        id: LeaderId,
        write: &Arc<Write>,
        via: Option<LinkId>,
        again: bool,
    ) -> Option<MergeAttempt> {
        let rules = self.world.policy.as_policy();
        let leader = self.world.leaders.get_mut(&id)?;
        let is_forgotten = again && leader.store.get(&write.key).is_none();
        let entry = leader.store.entry(&write.key);
        let mut outcome = match again && !rules.reapplies() {
            true => unchanged(entry),
            false => rules.resolve(entry, write),
        };
        outcome.kept.sort_by_key(|version| version.dot);
        outcome.removed.sort();
        let cost = outcome.cost;
        if rules.keeps_replaced_versions() {
            keep_removed_versions(entry, write, &outcome);
        }
        entry.versions = outcome.kept;
        entry.materialized = outcome.materialized;
        entry.history.insert(write.dot);
        entry.history.join(&write.context);
        entry.history.compact(leader.applied.vector());
        let (kept, reading) = (entry.dots().collect(), entry.materialized.clone());
        if is_forgotten && entry.versions.is_empty() {
            leader.store.remove(&write.key);
        }
        let removed = outcome.removed;
        self.emit(Event::Applied { leader: id, write: write.clone(), via, kept, removed, reading });
        self.count_work(cost, 1);
        outcome.merge
    }

    /// Stores what a leader made of concurrent versions, as a write of its own that is sent on like any other
    /// (SEMANTICS W1). If it could make nothing of them they all stay (SEMANTICS W2).
    fn merge(&mut self, id: LeaderId, key: &Key, MergeAttempt { result, sources }: MergeAttempt) {
        let now = self.world.clock_of(id).reading_at(self.world.now);
        let dependencies = self.dependencies(id, None);
        let Some(leader) = self.world.leaders.get_mut(&id) else {
            return;
        };
        let parts = leader.store.entry(key).versions.clone();
        let sources: Vec<Dot> = parts.iter().map(|version| version.dot).collect();
        let value = match result {
            Ok(value) => value,
            Err(error) => return self.emit(Event::MergeFailed { leader: id, key: key.clone(), sources, error }),
        };
        leader.accepted_count += 1;
        let write = Arc::new(Write {
            dot: Dot::new(id, leader.accepted_count),
            client: None,
            key: key.clone(),
            operation: value.map_or(Operation::Delete, Operation::Put),
            context: read_context_of(&parts, leader.applied.vector()),
            client_time: now,
            leader_time: now,
            row: None,
            logical_time: None,
            dependencies,
            sources,
        });
        leader.applied.insert(write.dot);
        let entry = leader.store.entry(key);
        let removed: Vec<(Dot, RemovalReason)> =
            sources.iter().map(|dot| (*dot, RemovalReason::Superseded)).collect();
        let outcome = Resolution { kept: vec![write.clone()], removed, ..Resolution::default() };
        keep_removed_versions(entry, &write, &outcome);
        entry.versions = outcome.kept;
        entry.history.insert(write.dot);
        entry.history.join(&write.context);
        self.emit(Event::Merged { leader: id, write: write.clone(), sources });
        let kept = vec![write.dot];
        let removed = outcome.removed;
        self.emit(Event::Applied {
            leader: id,
            write: write.clone(),
            via: None,
            kept,
            removed,
            reading: None,
        });
        self.append(id, LogEntry { write, path: Arc::new([id]), hops: 0 });
        self.send_to_all_links(id);
    }

    /// A tombstone that is all there is of a key is dropped after its lifetime, where it has one (SEMANTICS
    /// L4).
    fn schedule_tombstone_expiry(&mut self, id: LeaderId, write: &Write) {
        let Some(lifetime) = self.world.policy.as_policy().tombstone_lifetime() else {
            return;
        };
        let end = self.world.now + lifetime;
        let Some(leader) = self.world.leaders.get_mut(&id) else {
            return;
        };
        if write.value().is_none()
            && leader.store.get(&write.key).is_some_and(|entry| is_only_version(entry, write.dot))
        {
            leader.tombstones.insert(write.dot, (write.key.clone(), end));
            self.queue.schedule(end, Scheduled::TombstoneExpiry { leader: id, dot: write.dot });
        }
    }

    /// A leader that is down drops nothing; it does so when it is up again. Nor does one whose tombstones
    /// have no lifetime any more.
    pub(super) fn expire_tombstone(&mut self, id: LeaderId, dot: Dot) {
        if self.world.policy.as_policy().tombstone_lifetime().is_none() {
            return;
        }
        let now = self.world.now;
        let Some(leader) = self.world.leaders.get_mut(&id).filter(|leader| leader.up) else {
            return;
        };
        let Some((key, _)) = leader.tombstones.get(&dot).filter(|(_, end)| *end <= now).cloned() else {
            return;
        };
        leader.tombstones.remove(&dot);
        if leader.store.get(&key).is_some_and(|entry| is_only_version(entry, dot)) {
            leader.store.remove(&key);
            self.emit(Event::TombstoneRemoved { leader: id, key, dot });
        }
    }

    /// Drops what became old while the leader was down.
    pub(super) fn expire_tombstones(&mut self, id: LeaderId) {
        let all = self.world.leaders.get(&id).into_iter().flat_map(|leader| leader.tombstones.keys());
        all.copied().collect::<Vec<_>>().into_iter().for_each(|dot| self.expire_tombstone(id, dot));
    }

    /// A leader's logical clock hears of a write's.
    fn observe_timestamp(&mut self, id: LeaderId, write: &Write) {
        let Some((clock, heard)) = self.world.policy.as_policy().logical_clock().zip(write.logical_time) else {
            return;
        };
        let physical = self.world.clock_of(id).reading_at(self.world.now);
        if let Some(leader) = self.world.leaders.get_mut(&id).filter(|_| write.dot.leader != id) {
            leader.logical_time = clock.next(leader.logical_time, Some(heard), physical);
        }
    }

    /// The path of an entry that comes to a leader: all whose marks it bears, and this one. Where a write may
    /// go round for ever only the last few are kept.
    pub(super) fn path_to(&self, entry: &LogEntry, leader: LeaderId) -> Arc<[LeaderId]> {
        let most = match self.world.replication.suppress {
            Suppression::Off | Suppression::Origin => MAX_PATH_LENGTH,
            Suppression::Path | Suppression::Dot => usize::MAX,
        };
        let surplus = (entry.path.len() + 1).saturating_sub(most);
        entry.path.iter().skip(surplus).copied().chain([leader]).collect()
    }
}

fn is_only_version(entry: &Entry, dot: Dot) -> bool {
    entry.versions.len() == 1 && entry.dots().next() == Some(dot)
}

fn unchanged(entry: &Entry) -> Resolution {
    Resolution { kept: entry.versions.clone(), materialized: entry.materialized.clone(), ..Resolution::default() }
}

/// Keeps what is no longer kept as a version among those that merges look back to.
fn keep_removed_versions(entry: &mut Entry, incoming: &Arc<Write>, outcome: &Resolution) {
    let is_gone = |version: &Arc<Write>| outcome.removed.iter().any(|(dot, _)| *dot == version.dot);
    let gone: Vec<_> =
        entry.versions.iter().chain([incoming]).filter(|version| is_gone(version)).cloned().collect();
    entry.replaced.extend(gone);
    let surplus = entry.replaced.len().saturating_sub(MAX_REMOVED_VERSIONS);
    entry.replaced.drain(..surplus);
}
