//! Applying a write at a leader: resolve it by the policy, store it, append it to the log and send it on.

use std::sync::Arc;

use smallvec::smallvec;

use crate::event::Event;
use crate::id::{LeaderId, LinkId};
use crate::key::Key;
use crate::key_history::KeyHistory;
use crate::leader::{LogEntry, Path};
use crate::limits::{
    EVENTS_PER_MERGED_KEY, EVENTS_PER_REAPPLY, EVENTS_PER_REMEMBERED_WRITE, MAX_PATH_LENGTH,
    VALUE_BYTES_PER_EVENT,
};
use crate::operation::Operation;
use crate::policy::{MergeAttempt, RemovalReason, Resolution, VersionRule, read_context_of};
use crate::replication::{Suppression, UnchangedRows};
use crate::shared_map::Slot;
use crate::simulation::{Simulation, installed};
use crate::sort::sort_by;
use crate::store::Entry;
use crate::value::Value;
use crate::versions::Dot;
use crate::write::Write;

impl Simulation {
    /// Applies a write, then retries the buffered ones that it may have unblocked.
    pub(super) fn apply_and_retry(&mut self, id: &Slot<LeaderId>, entry: LogEntry, via: Option<LinkId>) {
        self.apply(id, entry, via);
        self.retry(id);
    }

    pub(super) fn apply(&mut self, id: &Slot<LeaderId>, entry: LogEntry, via: Option<LinkId>) {
        let write = self.as_stored(id, &entry.write);
        let is_repeat = !self.world.leaders.at_mut(id).applied.insert_missing(write.dot);
        self.observe_timestamp(id, &write);
        if is_repeat {
            self.count_work(EVENTS_PER_REAPPLY, 1);
        }
        let is_passed_on = !(is_repeat && self.drops_repeated_rows());
        if let Operation::AssignHome { home, epoch } = write.operation {
            if is_passed_on {
                self.append(id, entry);
            }
            installed::learn_home(self, id, &write, home, epoch);
            return self.send_to_all_links(id);
        }
        let merging = self.resolve(id, &write, via, is_repeat);
        if is_passed_on {
            self.append(id, entry);
            self.send_to_all_links(id);
        }
        if let Some(merging) = merging {
            installed::merge(self, id, &write.key, merging);
        }
        if !is_repeat {
            self.schedule_tombstone_expiry(id, &write);
        }
    }

    /// The write as this policy stores it, if it is from before a change of policy (SEMANTICS C8): a statement becomes
    /// the row that it makes of what is stored here, and a row that is executed as a statement and makes nothing here
    /// has no row here.
    fn as_stored(&self, id: &Slot<LeaderId>, write: &Arc<Write>) -> Arc<Write> {
        let rule = self.world.policy.as_policy().version_rule();
        let may_differ = match rule {
            VersionRule::Timestamps | VersionRule::Siblings | VersionRule::Merging | VersionRule::Counter => {
                write.is_statement
            }
            VersionRule::Statements => write.row.is_some(),
            VersionRule::Set => false,
        };
        if !may_differ || !write.operation.is_relative() {
            return write.clone();
        }
        installed::convert(self, id, write, rule)
    }

    /// A relative write from before a change of policy as this policy stores it.
    pub(super) fn convert(&self, id: &Slot<LeaderId>, write: &Arc<Write>, rule: VersionRule) -> Arc<Write> {
        let entry = self.world.leaders.at(id).store.get(&write.key);
        let stored = entry.and_then(|entry| value_to_compute_from(entry, rule, write.dot.leader));
        let made = write.operation.apply_to(stored).or_else(|_| write.operation.apply_to(None));
        let row = made.ok().flatten();
        match row.is_some() && rule == VersionRule::Statements {
            // What it made here is what a read returns.
            true => write.clone(),
            false => Arc::new(Write { row, is_statement: false, ..Write::clone(write) }),
        }
    }

    fn append(&mut self, id: &Slot<LeaderId>, entry: LogEntry) {
        self.world.leaders.at_mut(id).log.push(entry);
    }

    /// Whether leaders keep to themselves a write that they apply again: a row then stays as it is, while a
    /// statement may change it again (SEMANTICS P6).
    fn drops_repeated_rows(&self) -> bool {
        self.world.replication.unchanged_rows == UnchangedRows::Drop
            && !self.world.policy.as_policy().reapplies()
    }

