//! Siblings: a write supersedes exactly what its writer had seen; concurrent versions stay side by side.
//!
//! Versions are dotted version vectors: each has a dot and the causal context it was written with
//! (Preguiça et al.; SEMANTICS R1, R3, R6).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::operation::Inapplicable;
use crate::policy::conflict_policy::{
    AcceptContext, AcceptedWrite, ConflictPolicy, RemovalReason, Resolution, accept_with_context,
};
use crate::policy::read_context::read_context_of;
use crate::registry::{OptionInfo, OptionKind, Options, VariantInfo};
use crate::store::{Entry, StoredVersions};
use crate::versions::{CausalContext, VersionVector};
use crate::write::Write;

/// How siblings are versioned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Versions {
    /// Dotted version vectors: each version has its own dot.
    #[default]
    Dotted,
    /// One plain version vector for all siblings of a key, for comparison. The accepting leader can only tell
    /// whether the client had seen all of them; if not, it must keep them all (SEMANTICS R3).
    Plain,
}

/// The options of siblings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Siblings {
    /// How siblings are versioned.
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
                "Each version has its own dot, so siblings stay bounded.",
            ),
            VariantInfo::without_options(
                "plain",
                "Plain",
                "One vector for all siblings of a key, for comparison: siblings can grow without bound.",
            ),
        ]),
    }];
}

impl ConflictPolicy for Siblings {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        let (mut seen, mut kept): (StoredVersions, StoredVersions) =
            entry.versions.iter().cloned().partition(|version| incoming.had_seen(version));
        // A write that arrives after its successor still supersedes what its own writer had seen.
        match entry.history.contains(incoming.dot) {
            true => seen.push(incoming.clone()),
            false => kept.push(incoming.clone()),
        }
        let removed = seen.iter().map(|version| (version.dot, RemovalReason::Superseded)).collect();
        Resolution { kept, removed, ..Resolution::default() }
    }

    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        let versions = &request.entry.versions;
        let seen_all = versions.iter().all(|version| request.context.contains(version.dot));
        let reads = request.operation.is_relative();
        let mut accepted = accept_with_context(request)?;
        if self.versions == Versions::Plain && !seen_all && !reads {
            accepted.context = CausalContext::new();
        }
        Ok(accepted)
    }

    fn read_context(&self, entry: &Entry, applied: &VersionVector) -> CausalContext {
        read_context_of(&entry.versions, applied)
    }

    fn tracks_contexts(&self) -> bool {
        true
    }

    fn answers_writes_with_values(&self) -> bool {
        true
    }

    fn keeps_siblings(&self) -> bool {
        true
    }
}
