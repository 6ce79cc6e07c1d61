//! Smaller values and cases, to find the smallest in which a law does not hold.

use std::collections::{BTreeMap, BTreeSet};

use replication::Value;

use super::case::Case;
use super::domain::ValueType;
use super::law::Law;
use super::small_values::small_values;

/// The weight of a deleted value: a value without anything in it shows more.
const DELETION_WEIGHT: u128 = 6;
/// The weight of a list, a set or a map without anything in it: more than that of a small number.
const EMPTY_WEIGHT: u128 = 5;

/// The cases that are one step smaller, the smallest first. Each weighs less, so shrinking ends. A value keeps its
/// type.
pub(super) fn smaller_cases(law: Law, case: &Case) -> Vec<Case> {
    let mut cases: Vec<Case> =
        smaller_ancestors(case.ancestor.as_ref()).map(|ancestor| Case { ancestor, ..case.clone() }).collect();
    for place in 0..law.values() {
        let smaller = match &case.values[place] {
            Some(value) => smaller_values(value),
            None => instead_of_deletion(case),
        };
        cases.extend(smaller.into_iter().map(|value| {
            let mut values = case.values.clone();
            values[place] = Some(value);
            Case { values, ancestor: case.ancestor.clone() }
        }));
    }
    cases.extend(renamed(law, case));
    cases.sort_by_key(|smaller| weight_of_case(law, smaller));
    cases
}

/// The least value of each type that the case has.
fn instead_of_deletion(case: &Case) -> Vec<Value> {
    let values = case.values.iter().flatten().chain(&case.ancestor);
    let types: BTreeSet<ValueType> = values.map(ValueType::of).collect();
    types.into_iter().map(|of| small_values(of)[0].clone()).collect()
}

/// The weight of the values of a case that a law is about, and of its ancestor.
fn weight_of_case(law: Law, case: &Case) -> u128 {
    let values = case.values.iter().take(law.values());
    let values: u128 = values.map(|value| value.as_ref().map_or(DELETION_WEIGHT, weight)).sum();
    values + case.ancestor.as_ref().map_or(0, weight)
}

/// The case with something smaller everywhere instead of a value that stands in it, and with shorter names of fields,
/// so that what was equal stays equal.
fn renamed(law: Law, case: &Case) -> Vec<Case> {
    let of_law = || case.values.iter().take(law.values()).flatten().chain(&case.ancestor);
    let mut inner = BTreeSet::new();
    let mut names = BTreeSet::new();
    of_law().for_each(|value| note_parts(value, &mut inner, &mut names));
    let everywhere =
        |value: &Option<Value>, change: &Change<'_>| value.as_ref().map(|value| change.apply(value));
    let changed = |change: Change<'_>| Case {
        values: case.values.each_ref().map(|value| everywhere(value, &change)),
        ancestor: everywhere(&case.ancestor, &change),
    };
    let mut cases = Vec::new();
    for old in &inner {
        cases.extend(smaller_inside(old).iter().map(|new| changed(Change::Value { old, new })));
    }
    let unused = ["a", "b"].into_iter().filter(|name| !names.contains(*name));
    for new in unused {
        cases.extend(names.iter().map(|old| changed(Change::Name { old, new })));
    }
    let types = |case: &Case| case.values.each_ref().map(|value| value.as_ref().map(ValueType::of));
    cases.retain(|smaller| {
        types(smaller) == types(case) && weight_of_case(law, smaller) < weight_of_case(law, case)
    });
    cases
}

/// Collects a value and everything in it, and the names of all fields.
fn note_parts(value: &Value, inner: &mut BTreeSet<Value>, names: &mut BTreeSet<String>) {
    inner.insert(value.clone());
    match value {
        Value::Text(_) | Value::Integer(_) => {}
        Value::List(items) => items.iter().for_each(|item| note_parts(item, inner, names)),
        Value::Set(items) => items.iter().for_each(|item| note_parts(item, inner, names)),
        Value::Map(fields) => fields.iter().for_each(|(name, field)| {
            names.insert(name.clone());
            note_parts(field, inner, names);
        }),
    }
}

/// What is put in the place of something else, wherever it stands.
enum Change<'a> {
    Value { old: &'a Value, new: &'a Value },
    Name { old: &'a str, new: &'a str },
}

impl Change<'_> {
    fn apply(&self, value: &Value) -> Value {
        if let Self::Value { old, new } = self
            && *old == value
        {
            return (*new).clone();
        }
        match value {
            Value::Text(_) | Value::Integer(_) => value.clone(),
            Value::List(items) => Value::List(items.iter().map(|item| self.apply(item)).collect()),
            Value::Set(items) => Value::Set(items.iter().map(|item| self.apply(item)).collect()),
            Value::Map(fields) => {
                let fields = fields.iter().map(|(name, field)| (self.name(name), self.apply(field)));
                Value::Map(fields.collect())
            }
        }
    }

    fn name(&self, name: &str) -> String {
        match self {
            Self::Name { old, new } if *old == name => (*new).to_owned(),
            Self::Name { .. } | Self::Value { .. } => name.to_owned(),
        }
    }
}

fn smaller_ancestors(ancestor: Option<&Value>) -> impl Iterator<Item = Option<Value>> {
    let values = ancestor.map(smaller_values).unwrap_or_default();
    let none = ancestor.map(|_| None);
    none.into_iter().chain(values.into_iter().map(Some))
}

