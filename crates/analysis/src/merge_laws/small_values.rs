//! Small values: what a rule is probed with, and every small case.

use std::collections::BTreeMap;

use replication::Value;

use super::case::Case;
use super::domain::{Domain, ValueType};

/// Three small values of a type.
pub(super) fn small_values(of: ValueType) -> [Value; 3] {
    let number = Value::Integer;
    let map = |value| Value::Map(BTreeMap::from([("a".to_owned(), number(value))]));
    match of {
        ValueType::Text => ["", "a", "b"].map(Value::text),
        ValueType::Number => [0, 1, 2].map(number),
        ValueType::List => [vec![], vec![number(0)], vec![number(1)]].map(Value::List),
        ValueType::Set => [vec![], vec![number(0)], vec![number(1)]]
            .map(|items: Vec<Value>| Value::Set(items.into_iter().collect())),
        ValueType::Map => [Value::Map(BTreeMap::new()), map(0), map(1)],
    }
}

/// Pairs that a rule can merge if it is for this domain.
pub(super) fn probes(domain: Domain) -> Vec<[Value; 2]> {
    match domain {
        Domain::Of(of) => {
            let values = small_values(of);
            values.iter().flat_map(|a| values.iter().map(|b| [a.clone(), b.clone()])).collect()
        }
        Domain::Mixed => {
            let values = ValueType::ALL.map(|of| small_values(of)[1].clone());
            let pair = |a: &Value, b: &Value| (a != b).then(|| [a.clone(), b.clone()]);
            values.iter().flat_map(|a| values.iter().filter_map(move |b| pair(a, b))).collect()
        }
    }
}

/// Every case of small values of a domain: of one type, any three with any ancestor; of different types, any two.
pub(super) fn small_cases(domain: Domain) -> Vec<Case> {
    match domain {
        Domain::Of(of) => cases_of_type(&small_values(of)),
        Domain::Mixed => {
            let all: Vec<Value> = ValueType::ALL.into_iter().flat_map(small_values).collect();
            let pairs = all.iter().flat_map(|a| all.iter().map(move |b| [a, b].map(Value::clone)));
            let apart = pairs.filter(|[a, b]| ValueType::of(a) != ValueType::of(b));
            apart.map(|[a, b]| Case { values: [a.clone(), b, a].map(Some), ancestor: None }).collect()
        }
    }
}

fn cases_of_type(values: &[Value; 3]) -> Vec<Case> {
    let mut cases = Vec::new();
    for ancestor in ancestors(values) {
        for a in values {
            for b in values {
                cases.extend(values.iter().map(|c| {
                    let values = [a, b, c].map(|value| Some(value.clone()));
                    Case { values, ancestor: ancestor.clone() }
                }));
            }
        }
    }
    cases
}

/// Every case of small values of a type in which one or both of two values are deleted.
pub(super) fn deletions(domain: Domain) -> Vec<Case> {
    let Domain::Of(of) = domain else { return Vec::new() };
    let values = small_values(of);
    let mut cases = Vec::new();
    for ancestor in ancestors(&values) {
        let case = |a: Option<&Value>, b: Option<&Value>| {
            let values = [a.cloned(), b.cloned(), Some(values[0].clone())];
            Case { values, ancestor: ancestor.clone() }
        };
        cases.extend(values.iter().flat_map(|value| [case(Some(value), None), case(None, Some(value))]));
        cases.push(case(None, None));
    }
    cases
}

fn ancestors(values: &[Value; 3]) -> impl Iterator<Item = Option<Value>> {
    std::iter::once(None).chain(values.iter().cloned().map(Some))
}
