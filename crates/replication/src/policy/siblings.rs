//! Siblings: a write supersedes exactly what its writer had seen; what is concurrent stays, side by side.
//!
//! Versions are dotted version vectors: each has its own dot beside the context that it was written with
//! (Preguiça et al.; SEMANTICS R1, R3, R6).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::policy::{ConflictPolicy, Fate, Outcome};
use crate::store::Entry;
use crate::versions::{CausalContext, VersionVector};
use crate::write::Write;

/// How siblings tell their versions apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Versions {
    /// By dotted version vectors.
    #[default]
    Dotted,
}

/// The options of siblings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Siblings {
    /// How versions are told apart.
    pub versions: Versions,
}

impl ConflictPolicy for Siblings {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Outcome {
        let (mut seen, mut kept): (Vec<_>, Vec<_>) =
            entry.versions.iter().cloned().partition(|version| incoming.had_seen(version));
        // One that comes after what superseded it has still superseded what its own writer had seen.
        match entry.history.contains(incoming.dot) {
            true => seen.push(incoming.clone()),
            false => kept.push(incoming.clone()),
        }
        Outcome { kept, gone: seen.iter().map(|version| (version.dot, Fate::Superseded)).collect() }
    }

    fn context(&self, entry: &Entry, applied: &VersionVector) -> CausalContext {
        let mut context = CausalContext::new();
        for version in &entry.versions {
            context.join(&version.context);
            context.insert(version.dot);
        }
        context.compact(applied);
        context
    }

    fn answers_writes_with_values(&self) -> bool {
        true
    }
}
