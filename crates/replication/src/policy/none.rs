//! No conflict handling: each write is applied to the stored value in arrival order (SEMANTICS T7).

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smallvec::smallvec;

use crate::operation::Inapplicable;
use crate::policy::conflict_policy::{
    AcceptContext, AcceptedWrite, ConflictPolicy, RemovalReason, Resolution, StoredValue, VersionRule,
};
use crate::registry::{OptionInfo, Options};
use crate::store::Entry;
use crate::versions::CausalContext;
use crate::write::Write;

/// Statement-based replication: each leader applies the operation to its own value, in arrival order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ArrivalOrder {}

impl Options for ArrivalOrder {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl ConflictPolicy for ArrivalOrder {
    /// An operation that cannot be applied is applied to no value: the caller has already decided to upsert.
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        let operation = &incoming.operation;
        // What another operation writes is in its write.
        let computed = operation.is_relative().then(|| {
            operation.apply_to(entry.values().next()).or_else(|_| operation.apply_to(None)).ok().flatten()
        });
        let reading = computed.flatten();
        // The value that a relative operation changed is still part of the result.
        let reason =
            if operation.is_relative() { RemovalReason::Superseded } else { RemovalReason::Overwritten };
        Resolution {
            kept: smallvec![incoming.clone()],
            removed: entry.dots().filter(|dot| *dot != incoming.dot).map(|dot| (dot, reason)).collect(),
            materialized: reading.map(Arc::new),
            ..Resolution::default()
        }
    }

    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        let AcceptContext { entry, operation, context, .. } = request;
        // Siblings from before a change of policy: there is no one value to compute from.
        if operation.is_relative() && entry.has_siblings() {
            return Err(Inapplicable::Siblings);
        }
        operation.check(entry.values().next())?;
        let context = if operation.is_relative() { CausalContext::new() } else { context };
        Ok(AcceptedWrite { operation, row: None, context, merge_sources: Vec::new() })
    }

    fn apply_error(&self, stored: StoredValue<'_>, incoming: &Write) -> Option<Inapplicable> {
        incoming.operation.check(stored()).err()
    }

    fn version_rule(&self) -> VersionRule {
        VersionRule::Statements
    }

    fn reapplies(&self) -> bool {
        true
    }
}
