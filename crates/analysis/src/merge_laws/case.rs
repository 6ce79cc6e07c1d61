//! A case: the values that a law is tried on.

use std::cell::Cell;

use replication::{MergeError, MergeInput, MergePlace, MergeRule, MergeRun, Value};

/// The values that a law is tried on. `None` is a deleted value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The values that are merged: `a`, `b` and `c`. Most laws need only the first two.
    pub values: [Option<Value>; 3],
    /// What all sides had seen; none if they have nothing in common.
    pub ancestor: Option<Value>,
}

/// The result of a merge.
pub type Merged = Result<Option<Value>, MergeError>;

/// One of two leaders, which merges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergesAt {
    /// The leader whose id is less.
    First,
    /// The leader whose id is greater.
    Second,
}

/// What merges two values: a rule, or what stands for one in a test.
pub trait ValueMerge {
    /// Merges two values at a leader.
    fn merge(&self, values: MergeInput<'_>, at: MergesAt) -> MergeRun;

    /// The rule, with which leaders can be simulated.
    fn rule(&self) -> Option<&MergeRule>;
}

/// What merges two values, and whether it has ever merged any.
pub(super) struct Watched {
    inner: Box<dyn ValueMerge>,
    has_merged: Cell<bool>,
}

impl Watched {
    pub(super) fn new(inner: Box<dyn ValueMerge>) -> Self {
        Self { inner, has_merged: Cell::new(false) }
    }

    pub(super) fn has_merged(&self) -> bool {
        self.has_merged.get()
    }
}

impl ValueMerge for Watched {
    fn merge(&self, values: MergeInput<'_>, at: MergesAt) -> MergeRun {
        let run = self.inner.merge(values, at);
        if run.result.is_ok() {
            self.has_merged.set(true);
        }
        run
    }

    fn rule(&self) -> Option<&MergeRule> {
        self.inner.rule()
    }
}

/// A rule, with the two places at which it can merge.
pub(super) struct PlacedRule {
    pub(super) rule: MergeRule,
    pub(super) first: MergePlace,
    pub(super) second: MergePlace,
}

impl ValueMerge for PlacedRule {
    fn merge(&self, values: MergeInput<'_>, at: MergesAt) -> MergeRun {
        let place = match at {
            MergesAt::First => &self.first,
            MergesAt::Second => &self.second,
        };
        self.rule.merge_values(values, place)
    }

    fn rule(&self) -> Option<&MergeRule> {
        Some(&self.rule)
    }
}
