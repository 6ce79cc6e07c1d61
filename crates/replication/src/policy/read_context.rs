//! The causal context that a read of some versions hands out.

use std::sync::Arc;

use crate::versions::{CausalContext, VersionVector};
use crate::write::Write;

/// What the writers of these versions had seen, and the versions themselves.
pub(crate) fn context_of(versions: &[Arc<Write>], applied: &VersionVector) -> CausalContext {
    let mut context = CausalContext::new();
    for version in versions {
        context.join(&version.context);
        context.insert(version.dot);
    }
    context.compact(applied);
    context
}
