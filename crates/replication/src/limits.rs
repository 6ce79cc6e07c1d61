//! Every limit of a run. Input over a limit is rejected with a message, never truncated.

/// Maximum number of instants from which a run uses another seed.
pub const MAX_REDRAWS: usize = 64;
/// Leaders at any one time, including those that have joined.
pub const MAX_LEADERS: usize = 64;
/// Clients in a run, including those of its workload.
pub const MAX_CLIENTS: usize = 64;
/// Commands in a scenario, including those of its workload.
pub const MAX_COMMANDS: usize = 10_000;
/// Keys of a workload.
pub const MAX_WORKLOAD_KEYS: u32 = 1_000;
/// Average operations per second of one workload client.
pub const MAX_OPERATIONS_PER_SECOND: u32 = 1_000;
/// The Zipf exponent. Above this, all but the first keys are hardly ever drawn.
pub const MAX_ZIPF_EXPONENT: u32 = 5;
/// Attempts that a client makes to have a request served.
pub const MAX_ATTEMPTS: u32 = 100;
/// Bytes in the id of a leader or a client.
pub const MAX_ID_BYTES: usize = 16;
/// Bytes in a key.
pub const MAX_KEY_BYTES: usize = 64;
/// Bytes in a text value, a name or a title.
pub const MAX_TEXT_BYTES: usize = 1_000;
/// Items in a list, a set or a map.
pub const MAX_ITEMS: usize = 256;
/// Nesting depth of values.
pub const MAX_VALUE_DEPTH: usize = 8;
/// The longest run, and the longest duration in one, in milliseconds: a day.
pub const MAX_TIME_MS: u64 = 86_400_000;
/// The largest clock offset, ahead or behind, in milliseconds: a year.
pub const MAX_OFFSET_MS: i64 = 31_536_000_000;
/// The largest clock drift, fast or slow, in parts per million.
pub const MAX_DRIFT_PPM: i32 = 500_000;
/// The highest loss rate of a link, in percent. At 100 no message would ever arrive.
pub const MAX_LOSS_PERCENT: u8 = 95;
/// Bytes in a merge script.
pub const MAX_SCRIPT_BYTES: usize = 10_000;
/// Calls of merge code in one merge, including those that merge what both sides had seen.
pub const MAX_CODE_CALLS: usize = 1_000;
/// The work of merge code in one merge, in units of one event, after which no further call is made.
pub const MAX_CODE_WORK: usize = 100_000;
/// This many writes looked at in order to merge count as one more event.
pub const MERGED_WRITES_PER_EVENT: usize = 256;
/// Leaders in the recorded path of a write, where writes can circulate forever.
pub const MAX_PATH_LENGTH: usize = 8;
/// The highest bandwidth of a link, in bytes per second. A link without a bandwidth is unlimited.
pub const MAX_BYTES_PER_S: u64 = 1_000_000_000_000;
/// Events in a run. A run that reaches this limit halts with an event that says so.
pub const MAX_EVENTS: u64 = 1_000_000;
/// The work of one step, in units of one event, after which it does no more and the run halts: a step is not
/// interrupted, and a page that computes one does not respond.
pub const MAX_STEP_WORK: u64 = 100_000;
/// This many buffered writes looked at count as one more event.
pub const BUFFERED_WRITES_PER_EVENT: u64 = 32;
/// This many fields of a map, or items of a set, that a write's effect is looked up for count as one more event.
pub const FIELDS_PER_EVENT: usize = 8;
/// Each change of such a field or item that a leader remembers counts as this many more events.
pub const EVENTS_PER_CHANGE: usize = 2;
/// The first write of a key that a leader merges counts as this many more events: it begins the key's history.
pub const EVENTS_PER_MERGED_KEY: usize = 8;
/// This many items in the lists of an event count as one more event.
pub const ITEMS_PER_EVENT: u64 = 8;
/// Applying a write in order to merge counts as this many more events: its leader remembers it with what came before.
pub const EVENTS_PER_REMEMBERED_WRITE: usize = 4;
/// This many bytes of values that an event created, or that a merge read, count as one more event.
pub const VALUE_BYTES_PER_EVENT: u64 = 256;
/// This many links compared with the topology count as one more event, which is about their cost.
pub const LINKS_PER_EVENT: u64 = 8;
/// This many log entries scanned for what a receiver lacks count as one more event.
pub const LOG_ENTRIES_PER_EVENT: u64 = 256;
/// Applying a write again counts as this many more events, so a storm hits the limit while its trace is still
/// small enough to inspect.
pub const EVENTS_PER_REAPPLY: usize = 32;
/// This many dots joined into a context count as one more event.
pub const DOTS_PER_EVENT: u64 = 64;
