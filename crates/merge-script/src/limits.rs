//! Every fence of merge code, named, in one place. Who runs into one is told so, and the merge comes to
//! nothing.

/// Bytes of the code.
pub const MAX_SOURCE_BYTES: usize = replication::limits::MAX_SCRIPT_BYTES;
/// Steps of one merge: each statement, expression and call is about one.
pub const MAX_STEPS: u64 = 50_000;
/// Bytes that one merge may look through, all that its variables hold being counted at each use of them. It
/// bounds time and memory where one step works on much.
pub const MAX_BYTES_TOUCHED: usize = 8_000_000;
/// Functions that may wait for each other.
pub const MAX_CALL_DEPTH: usize = 16;
/// How deep expressions and blocks may stand in each other.
pub const MAX_EXPRESSION_DEPTH: usize = 32;
/// Variables at one time in one function.
pub const MAX_VARIABLES: usize = 64;
/// Functions in the code, those without a name included.
pub const MAX_FUNCTIONS: usize = 32;
/// Items and fields of one value while the code works on it, those of values in it included.
pub const MAX_WORKING_ITEMS: usize = 2_000;
/// Bytes of all texts of one value while the code works on it.
pub const MAX_WORKING_TEXT_BYTES: usize = 32_000;
/// How deep values may stand in values while the code works on them.
pub const MAX_WORKING_DEPTH: usize = 16;
/// How far from zero a range may begin and end.
pub const MAX_RANGE: i64 = 1_000_000_000;
/// Characters of a message that the code throws; what is longer is cut.
pub const MAX_THROWN_CHARS: usize = 200;

/// So many steps count as one event towards the limit of a run, and so many bytes touched: both take about as
/// long.
pub(crate) const STEPS_PER_EVENT: usize = 20;
/// The same for bytes.
pub(crate) const BYTES_PER_EVENT: usize = 3_000;
/// Codes that stay compiled.
pub(crate) const MAX_CACHED_SCRIPTS: usize = 8;
/// What a value counts besides its text, in bytes.
pub(crate) const BYTES_PER_ITEM: usize = 16;
