//! Expanding a workload, which the opening run does not have.

use std::collections::BTreeSet;

use deferred::deferred;

use super::{ExpandedWorkload, Workload};
use crate::id::{ClientId, LeaderId};
use crate::randomness::Randomness;

deferred! {
    /// Generates the clients and commands of a workload.
    fn expand(
        workload: &Workload, randomness: &Randomness, leaders: &[LeaderId], taken: &BTreeSet<ClientId>
    ) -> ExpandedWorkload = Workload::generate;
}
