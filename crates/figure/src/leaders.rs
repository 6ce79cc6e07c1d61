//! What marks a leader wherever something came from it: its lane, its colour and its letters.

use replication::LeaderId;
use timeline::Timeline;

/// How many leaders have a colour of their own; further leaders reuse the colours with a pattern.
pub const COLOURS: usize = 8;

/// A leader's lane index, which determines its colour and pattern.
#[must_use]
pub fn lane_of(timeline: &Timeline, id: LeaderId) -> usize {
    timeline.all_leaders().iter().position(|lane| *lane == id).unwrap_or_default()
}

/// The letters on a leader's mark: its id if that is short, else its first letter.
#[must_use]
pub fn mark_letters(id: LeaderId) -> String {
    let text = id.as_str();
    if text.chars().count() <= 2 { text.into() } else { text.chars().take(1).collect() }
}
