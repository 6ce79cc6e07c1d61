//! The trait of conflict policies, with its inputs and results.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::id::LeaderId;
use crate::key_history::KeyHistory;
use crate::leader::LogEntry;
use crate::logical::LogicalClock;
use crate::operation::{Inapplicable, Operation, OperationKind};
use crate::paged_list::PagedList;
use crate::policy::read_context::read_context_of;
use crate::policy::timestamp_rule::TimestampRule;
use crate::script::MergeError;
use crate::set_history::SetHistory;
use crate::set_update::SetUpdate;
use crate::store::{Entry, StoredVersions};
use crate::time::Micros;
use crate::value::Value;
use crate::versions::{CausalContext, Dot, VersionVector};
use crate::write::{MergedFrom, Write};

/// Why a version was removed from a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemovalReason {
    /// Replaced by a version whose writer had seen it.
    Superseded,
    /// Replaced by a later arrival, without comparing the two.
    Overwritten,
    /// Lost to another version under the policy's rule.
    Discarded,
}

/// What a policy keeps of a key's writes, which defines what it means to lose one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionRule {
    /// The latest arrival; each leader executes operations itself.
    Statements,
    /// The write with the greatest timestamp.
    Timestamps,
    /// Concurrent writes side by side.
    Siblings,
    /// Concurrent writes merged into one.
    Merging,
    /// Each leader's total, which contains its earlier ones.
    Counter,
    /// The additions of items and what removes them.
    Set,
}

impl VersionRule {
    /// Whether a read returns a version that was applied under this rule: a removal from a CRDT set leaves no value.
    #[must_use]
    pub fn returns(self, version: &Write) -> bool {
        match self {
            Self::Set => SetUpdate::of(version).removed_item().is_none(),
            Self::Statements | Self::Timestamps | Self::Siblings | Self::Merging | Self::Counter => true,
        }
    }

    /// Whether a version is a row of its own, whose value its write carries.
    #[must_use]
    pub const fn stores_rows(self) -> bool {
        match self {
            Self::Timestamps | Self::Siblings | Self::Merging => true,
            Self::Statements | Self::Counter | Self::Set => false,
        }
    }
}

/// The versions of a key after a write is applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The versions to keep, in any order.
    pub kept: StoredVersions,
    /// The versions to remove, possibly including the incoming write.
    pub removed: Vec<(Dot, RemovalReason)>,
    /// The value that a read returns, if it is not simply what each version wrote.
    pub materialized: Option<Arc<Value>>,
    /// What is remembered of the key of a CRDT set; none under another policy.
    pub set_history: Option<SetHistory>,
    /// The merge of the concurrent versions kept, if the policy merges on write.
    pub merge: Option<MergeAttempt>,
    /// What is remembered of the key in order to merge; none if the policy does not merge.
    pub merging: Option<Box<KeyHistory>>,
    /// Extra work, in units of one event; it counts towards the event limit of a run.
    pub cost: usize,
}

/// An attempt to merge several versions into one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeAttempt {
    /// The merged value; `None` is a deletion.
    pub result: Result<Option<Value>, MergeError>,
    /// The client writes that were merged, in dot order, without those that another source had seen.
    pub sources: Vec<Dot>,
    /// All client writes that the result depends on, and those whose effect it has.
    pub merged_from: MergedFrom,
}

/// A write request together with the state of the leader that accepts it.
#[derive(Clone, Debug)]
pub struct AcceptContext<'a> {
    /// The accepting leader.
    pub leader: LeaderId,
    /// What the leader stores for the key.
    pub entry: &'a Entry,
    /// The writes that the leader has applied, without gaps.
    pub applied: &'a VersionVector,
    /// The requested operation.
    pub operation: Operation,
    /// The causal context that the client sends.
    pub context: CausalContext,
    /// How many writes the leader had accepted when it became the key's home; none if keys have no homes.
    pub accepted_before_home: Option<u64>,
    /// The accepting leader's replication log.
    pub log: &'a PagedList<LogEntry>,
}

/// The replicated content of an accepted write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedWrite {
    /// The operation.
    pub operation: Operation,
    /// The value that a relative operation produced here; `None` if each leader applies the operation itself.
    pub row: Option<Value>,
    /// The causal context of the write.
    pub context: CausalContext,
    /// The writes that it merges or removes, if they differ from its context.
    pub merge_sources: Vec<Dot>,
}

