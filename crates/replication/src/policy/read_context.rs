//! The causal context that a read returns with the versions of a key.

use std::sync::Arc;

use crate::versions::{CausalContext, VersionVector};
use crate::write::Write;

/// Covers these versions and everything that their writers had seen.
pub(crate) fn read_context_of(versions: &[Arc<Write>], applied: &VersionVector) -> CausalContext {
    let mut context = CausalContext::new();
    for version in versions {
        context.add_applied(version.dot, &version.context, applied);
    }
    context
}
