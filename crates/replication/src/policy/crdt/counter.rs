//! The counter: each leader keeps its own total, and the value is the sum.
//!
//! A write carries its leader's new total, so only the latest write of each leader counts, and a duplicate or late
//! write changes nothing.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::operation::{Inapplicable, Operation, OperationKind};
use crate::policy::conflict_policy::{
    AcceptContext, AcceptedWrite, ConflictPolicy, RemovalReason, Resolution, VersionRule,
};
use crate::policy::read_context::read_context_of;
use crate::registry::{OptionInfo, Options};
use crate::sort::sort_by;
use crate::store::{Entry, StoredVersions};
use crate::value::Value;
use crate::write::Write;

/// A number that clients increment and decrement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Counter {}

impl Options for Counter {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl ConflictPolicy for Counter {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        let is_of_leader = |version: &&Arc<Write>| version.dot.leader == incoming.dot.leader;
        let own = || entry.versions.iter().filter(is_of_leader);
        // The later total of a leader already includes its earlier ones.
        let is_late = own().any(|version| version.dot.counter >= incoming.dot.counter);
        let removed = match is_late {
            true => vec![(incoming.dot, RemovalReason::Superseded)],
            false => own().map(|version| (version.dot, RemovalReason::Superseded)).collect(),
        };
        let mut kept: StoredVersions =
            entry.versions.iter().filter(|version| is_late || !is_of_leader(version)).cloned().collect();
        if !is_late {
            kept.push(incoming.clone());
            sort_by(&mut kept, |some, other| some.dot.cmp(&other.dot));
        }
        let materialized = Some(Arc::new(Value::Integer(sum(&kept))));
        Resolution { kept, removed, materialized, ..Resolution::default() }
    }

    fn version_rule(&self) -> VersionRule {
        VersionRule::Counter
    }

    fn supported_operations(&self) -> &'static [OperationKind] {
        &[OperationKind::Increment]
    }

    /// Setting a counter to a number increments it by the difference.
    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        let AcceptContext { leader, entry, applied, operation, .. } = request;
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
            | Operation::AssignHome { .. } => return Err(Inapplicable::WrongKind),
        };
        let own: StoredVersions =
            entry.versions.iter().filter(|version| version.dot.leader == leader).cloned().collect();
        let total = own.last().map_or(0, |latest| total(latest)).checked_add(by);
        let row = Some(Value::Integer(total.ok_or(Inapplicable::TooLarge)?));
        // The new total contains the leader's earlier ones, and none of any other leader (SEMANTICS O2).
        let context = read_context_of(&own, applied);
        Ok(AcceptedWrite { operation: Operation::Increment(by), row, context, merge_sources: Vec::new() })
    }
}

/// The latest write of each leader among these, in the order of dots. There can be several from before the policy.
fn latest(versions: &[Arc<Write>]) -> impl Iterator<Item = &Arc<Write>> {
    let next = versions.iter().skip(1).map(Some).chain([None]);
    let is_latest = |version: &Write, next: Option<&Arc<Write>>| {
        next.is_none_or(|next| next.dot.leader != version.dot.leader)
    };
    versions
        .iter()
        .zip(next)
        .filter(move |(version, next)| is_latest(version, *next))
        .map(|(version, _)| version)
}

/// A leader's total. A write from before the policy was a counter counts with its value, if that is a number.
fn total(version: &Write) -> i64 {
    match version.value() {
        Some(Value::Integer(number)) => *number,
        Some(Value::Text(_) | Value::List(_) | Value::Set(_) | Value::Map(_)) | None => 0,
    }
}

/// The sum of the totals of all leaders, in any order, clamped to the range of `i64`.
fn sum(versions: &[Arc<Write>]) -> i64 {
    let sum: i128 = latest(versions).map(|version| i128::from(total(version))).sum();
    let limit = if sum < 0 { i64::MIN } else { i64::MAX };
    i64::try_from(sum).unwrap_or(limit)
}
