//! Siblings: a write supersedes exactly what its writer had seen; what is concurrent stays, side by side.
//!
//! Versions are dotted version vectors: each has its own dot beside the context that it was written with
//! (Preguiça et al.; SEMANTICS R1, R3, R6).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::operation::Inapplicable;
use crate::policy::conflict_policy::{
    AcceptContext, AcceptedWrite, ConflictPolicy, RemovalReason, Resolution, accept_with_context,
};
use crate::policy::read_context::context_of;
use crate::registry::{OptionInfo, OptionKind, Options, VariantInfo};
use crate::store::Entry;
use crate::versions::{CausalContext, VersionVector};
use crate::write::Write;

/// How siblings tell their versions apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Versions {
    /// By dotted version vectors: each version has a dot of its own.
    #[default]
    Dotted,
    /// By one plain version vector for all siblings of a key, for comparison: the leader that accepts a write
    /// can tell whether its client had seen all of them, and otherwise has to keep them all (SEMANTICS R3).
    Plain,
}

/// The options of siblings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Siblings {
    /// How versions are told apart.
    pub versions: Versions,
}

impl Options for Siblings {
    const OPTIONS: &'static [OptionInfo] = &[OptionInfo {
        id: "versions",
        label: "Track versions with",
        help: "",
        section: None,
        kind: OptionKind::Choice(&[
            VariantInfo::without_options(
                "dotted",
                "Dotted",
                "Each version has a dot of its own, so that siblings stay bounded.",
            ),
            VariantInfo::without_options(
                "plain",
                "Plain",
                "One vector for all siblings of a key, for comparison: they can grow without bound.",
            ),
        ]),
    }];
}

impl ConflictPolicy for Siblings {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        let (mut seen, mut kept): (Vec<_>, Vec<_>) =
            entry.versions.iter().cloned().partition(|version| incoming.had_seen(version));
        // One that comes after what superseded it has still superseded what its own writer had seen.
        match entry.history.contains(incoming.dot) {
            true => seen.push(incoming.clone()),
            false => kept.push(incoming.clone()),
        }
        let gone = seen.iter().map(|version| (version.dot, RemovalReason::Superseded)).collect();
        Resolution { kept, removed: gone, ..Resolution::default() }
    }

    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        let versions = &request.entry.versions;
        let seen_all = versions.iter().all(|version| request.context.contains(version.dot));
        let reads = request.operation.is_relative();
        let mut carried = accept_with_context(request)?;
        if self.versions == Versions::Plain && !seen_all && !reads {
            carried.context = CausalContext::new();
        }
        Ok(carried)
    }

    fn read_context(&self, entry: &Entry, applied: &VersionVector) -> CausalContext {
        context_of(&entry.versions, applied)
    }

    fn answers_writes_with_values(&self) -> bool {
        true
    }

    fn keeps_siblings(&self) -> bool {
        true
    }
}