/// Looks up the value that a leader stores for a key, if any.
pub type StoredValue<'a> = &'a dyn Fn() -> Option<&'a Value>;

/// A conflict policy: it decides from what one leader knows and nothing else.
pub trait ConflictPolicy {
    /// Decides which stored versions to keep when a write arrives.
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution;

    /// Turns a client's request into the write to replicate. By default this is the resulting row with the
    /// client's context.
    ///
    /// # Errors
    /// Why the leader rejects the request.
    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        accept_as_row(request)
    }

    /// Why a replicated write cannot be applied here. Only policies that execute operations at each leader
    /// can fail after the write was accepted elsewhere; the others do not look up what is stored.
    fn apply_error(&self, _stored: StoredValue<'_>, _incoming: &Write) -> Option<Inapplicable> {
        None
    }

    /// Whether applying a write twice has its effect twice.
    fn reapplies(&self) -> bool {
        false
    }

    /// The causal context that a read returns; empty if the policy keeps none. `applied` is what the leader has
    /// applied, without gaps.
    fn read_context(&self, _entry: &Entry, _applied: &VersionVector) -> CausalContext {
        CausalContext::new()
    }

    /// Whether writes carry causal contexts, which decide what they supersede.
    fn tracks_contexts(&self) -> bool {
        false
    }

    /// Whether the response to a write returns the current values and their context, as in DDIA's shopping cart
    /// (SEMANTICS R2).
    fn answers_writes_with_values(&self) -> bool {
        false
    }

    /// The logical clock that leaders keep, if any.
    fn logical_clock(&self) -> Option<LogicalClock> {
        None
    }

    /// How long a leader keeps a tombstone after applying it; `None` is forever.
    fn tombstone_lifetime(&self) -> Option<Micros> {
        None
    }

    /// Whether leaders merge concurrent versions.
    fn merges(&self) -> bool {
        false
    }

    /// The rule that picks the winner by timestamp, if the policy uses one.
    fn timestamp_rule(&self) -> Option<TimestampRule> {
        None
    }

    /// What it keeps of a key's writes.
    fn version_rule(&self) -> VersionRule {
        match self.timestamp_rule() {
            Some(_) => VersionRule::Timestamps,
            None => VersionRule::Siblings,
        }
    }

    /// The operations that this policy accepts, most common first.
    fn supported_operations(&self) -> &'static [OperationKind] {
        OperationKind::ALL
    }

    /// Whether leaders keep concurrent versions as siblings until a client merges them.
    fn keeps_siblings(&self) -> bool {
        false
    }

    /// Whether the policy runs user-written merge code.
    fn runs_script(&self) -> bool {
        false
    }

    /// The leaders that the options of this policy refer to.
    fn referenced_leaders(&self) -> BTreeSet<LeaderId> {
        BTreeSet::new()
    }
}

/// Row-based replication: the write carries the resulting value and the client's context.
pub(super) fn accept_as_row(request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
    let AcceptContext { entry, operation, context, .. } = request;
    let before = if operation.is_relative() { single_value(entry)? } else { entry.values().next() };
    let row = match operation.is_relative() {
        true => operation.apply_to(before)?,
        false => operation.check(before).map(|()| None)?,
    };
    // A relative operation reads at this leader: what its client has seen elsewhere is not its context.
    let context = if operation.is_relative() { CausalContext::new() } else { context };
    Ok(AcceptedWrite { operation, row, context, merge_sources: Vec::new() })
}

/// Row-based replication for policies with causal contexts. A relative operation reads at the accepting leader, so
/// its context is what that leader stores, whatever its client has seen elsewhere (SEMANTICS O2).
pub(super) fn accept_with_context(request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
    let stored = request.operation.is_relative();
    let stored = stored.then(|| read_context_of(&request.entry.versions, request.applied));
    let accepted = accept_as_row(request)?;
    let context = stored.unwrap_or(accepted.context);
    Ok(AcceptedWrite { context, ..accepted })
}

/// The value of a key, if any; siblings are an error.
pub(super) fn single_value(entry: &Entry) -> Result<Option<&Value>, Inapplicable> {
    match entry.has_siblings() {
        true => Err(Inapplicable::Siblings),
        false => Ok(entry.values().next()),
    }
}
