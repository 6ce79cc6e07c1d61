//! No conflict handling: each write is carried out on what is there, in the order of arrival (SEMANTICS T7).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::operation::Misfit;
use crate::policy::{AcceptContext, AcceptedWrite, ConflictPolicy, Fate, Outcome};
use crate::registry::{OptionInfo, Options};
use crate::store::Entry;
use crate::write::Write;

/// Writes are applied as they come: the operation travels, and each leader carries it out on what it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ApplyAsItComes {}

impl Options for ApplyAsItComes {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl ConflictPolicy for ApplyAsItComes {
    /// What cannot be carried out is put all the same: whether it comes to that is decided before.
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Outcome {
        let operation = &incoming.operation;
        let after = operation.carry_out(entry.values().next()).or_else(|_| operation.carry_out(None));
        let reading = after.ok().flatten().filter(|_| operation.is_relative());
        // What is added to is still in the sum.
        let fate = if operation.is_relative() { Fate::Superseded } else { Fate::Overwritten };
        Outcome {
            kept: vec![incoming.clone()],
            gone: entry.dots().filter(|dot| *dot != incoming.dot).map(|dot| (dot, fate)).collect(),
            reading,
            ..Outcome::default()
        }
    }

    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Misfit> {
        let AcceptContext { entry, operation, context, .. } = request;
        operation.carry_out(entry.values().next())?;
        Ok(AcceptedWrite { operation, row: None, context, about: Vec::new() })
    }

    fn misfit(&self, entry: &Entry, incoming: &Write) -> Option<Misfit> {
        incoming.operation.carry_out(entry.values().next()).err()
    }

    fn repeats(&self) -> bool {
        true
    }
}
