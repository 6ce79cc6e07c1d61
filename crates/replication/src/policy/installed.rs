//! The policies that the opening run does not have.

use deferred::deferred;

use super::Policy;
use super::conflict_policy::ConflictPolicy;

deferred! {
    /// The behaviour of a policy.
    fn behaviour(policy: &Policy) -> &dyn ConflictPolicy = Policy::behaviour;
}
