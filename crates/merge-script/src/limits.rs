//! All limits of merge code. Exceeding one fails the merge with an error that names it.

/// Maximum size of the code, in bytes.
pub const MAX_SOURCE_BYTES: usize = replication::limits::MAX_SCRIPT_BYTES;
/// Maximum steps of one merge; each statement, expression and call is about one.
pub const MAX_STEPS: u64 = 50_000;
/// Maximum bytes that one merge may touch; each use of a variable counts its whole value. This bounds time and
/// memory where one step works on large data.
pub const MAX_BYTES_TOUCHED: usize = 8_000_000;
/// Maximum depth of nested calls.
pub const MAX_CALL_DEPTH: usize = 16;
/// Maximum nesting of expressions and blocks.
pub const MAX_EXPRESSION_DEPTH: usize = 32;
/// Maximum variables in scope in one function.
pub const MAX_VARIABLES: usize = 64;
/// Maximum number of functions in the code, including closures.
pub const MAX_FUNCTIONS: usize = 32;
/// Maximum number of items and fields of an intermediate value, including nested ones.
pub const MAX_WORKING_ITEMS: usize = 2_000;
/// Maximum bytes of all texts of an intermediate value.
pub const MAX_WORKING_TEXT_BYTES: usize = 32_000;
/// Maximum nesting of an intermediate value.
pub const MAX_WORKING_DEPTH: usize = 16;
/// Maximum distance of a range bound from zero.
pub const MAX_RANGE: i64 = 1_000_000_000;
/// Maximum characters of a thrown message; longer ones are truncated.
pub const MAX_THROWN_CHARS: usize = 200;

/// The number of steps that count as one event towards the event limit of a run: a run of nothing but
/// merge code then takes about half a second.
pub(crate) const STEPS_PER_EVENT: usize = 4;
/// The number of bytes touched that count as one event; this takes about as long as the steps.
pub(crate) const BYTES_PER_EVENT: usize = 500;
/// What changing the case of one byte of text outside ASCII counts as, in bytes touched.
pub(crate) const BYTES_PER_CASE_LOOKUP: usize = 64;
/// What making one text of several counts as, in bytes touched.
pub(crate) const BYTES_PER_NEW_TEXT: usize = 160;
/// The number of scripts in the compile cache.
pub(crate) const MAX_CACHED_SCRIPTS: usize = 8;
/// The size of an item apart from its text, in bytes.
pub(crate) const BYTES_PER_ITEM: usize = 16;