/// The values of the same type that are a step smaller.
pub(super) fn smaller_values(value: &Value) -> Vec<Value> {
    let mut smaller: Vec<Value> = parts(value);
    let limit = weight(value);
    smaller.retain(|smaller| weight(smaller) < limit);
    smaller
}

/// What can stand inside another value instead of this one: a small number instead of what has parts, too.
fn smaller_inside(value: &Value) -> Vec<Value> {
    let mut smaller = smaller_values(value);
    if !matches!(value, Value::Text(_) | Value::Integer(_)) {
        smaller.extend([0, 1].map(Value::Integer));
    }
    smaller
}

/// What is left of a value without one of its parts, or with a smaller one.
fn parts(value: &Value) -> Vec<Value> {
    match value {
        Value::Text(text) => smaller_texts(text).into_iter().map(Value::Text).collect(),
        Value::Integer(number) => {
            let nearer = number - number.signum();
            vec![Value::Integer(number / 2), Value::Integer(nearer), Value::Integer(number.saturating_neg())]
        }
        Value::List(items) => {
            let lists = smaller_lists(items).into_iter().map(Value::List);
            lists.collect()
        }
        Value::Set(items) => {
            let items: Vec<Value> = items.iter().cloned().collect();
            let sets = smaller_lists(&items).into_iter().map(|items| Value::Set(items.into_iter().collect()));
            sets.collect()
        }
        Value::Map(fields) => {
            let maps = smaller_maps(fields).into_iter().map(Value::Map);
            maps.collect()
        }
    }
}

fn smaller_texts(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let replaced = |place: usize, other: Option<char>| -> String {
        let before = chars.iter().take(place).copied();
        before.chain(other).chain(chars.iter().skip(place + 1).copied()).collect()
    };
    let mut texts: Vec<String> = vec![chars[..chars.len() / 2].iter().collect()];
    for place in 0..chars.len() {
        texts.extend([replaced(place, None), replaced(place, Some('a')), replaced(place, Some('b'))]);
    }
    texts
}

fn smaller_lists(items: &[Value]) -> Vec<Vec<Value>> {
    let replaced = |place: usize, other: Option<Value>| -> Vec<Value> {
        let before = items.iter().take(place).cloned();
        before.chain(other).chain(items.iter().skip(place + 1).cloned()).collect()
    };
    let mut lists = Vec::new();
    for (place, item) in items.iter().enumerate() {
        lists.push(replaced(place, None));
        lists.extend(smaller_inside(item).into_iter().map(|smaller| replaced(place, Some(smaller))));
    }
    lists
}

fn smaller_maps(fields: &BTreeMap<String, Value>) -> Vec<BTreeMap<String, Value>> {
    let mut maps = Vec::new();
    for (name, value) in fields {
        let mut without = fields.clone();
        without.remove(name);
        let with = |name: &str, value: Value| {
            let mut fields = without.clone();
            fields.insert(name.to_owned(), value);
            fields
        };
        maps.extend(smaller_inside(value).into_iter().map(|smaller| with(name, smaller)));
        let unused = ["a", "b"].into_iter().filter(|short| !fields.contains_key(*short));
        maps.extend(unused.map(|short| with(short, value.clone())));
        maps.push(without);
    }
    maps
}

/// How much a value weighs: at least 1, and more than each of its parts.
pub(super) fn weight(value: &Value) -> u128 {
    let all = |items: &mut dyn Iterator<Item = &Value>| items.map(|item| 1 + weight(item)).sum::<u128>();
    match value {
        Value::Text(text) => 1 + text_weight(text),
        Value::Integer(number) => 1 + 2 * u128::from(number.unsigned_abs()) + u128::from(*number < 0),
        Value::List(items) => EMPTY_WEIGHT + all(&mut items.iter()),
        Value::Set(items) => EMPTY_WEIGHT + all(&mut items.iter()),
        Value::Map(fields) => {
            EMPTY_WEIGHT
                + all(&mut fields.values())
                + fields.keys().map(|name| text_weight(name)).sum::<u128>()
        }
    }
}

/// A character more weighs more than any other character.
fn text_weight(text: &str) -> u128 {
    const LENGTH: u128 = 4;
    let of = |character: char| match character {
        'a' => LENGTH,
        'b' => LENGTH + 1,
        'c'..='z' => LENGTH + 2,
        _ => LENGTH + 3,
    };
    text.chars().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_makes_a_case_lighter_until_nothing_is_left() {
        let set = Value::Set([i64::MIN, 7].map(Value::Integer).into_iter().collect());
        let list = Value::List(vec![Value::text("pear"), set]);
        let map = Value::Map(BTreeMap::from([("name".into(), list), (String::new(), Value::text("é"))]));
        let mut case =
            Case { values: [Some(map.clone()), None, Some(Value::text("zz"))], ancestor: Some(map) };
        for law in Law::OF_VALUES {
            let mut steps = 0;
            while let Some(smaller) = smaller_cases(law, &case).into_iter().next() {
                assert!(weight_of_case(law, &smaller) < weight_of_case(law, &case), "{smaller:?}");
                case = smaller;
                steps += 1;
            }
            assert!(steps < 1_000);
        }
        let (map, text) = (Value::Map(BTreeMap::new()), Value::text(""));
        let values = [Some(map), Some(text.clone()), Some(text)];
        assert_eq!(case, Case { values, ancestor: None });
    }
}
