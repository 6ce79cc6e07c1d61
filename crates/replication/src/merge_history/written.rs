//! The trait of writes in a merge history, and a write with its place in one.

use std::sync::Arc;

use crate::value::Value;
use crate::versions::{CausalContext, Dot};

/// What a merge history needs to know of a write.
pub trait Written {
    /// Its unique id.
    fn dot(&self) -> Dot;
    /// The writes that its writer had seen.
    fn context(&self) -> &CausalContext;
    /// What it wrote; none for a deletion.
    fn value(&self) -> Option<&Value>;
}

/// A write with its place in a sequence in which each write follows everything that its writer had seen.
#[derive(Debug)]
pub(super) struct Step<W> {
    pub(super) write: Arc<W>,
    pub(super) position: usize,
    /// The writer had seen every write at a lesser position.
    pub(super) seen_before: usize,
}

impl<W> Clone for Step<W> {
    fn clone(&self) -> Self {
        Self { write: self.write.clone(), position: self.position, seen_before: self.seen_before }
    }
}

impl<W: Written> Step<W> {
    /// Whether the writer had seen another write of the sequence.
    pub(super) fn had_seen(&self, other: &Self) -> bool {
        other.position < self.seen_before || self.write.context().contains(other.write.dot())
    }
}

/// The latest of the given steps that `is_member` accepts: those that no later of them had seen. The steps come
/// latest first; so does the result.
pub(super) fn frontier<'a, W: Written + 'a, T>(
    latest_first: impl Iterator<Item = &'a T>,
    step_of: impl Fn(&'a T) -> &'a Step<W>,
    is_member: impl Fn(&Step<W>) -> bool,
) -> Vec<&'a T> {
    let mut members: Vec<&Step<W>> = Vec::new();
    let mut found = Vec::new();
    let mut all_seen_before = 0;
    for item in latest_first {
        let step = step_of(item);
        if step.position < all_seen_before {
            break;
        }
        if !is_member(step) {
            continue;
        }
        if !members.iter().any(|later| later.had_seen(step)) {
            found.push(item);
        }
        all_seen_before = all_seen_before.max(step.seen_before);
        members.push(step);
    }
    found
}
