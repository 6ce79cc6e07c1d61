//! Limits of files and links, besides those of a run.

/// Bytes of a scenario as JSON, in a file or unpacked from a link.
pub const MAX_SCENARIO_BYTES: usize = 2 * 1024 * 1024;
/// Characters of a link.
pub const MAX_LINK_CHARS: usize = 512 * 1024;
