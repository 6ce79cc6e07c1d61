//! Every check, in the order of reports.

use super::causal_order::CAUSAL_ORDER;
use super::check::Check;
use super::convergence::CONVERGENCE;
use super::divergence::DIVERGENCE;
use super::inversions::INVERSIONS;
use super::lost_writes::LOST_WRITES;
use super::prefixes::{CAUSAL_PREFIX, ORIGIN_PREFIX};
use super::session_guarantees::{MONOTONIC_READS, MONOTONIC_WRITES, READ_YOUR_WRITES, WRITES_FOLLOW_READS};
use super::staleness::STALENESS;
use super::strong_eventual_consistency::STRONG_EVENTUAL_CONSISTENCY;

/// Every check that needs no further input.
pub const CHECKS: &[&Check] = &[
    &CONVERGENCE,
    &STRONG_EVENTUAL_CONSISTENCY,
    &LOST_WRITES,
    &CAUSAL_ORDER,
    &INVERSIONS,
    &READ_YOUR_WRITES,
    &MONOTONIC_READS,
    &MONOTONIC_WRITES,
    &WRITES_FOLLOW_READS,
    &ORIGIN_PREFIX,
    &CAUSAL_PREFIX,
    &STALENESS,
    &DIVERGENCE,
];

/// A check by its id.
#[must_use]
pub fn find_check(id: &str) -> Option<&'static Check> {
    CHECKS.iter().copied().find(|check| check.id == id)
}
