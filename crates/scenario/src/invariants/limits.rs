//! The limits of invariants as texts. Input over a limit is refused with a sentence.

/// Bytes in an invariant.
pub const MAX_INVARIANT_BYTES: usize = 500;
/// Nesting depth of parentheses and `not`.
pub const MAX_INVARIANT_DEPTH: usize = 8;
/// Invariants of a run, and invariants checked at once.
pub const MAX_INVARIANTS: usize = 16;