    /// Resolves a write against the stored versions. A write that was applied before changes nothing, unless
    /// the policy applies repeats again.
    fn resolve(
        &mut self,
        id: &Slot<LeaderId>,
        write: &Arc<Write>,
        via: Option<LinkId>,
        is_repeat: bool,
    ) -> Option<MergeAttempt> {
        let rules = self.world.policy.as_policy();
        let leader = self.world.leaders.at_mut(id);
        let is_forgotten = is_repeat && leader.store.get(&write.key).is_none();
        let entry = leader.store.entry(&write.key);
        let has_history = entry.merging.is_some();
        let mut resolution = match is_repeat && !rules.reapplies() {
            true => unchanged(entry),
            false => rules.resolve(entry, write),
        };
        sort_by(&mut resolution.kept, |some, other| some.dot.cmp(&other.dot));
        sort_by(&mut resolution.removed, Ord::cmp);
        let cost = resolution.cost;
        entry.versions = resolution.kept;
        entry.materialized = resolution.materialized;
        entry.set_history = resolution.set_history;
        entry.merging = resolution.merging;
        entry.history.add_applied(write.dot, &write.context, leader.applied.vector());
        let (kept, reading) = (entry.dots().collect(), entry.materialized.clone());
        let merged_bytes = entry.merging.as_deref().map(bytes_to_merge);
        if is_forgotten && entry.versions.is_empty() {
            leader.store.remove(&write.key);
        }
        let removed = resolution.removed;
        if let Some(bytes) = merged_bytes {
            self.count_work(EVENTS_PER_REMEMBERED_WRITE, 1);
            self.count_work(if has_history { 0 } else { EVENTS_PER_MERGED_KEY }, 1);
            self.count_work(bytes, VALUE_BYTES_PER_EVENT);
        }
        self.emit(Event::Applied { leader: id.key, write: write.clone(), via, kept, removed, reading });
        self.count_work(cost, 1);
        resolution.merge
    }

    /// Stores the result of merging concurrent versions, as a write that is replicated like any other
    /// (SEMANTICS W1). If the merge failed, all versions stay (SEMANTICS W2).
    pub(super) fn merge(&mut self, slot: &Slot<LeaderId>, key: &Key, attempt: MergeAttempt) {
        let MergeAttempt { result, sources, merged_from } = attempt;
        let id = slot.key;
        let dependencies = self.dependencies(slot, None);
        let leader = self.world.leaders.at_mut(slot);
        let now = leader.clock.reading_at(self.world.now);
        let versions = leader.store.entry(key).versions.clone();
        let merged: Vec<Dot> = versions.iter().map(|version| version.dot).collect();
        let value = match result {
            Ok(value) => value,
            Err(error) => {
                return self.emit(Event::MergeFailed {
                    leader: id,
                    key: key.clone(),
                    sources: merged,
                    error,
                });
            }
        };
        leader.accepted_count += 1;
        let write = Arc::new(Write {
            dot: Dot::new(id, leader.accepted_count),
            client: None,
            key: key.clone(),
            operation: value.map_or(Operation::Delete, Operation::Put),
            context: read_context_of(&versions, leader.applied.vector()),
            client_time: now,
            leader_time: now,
            row: None,
            is_statement: false,
            logical_time: None,
            dependencies,
            sources,
            merged_from: Some(Arc::new(merged_from)),
        });
        leader.applied.insert(write.dot);
        let entry = leader.store.entry(key);
        let removed = merged.iter().map(|dot| (*dot, RemovalReason::Superseded)).collect();
        entry.versions = smallvec![write.clone()];
        entry.merging.get_or_insert_default().remember(&write);
        entry.history.insert(write.dot);
        entry.history.join(&write.context);
        self.emit(Event::Merged { leader: id, write: write.clone(), sources: merged });
        let kept = vec![write.dot];
        self.emit(Event::Applied {
            leader: id,
            write: write.clone(),
            via: None,
            kept,
            removed,
            reading: None,
        });
        self.append(slot, LogEntry { write, path: smallvec![id], hops: 0 });
        self.send_to_all_links(slot);
    }

    /// The path of an entry that arrives at a leader: its path so far, and this leader. Truncated to the last
    /// few where writes can circulate forever.
    pub(super) fn path_to(&self, entry: &LogEntry, leader: LeaderId) -> Path {
        let max_length = match self.world.replication.suppress {
            Suppression::Off | Suppression::Origin => MAX_PATH_LENGTH,
            Suppression::Path | Suppression::Dot => usize::MAX,
        };
        let surplus = (entry.path.len() + 1).saturating_sub(max_length);
        let mut path = Path::from_slice(&entry.path[surplus..]);
        path.push(leader);
        path
    }
}

/// The size of the values that a merge looks at, in bytes.
fn bytes_to_merge(merging: &KeyHistory) -> usize {
    let values = merging.writes().head_writes().filter_map(|write| write.value());
    values.map(Value::size_bytes).sum::<u64>() as usize
}

/// The stored value that a write from before a change of policy is computed from (SEMANTICS C8): the one value that is
/// stored, or the total of the leader that accepted it.
fn value_to_compute_from(entry: &Entry, rule: VersionRule, origin: LeaderId) -> Option<&Value> {
    match rule {
        VersionRule::Timestamps | VersionRule::Siblings | VersionRule::Merging => {
            entry.values().next().filter(|_| !entry.has_siblings())
        }
        VersionRule::Statements | VersionRule::Set => entry.values().next(),
        VersionRule::Counter => {
            let own = entry.versions.iter().rev().find(|version| version.dot.leader == origin);
            own.and_then(|own| own.value())
        }
    }
}

fn unchanged(entry: &Entry) -> Resolution {
    Resolution {
        kept: entry.versions.clone(),
        materialized: entry.materialized.clone(),
        set_history: entry.set_history.clone(),
        merging: entry.merging.clone(),
        ..Resolution::default()
    }
}
