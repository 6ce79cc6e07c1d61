//! No conflict handling: each write is carried out on what is there, in the order of arrival (SEMANTICS T7).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::operation::Inapplicable;
use crate::policy::conflict_policy::{
    AcceptContext, AcceptedWrite, ConflictPolicy, RemovalReason, Resolution,
};
use crate::registry::{OptionInfo, Options};
use crate::store::Entry;
use crate::write::Write;

/// Writes are applied as they come: the operation travels, and each leader carries it out on what it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ArrivalOrder {}

impl Options for ArrivalOrder {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl ConflictPolicy for ArrivalOrder {
    /// What cannot be carried out is put all the same: whether it comes to that is decided before.
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        let operation = &incoming.operation;
        let after = operation.apply_to(entry.values().next()).or_else(|_| operation.apply_to(None));
        let reading = after.ok().flatten().filter(|_| operation.is_relative());
        // What is added to is still in the sum.
        let fate =
            if operation.is_relative() { RemovalReason::Superseded } else { RemovalReason::Overwritten };
        Resolution {
            kept: vec![incoming.clone()],
            removed: entry.dots().filter(|dot| *dot != incoming.dot).map(|dot| (dot, fate)).collect(),
            materialized: reading,
            ..Resolution::default()
        }
    }

    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        let AcceptContext { entry, operation, context, .. } = request;
        operation.apply_to(entry.values().next())?;
        Ok(AcceptedWrite { operation, row: None, context, merge_sources: Vec::new() })
    }

    fn apply_error(&self, entry: &Entry, incoming: &Write) -> Option<Inapplicable> {
        incoming.operation.apply_to(entry.values().next()).err()
    }

    fn reapplies(&self) -> bool {
        true
    }
}
