//! The policies that the opening run does not have.

use super::Policy;
use super::conflict_policy::ConflictPolicy;
use crate::deferred::deferred;

deferred! {
    /// The behaviour of a policy.
    fn behaviour(policy: &Policy) -> &dyn ConflictPolicy = Policy::behaviour;
}
