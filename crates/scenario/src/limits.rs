//! Size limits of scenario files and links.

/// Maximum size of a scenario as JSON, in bytes, in a file or unpacked from a link.
pub const MAX_SCENARIO_BYTES: usize = 2 * 1024 * 1024;
/// Maximum length of a link, in characters.
pub const MAX_LINK_CHARS: usize = 512 * 1024;
