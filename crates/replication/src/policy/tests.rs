//! Properties that every registered policy must have.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::logical::{LogicalClock, LogicalReading, LogicalTimestamp};
use crate::operation::{Inapplicable, Operation, OperationKind};
use crate::paged_list::PagedList;
use crate::store::Entry;
use crate::value::Value;
use crate::versions::{CausalContext, Dot, VersionVector};
use crate::write::Write;

fn policy(json: &str) -> Policy {
    serde_json::from_str(json).unwrap()
}

/// An operation of this kind.
fn operation(kind: OperationKind, value: Value) -> Operation {
    match kind {
        OperationKind::Put => Operation::Put(value),
        OperationKind::Insert => Operation::Insert(value),
        OperationKind::Update => Operation::Update(value),
        OperationKind::Delete => Operation::Delete,
        OperationKind::Increment => Operation::Increment(1),
        OperationKind::Add => Operation::Add(value),
        OperationKind::Remove => Operation::Remove(value),
    }
}

fn is_of_wrong_kind(policy: &Policy, kind: OperationKind) -> bool {
    let accepted = policy.as_policy().accept(AcceptContext {
        leader: "A".parse().unwrap(),
        entry: &Entry::default(),
        applied: &VersionVector::default(),
        operation: operation(kind, Value::text("x")),
        context: CausalContext::new(),
        accepted_before_home: None,
        log: &PagedList::default(),
    });
    accepted == Err(Inapplicable::WrongKind)
}

#[test]
fn operation_is_wrong_kind_exactly_where_unsupported() {
    let types =
        ["counter", "set", "register"].map(|id| policy(&format!(r#"{{"crdt": {{"type": "{id}"}}}}"#)));
    let all = Policy::VARIANTS.iter().map(|variant| Policy::by_id(variant.id).unwrap());
    for policy in all.chain(types) {
        let supported = policy.as_policy().supported_operations();
        assert!(!supported.is_empty(), "{policy:?}");
        for kind in OperationKind::ALL {
            assert_eq!(is_of_wrong_kind(&policy, *kind), !supported.contains(kind), "{policy:?}, {kind:?}");
        }
    }
}

#[test]
fn avoidance_reports_the_properties_of_its_underlying_policy() {
    for otherwise in
        [r#""last-write-wins""#, r#"{"crdt": {"type": "register"}}"#, r#"{"merge": {"with": "script"}}"#]
    {
        let avoidance = policy(&format!(r#"{{"avoidance": {{"otherwise": {otherwise}}}}}"#));
        let otherwise = policy(otherwise);
        let (one, other) = (avoidance.as_policy(), otherwise.as_policy());
        assert_eq!(one.timestamp_rule(), other.timestamp_rule());
        assert_eq!(one.supported_operations(), other.supported_operations());
        assert_eq!(one.runs_script(), other.runs_script());
    }
}

#[test]
fn timestamp_policy_names_its_timestamp_rule() {
    let write = |leader: &str, time: i64| {
        let timestamp = LogicalTimestamp { time, count: 0 };
        let logical_time = Some(LogicalReading { clock: LogicalClock::Hybrid, timestamp });
        Arc::new(Write {
            dot: Dot::new(leader.parse().unwrap(), 1),
            client: Some("ana".parse().unwrap()),
            key: "k".parse().unwrap(),
            operation: Operation::Put(Value::text(leader)),
            context: CausalContext::new(),
            client_time: time,
            leader_time: time,
            row: None,
            logical_time,
            dependencies: None,
            sources: Vec::new(),
            merged_from: None,
            is_statement: false,
        })
    };
    let (early, late) = (write("B", 1), write("A", 2));
    let mut comparing = BTreeSet::new();
    for text in [
        r#""none""#,
        r#""siblings""#,
        r#""merge""#,
        r#""last-write-wins""#,
        r#"{"last-write-wins": {"timestamp": "hybrid"}}"#,
        r#"{"crdt": {"type": "counter"}}"#,
        r#"{"crdt": {"type": "set"}}"#,
        r#"{"crdt": {"type": "register"}}"#,
    ] {
        let policy = policy(text);
        let entry = Entry { versions: vec![late.clone()].into(), ..Entry::default() };
        let outcome = policy.as_policy().resolve(&entry, &early);
        let is_decided_by_time = outcome.removed == [(early.dot, RemovalReason::Discarded)];
        assert_eq!(policy.as_policy().timestamp_rule().is_some(), is_decided_by_time, "{text}");
        if let Some(rule) = policy.as_policy().timestamp_rule() {
            assert!(rule.compare(&late, &early).is_gt());
            comparing.insert(text);
        }
    }
    assert_eq!(comparing.len(), 3, "{comparing:?}");
}
