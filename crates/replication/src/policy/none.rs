//! No conflict handling: each write replaces what is there, in the order of arrival (SEMANTICS T7).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::policy::{ConflictPolicy, Fate, Outcome};
use crate::store::Entry;
use crate::write::Write;

/// Writes are applied as they come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ApplyAsItComes {}

impl ConflictPolicy for ApplyAsItComes {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Outcome {
        Outcome {
            kept: vec![incoming.clone()],
            gone: entry.dots().map(|dot| (dot, Fate::Overwritten)).collect(),
        }
    }
}
