//! What a conflict policy decides: the trait, and what goes into it and comes out.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::id::LeaderId;
use crate::logical::LogicalClock;
use crate::operation::{Inapplicable, Operation, OperationKind};
use crate::policy::read_context::context_of;
use crate::policy::timestamp_rule::TimestampRule;
use crate::script::MergeError;
use crate::store::Entry;
use crate::time::Micros;
use crate::value::Value;
use crate::versions::{CausalContext, Dot, VersionVector};
use crate::write::Write;

/// What became of a version that is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemovalReason {
    /// The writer of a version that replaced it had seen it.
    Superseded,
    /// Another came later and was put in its place; nobody compared the two.
    Overwritten,
    /// It lost to another by the policy's rule.
    Discarded,
}

/// What a store keeps once a write is applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The versions that are kept, in any order.
    pub kept: Vec<Arc<Write>>,
    /// Those that are not, the incoming write perhaps among them.
    pub removed: Vec<(Dot, RemovalReason)>,
    /// What a read returns, where that is not what each version wrote.
    pub materialized: Option<Value>,
    /// What was made of those kept that are concurrent, where the policy merges.
    pub merge: Option<MergeAttempt>,
    /// How much work this was beyond what an event is, in events.
    pub cost: usize,
}

/// An attempt to make one version of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeAttempt {
    /// What came of it; none is a deletion.
    pub result: Result<Option<Value>, MergeError>,
    /// The clients' writes that it is made of, in the order of dots, without those that another of them has
    /// seen.
    pub sources: Vec<Dot>,
}

/// A request to write, as it comes to a leader.
#[derive(Clone, Debug)]
pub struct AcceptContext<'a> {
    /// The leader that accepts it.
    pub leader: LeaderId,
    /// What it has of the key.
    pub entry: &'a Entry,
    /// What it has applied, without gaps.
    pub applied: &'a VersionVector,
    /// What is asked for.
    pub operation: Operation,
    /// The context that the client hands in.
    pub context: CausalContext,
}

/// What an accepted write carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedWrite {
    /// What it does.
    pub operation: Operation,
    /// The value that a relative operation came to here; none where it is carried out anew at each leader.
    pub row: Option<Value>,
    /// The causal context.
    pub context: CausalContext,
    /// The writes that it is about, where they are not those of its context.
    pub merge_sources: Vec<Dot>,
}

/// What a policy decides, from what a leader knows and nothing else.
pub trait ConflictPolicy {
    /// What to keep of what there is and what comes.
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution;

    /// What a write carries that a leader accepts. Unless a policy says otherwise it is the row that the
    /// operation came to here, and the context that was handed in.
    ///
    /// # Errors
    /// Why it is not accepted.
    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        accept_as_row(request)
    }

    /// Why a write cannot be carried out on what there is. Only where operations are carried out anew at each
    /// leader can that be so of one that was accepted.
    fn apply_error(&self, _entry: &Entry, _incoming: &Write) -> Option<Inapplicable> {
        None
    }

    /// Whether a write that is applied again has its effect again.
    fn reapplies(&self) -> bool {
        false
    }

    /// The causal context that a read hands out: empty where the policy keeps none. `applied` is what the
    /// leader has applied, without gaps.
    fn read_context(&self, _entry: &Entry, _applied: &VersionVector) -> CausalContext {
        CausalContext::new()
    }

    /// Whether the answer to a write carries the values that are there then, with their context, as in DDIA's
    /// shopping cart (SEMANTICS R2).
    fn answers_writes_with_values(&self) -> bool {
        false
    }

    /// The logical clock that leaders keep.
    fn logical_clock(&self) -> Option<LogicalClock> {
        None
    }

    /// How long a leader keeps a tombstone after it applied it; for ever if there is no such time.
    fn tombstone_lifetime(&self) -> Option<Micros> {
        None
    }

    /// Whether leaders keep replaced versions, to find what two versions came from.
    fn keeps_replaced_versions(&self) -> bool {
        false
    }

    /// The timestamp rule by which writes of a key are compared, where one decides which of them is kept.
    fn timestamp_rule(&self) -> Option<TimestampRule> {
        None
    }

    /// The operations that fit the values of this policy, the likeliest first.
    fn supported_operations(&self) -> &'static [OperationKind] {
        OperationKind::ALL
    }

    /// Whether every leader keeps concurrent versions side by side until a client merges them there.
    fn keeps_siblings(&self) -> bool {
        false
    }

    /// Whether it runs merge code that a person wrote.
    fn runs_script(&self) -> bool {
        false
    }

    /// The leaders that this policy names itself.
    fn referenced_leaders(&self) -> BTreeSet<LeaderId> {
        BTreeSet::new()
    }
}

/// The row that an operation comes to, with the context that was handed in.
pub(super) fn accept_as_row(request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
    let AcceptContext { entry, operation, context, .. } = request;
    let before = if operation.is_relative() { single_value(entry)? } else { entry.values().next() };
    let row = operation.apply_to(before)?.filter(|_| operation.is_relative());
    Ok(AcceptedWrite { operation, row, context, merge_sources: Vec::new() })
}

/// The same where versions have contexts: what a leader reads to carry out an operation the write has seen,
/// whatever its client had.
pub(super) fn accept_with_context(request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
    let read = request.operation.is_relative();
    let here = read.then(|| context_of(&request.entry.versions, request.applied));
    let mut carried = accept_as_row(request)?;
    here.iter().for_each(|here| carried.context.join(here));
    Ok(carried)
}

/// The one value of a key, if it has any.
pub(super) fn single_value(entry: &Entry) -> Result<Option<&Value>, Inapplicable> {
    match entry.has_siblings() {
        true => Err(Inapplicable::Siblings),
        false => Ok(entry.values().next()),
    }
}
