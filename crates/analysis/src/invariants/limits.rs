//! The limits of invariants. Input over a limit is refused with a sentence; work over a limit is a verdict.

/// Bytes in an invariant.
pub const MAX_INVARIANT_BYTES: usize = 500;
/// Nesting depth of parentheses and `not`.
pub const MAX_INVARIANT_DEPTH: usize = 8;
/// Invariants checked at once.
pub const MAX_INVARIANTS: usize = 16;
/// Combinations of siblings that one part of an invariant is checked for at one leader and instant.
pub const MAX_COMBINATIONS: usize = 1_000;
/// Values that one invariant may look at in a run.
pub const MAX_VALUES_LOOKED_AT: usize = 5_000_000;
