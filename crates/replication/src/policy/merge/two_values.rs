//! A merge rule as a function of two values and their ancestor, as a leader applies it to two concurrent writes.

use std::sync::Arc;

use super::{MergeRule, checked};
use crate::key::Key;
use crate::operation::Operation;
use crate::policy::merge::merge_function::MergePlace;
use crate::script::{MergeInput, MergeRun};
use crate::value::Value;
use crate::versions::{CausalContext, Dot};
use crate::write::{MergeHistory, Write};

impl MergeRule {
    /// Merges two values as a leader does that stores `mine` when `theirs` arrives. Both writers had seen the
    /// ancestor; without one, they had seen nothing. A result beyond the limits of values is an error.
    #[must_use]
    pub fn merge_values(&self, values: MergeInput<'_>, place: &MergePlace) -> MergeRun {
        let MergePlace { key, at, from } = place;
        let write = |dot, value, context: &CausalContext| Arc::new(write(key, dot, value, context));
        let MergeInput { mine, theirs, ancestor } = values;
        let rule = self.as_function();
        let mut history = MergeHistory::new(&rule.effects());
        let mut context = CausalContext::new();
        let mut next = 1;
        if ancestor.is_some() {
            let dot = Dot::new(*at, next);
            history.append(write(dot, ancestor, &context));
            context.insert(dot);
            next += 1;
        }
        let (stored, arriving) = (Dot::new(*at, next), Dot::new(*from, 1));
        history.append(write(stored, mine, &context));
        history.append(write(arriving, theirs, &context));
        let MergeRun { result, cost } = rule.run(&mut history, &[stored]);
        MergeRun { result: result.and_then(checked), cost: cost + 1 }
    }
}

/// A write of this value, or a deletion, by a writer who had seen this.
fn write(key: &Key, dot: Dot, value: Option<&Value>, context: &CausalContext) -> Write {
    Write {
        dot,
        client: None,
        key: key.clone(),
        operation: value.map_or(Operation::Delete, |value| Operation::Put(value.clone())),
        context: context.clone(),
        client_time: 0,
        leader_time: 0,
        row: None,
        is_statement: false,
        logical_time: None,
        dependencies: None,
        sources: Vec::new(),
        merged_from: None,
    }
}
