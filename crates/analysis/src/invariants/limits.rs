//! The limits of checking invariants. Work over a limit is a verdict.

/// Combinations of siblings that one part of an invariant is checked for at one leader and instant.
pub const MAX_COMBINATIONS: usize = 1_000;
/// Values that one invariant may look at in a run.
pub const MAX_VALUES_LOOKED_AT: usize = 5_000_000;
