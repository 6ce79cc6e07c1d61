//! Every limit of a run, named, in one place. What exceeds one is refused with a sentence, never cut short.

/// Leaders that are there at one time, those that have joined included.
pub const MAX_LEADERS: usize = 64;
/// Clients in a run, those of its workload included.
pub const MAX_CLIENTS: usize = 64;
/// Commands in a scenario, those of its workload included.
pub const MAX_COMMANDS: usize = 10_000;
/// Keys of a workload.
pub const MAX_WORKLOAD_KEYS: u32 = 1_000;
/// Operations of one client of a workload in a second, on average.
pub const MAX_OPERATIONS_PER_SECOND: u32 = 1_000;
/// The exponent of Zipf's law. Beyond this all but the first keys are hardly ever drawn.
pub const MAX_ZIPF_EXPONENT: u32 = 5;
/// Bytes in the id of a leader or a client.
pub const MAX_ID_BYTES: usize = 16;
/// Bytes in a key.
pub const MAX_KEY_BYTES: usize = 64;
/// Bytes in a text, here and in names and titles.
pub const MAX_TEXT_BYTES: usize = 1_000;
/// Items in a list, a set or a map.
pub const MAX_ITEMS: usize = 256;
/// How deep values may stand in values.
pub const MAX_VALUE_DEPTH: usize = 8;
/// The latest instant of a run, and the longest duration in one, in milliseconds: a day.
pub const MAX_TIME_MS: u64 = 86_400_000;
/// How far a clock may be off, either way, in milliseconds: a year.
pub const MAX_OFFSET_MS: i64 = 31_536_000_000;
/// How fast or slow a clock may run, either way, in parts per million: half as fast again.
pub const MAX_DRIFT_PPM: i32 = 500_000;
/// The largest share of messages that a link may lose, in percent. At 100 nothing would ever arrive.
pub const MAX_LOSS_PERCENT: u8 = 95;
/// Bytes of merge code.
pub const MAX_SCRIPT_BYTES: usize = 10_000;
/// Replaced versions of a key that a leader keeps to find what two versions came from.
pub const MAX_REMOVED_VERSIONS: usize = 64;
/// Leaders whose marks a write keeps, where it can go round for ever.
pub const MAX_PATH_LENGTH: usize = 8;
/// The most bytes that a link carries in a second; no bound is said by leaving it out.
pub const MAX_BYTES_PER_S: u64 = 1_000_000_000_000;
/// Events in a run. A run that reaches this stops there and says so.
pub const MAX_EVENTS: u64 = 1_000_000;
/// So many items in the lists of an event count as one event more.
pub const ITEMS_PER_EVENT: u64 = 8;
/// So many links that are compared with the topology count as one event more: about what an event costs.
pub const LINKS_PER_EVENT: u64 = 8;
/// So many log entries that are looked through for what a receiver lacks count as one event more.
pub const LOG_ENTRIES_PER_EVENT: u64 = 256;
/// A write that a leader applies again counts as so many events more, so that a storm is cut off while it can
/// still be looked at.
pub const EVENTS_PER_REAPPLY: usize = 32;
/// So many dots that are joined to a context count as one event more.
pub const DOTS_PER_EVENT: u64 = 64;
