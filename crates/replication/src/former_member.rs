//! What a leader had when it left, for verdicts and for the user's commands: no leader decides by it.

use std::collections::BTreeSet;

use crate::id::LeaderId;
use crate::versions::CausalContext;

/// A leader that has left.
#[derive(Clone, Debug, Default)]
pub struct FormerMember {
    /// Every write that it had applied.
    pub applied: CausalContext,
    /// The leaders to which it had a link.
    pub receivers: BTreeSet<LeaderId>,
}
