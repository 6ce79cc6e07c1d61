//! The direction in which a text is written.

use replication::starts_from_right;

/// The `dir` attribute of a text that is cut off at its end, which is on the left if it is written from right to left.
pub fn direction(text: &str) -> Option<&'static str> {
    starts_from_right(text).then_some("rtl")
}
