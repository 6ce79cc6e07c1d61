//! The counter: each leader keeps a total of its own, and the value is their sum.
//!
//! A write carries its leader's new total, so that only the latest of each leader counts, and one that comes
//! twice or late changes nothing.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::LeaderId;
use crate::operation::{Inapplicable, Operation, OperationKind};
use crate::policy::conflict_policy::{AcceptContext, AcceptedWrite, ConflictPolicy, RemovalReason, Resolution};
use crate::registry::{OptionInfo, Options};
use crate::store::Entry;
use crate::value::Value;
use crate::versions::CausalContext;
use crate::write::Write;

/// A number that grows and shrinks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Counter {}

impl Options for Counter {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl ConflictPolicy for Counter {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        let mut kept = entry.versions.clone();
        let gone = match kept.iter_mut().find(|version| version.dot.leader == incoming.dot.leader) {
            Some(version) if version.dot.counter >= incoming.dot.counter => {
                // Its total is in the later one.
                vec![(incoming.dot, RemovalReason::Superseded)]
            }
            Some(version) => {
                let replaced = version.dot;
                *version = incoming.clone();
                vec![(replaced, RemovalReason::Superseded)]
            }
            None => {
                kept.push(incoming.clone());
                Vec::new()
            }
        };
        let reading = Some(Value::Integer(sum(&kept)));
        Resolution { kept, removed: gone, materialized: reading, ..Resolution::default() }
    }

    fn supported_operations(&self) -> &'static [OperationKind] {
        &[OperationKind::Increment]
    }

    /// Setting a counter to a number increments it by what is missing.
    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        let AcceptContext { leader, entry, operation, .. } = request;
        let by = match operation {
            Operation::Increment(by) => by,
            Operation::Put(Value::Integer(number)) => {
                number.checked_sub(sum(&entry.versions)).ok_or(Inapplicable::TooLarge)?
            }
            Operation::Put(_)
            | Operation::Delete
            | Operation::Insert(_)
            | Operation::Update(_)
            | Operation::Add(_)
            | Operation::Remove(_)
            | Operation::Assign { .. } => return Err(Inapplicable::WrongKind),
        };
        let own = own_version(entry, leader);
        let total = own.map_or(0, |version| total(version)).checked_add(by).ok_or(Inapplicable::TooLarge)?;
        let mut context = CausalContext::new();
        own.iter().for_each(|version| context.insert(version.dot));
        let row = Some(Value::Integer(total));
        Ok(AcceptedWrite { operation: Operation::Increment(by), row, context, merge_sources: Vec::new() })
    }
}

fn own_version(entry: &Entry, leader: LeaderId) -> Option<&Arc<Write>> {
    entry.versions.iter().find(|version| version.dot.leader == leader)
}

/// What a leader has counted. What was written under another policy counts as its value, if that is a number.
fn total(version: &Write) -> i64 {
    match version.value() {
        Some(Value::Integer(number)) => *number,
        Some(Value::Text(_) | Value::List(_) | Value::Set(_) | Value::Map(_)) | None => 0,
    }
}

/// The same in whatever order they stand, and at the edge of what a number can be.
fn sum(versions: &[Arc<Write>]) -> i64 {
    let sum: i128 = versions.iter().map(|version| i128::from(total(version))).sum();
    let edge = if sum < 0 { i64::MIN } else { i64::MAX };
    i64::try_from(sum).unwrap_or(edge)
}
