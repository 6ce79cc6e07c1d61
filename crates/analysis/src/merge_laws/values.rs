//! Random cases, which grow.

use std::collections::{BTreeMap, BTreeSet};

use replication::Value;

use super::case::Case;
use super::domain::{Domain, ValueType};
use super::random::Random;

/// The size of the last random values: items, fields or characters.
const MAX_SIZE: usize = 6;
/// In how many of 100 random cases a value is deleted.
const DELETED_PERCENT: usize = 4;
/// In how many of 100 random cases with values from the run or the code, each value is one of them.
const KNOWN_PERCENT: usize = 40;
/// The letters of random texts and names.
const LETTERS: [char; 4] = ['a', 'b', 'c', 'd'];

/// Draws random cases.
pub(super) struct Generator {
    /// Values that the run and the code contain.
    pub(super) known: Vec<Value>,
    /// The seed.
    pub(super) seed: u64,
}

impl Generator {
    /// The random case with this number, of one of these domains, at a size from 0 to 100 percent of the largest.
    pub(super) fn case(&self, domains: &[Domain], number: usize, size_percent: usize) -> Case {
        let mut random = Random::new(self.seed, number as u64);
        let size = 1 + MAX_SIZE * size_percent.min(100) / 100;
        let domain = random.one_of(domains).copied().unwrap_or(Domain::Mixed);
        let inside = inside(&mut random);
        let uses_known = random.percent(KNOWN_PERCENT);
        let value =
            |random: &mut Random| self.value(random, domain, Shape { size, depth: 2, inside }, uses_known);
        let ancestor = random.percent(60).then(|| value(&mut random));
        let values = [(); 3].map(|()| {
            if random.percent(DELETED_PERCENT) {
                return None;
            }
            match ancestor.as_ref().filter(|_| random.percent(60)) {
                Some(ancestor) => Some(edited(ancestor, &mut random, Shape { size, depth: 1, inside })),
                None => Some(value(&mut random)),
            }
        });
        Case { values, ancestor }
    }

    fn value(&self, random: &mut Random, domain: Domain, shape: Shape, uses_known: bool) -> Value {
        let of = match domain {
            Domain::Of(of) => of,
            Domain::Mixed => any_type(random),
        };
        let is_fitting = |value: &&Value| ValueType::of(value) == of;
        let fitting: Vec<&Value> = self.known.iter().filter(is_fitting).collect();
        let known = random.one_of(&fitting).filter(|_| uses_known).map(|value| (*value).clone());
        known.unwrap_or_else(|| self::value(random, of, shape))
    }
}

/// How random values look.
#[derive(Clone, Copy)]
struct Shape {
    /// How large they are at most.
    size: usize,
    /// How deep they can be.
    depth: usize,
    /// The type of what stands in lists, sets and maps; none for any.
    inside: Option<ValueType>,
}

impl Shape {
    /// That of a value inside.
    fn inner(self) -> Self {
        Self { size: self.size.div_ceil(2), depth: self.depth.saturating_sub(1), inside: self.inside }
    }
}

/// What the collections of a case are of: mostly of one type, so that code which sorts them or compares them works.
fn inside(random: &mut Random) -> Option<ValueType> {
    match random.below(10) {
        0..5 => Some(ValueType::Number),
        5..8 => Some(ValueType::Text),
        _ => None,
    }
}

fn any_type(random: &mut Random) -> ValueType {
    random.one_of(&ValueType::ALL).copied().unwrap_or(ValueType::Number)
}

/// A random value of this type.
fn value(random: &mut Random, of: ValueType, shape: Shape) -> Value {
    let count = random.below(shape.size + 1);
    match of {
        ValueType::Text => Value::Text((0..count).map(|_| letter(random)).collect()),
        ValueType::Number => Value::Integer(integer(random, shape.size)),
        ValueType::List => Value::List((0..count).map(|_| inner(random, shape)).collect()),
        ValueType::Set => Value::Set((0..count).map(|_| inner(random, shape)).collect()),
        ValueType::Map => {
            let field = |random: &mut Random| (letter(random).to_string(), inner(random, shape));
            Value::Map((0..count).map(|_| field(random)).collect())
        }
    }
}

/// A random number: mostly small, at times very large.
fn integer(random: &mut Random, size: usize) -> i64 {
    const LARGE: [i64; 4] = [i64::MAX, i64::MIN, 1_000_000, -1_000_000];
    match random.one_of(&LARGE).filter(|_| size > MAX_SIZE / 2 && random.percent(10)) {
        Some(large) => *large,
        None => random.below(4 * size) as i64 - size as i64,
    }
}

fn letter(random: &mut Random) -> char {
    random.one_of(&LETTERS).copied().unwrap_or('a')
}

/// What stands in a list, a set or a map.
fn inner(random: &mut Random, shape: Shape) -> Value {
    let of = match shape.inside {
        Some(of) => of,
        None if shape.depth == 0 => ValueType::Number,
        None => any_type(random),
    };
    value(random, of, shape.inner())
}

/// A value with a small change: what a writer makes of the value that they had read.
fn edited(value: &Value, random: &mut Random, shape: Shape) -> Value {
    match value {
        Value::Text(text) => {
            let mut text = text.clone();
            match random.percent(30) {
                true => drop(text.pop()),
                false => text.push(letter(random)),
            }
            Value::Text(text)
        }
        Value::Integer(number) => Value::Integer(number.wrapping_add(random.below(5) as i64 - 2)),
        Value::List(items) => {
            let mut items = items.clone();
            match random.percent(40) && !items.is_empty() {
                true => drop(items.remove(random.below(items.len()))),
                false => items.push(inner(random, shape)),
            }
            Value::List(items)
        }
        Value::Set(items) => {
            let removed = random.one_of(&items.iter().cloned().collect::<Vec<_>>()).cloned();
            let mut items: BTreeSet<Value> = items.clone();
            match removed.filter(|_| random.percent(40)) {
                Some(item) => drop(items.remove(&item)),
                None => drop(items.insert(inner(random, shape))),
            }
            Value::Set(items)
        }
        Value::Map(fields) => Value::Map(edited_fields(fields, random, shape)),
    }
}

fn edited_fields(
    fields: &BTreeMap<String, Value>,
    random: &mut Random,
    shape: Shape,
) -> BTreeMap<String, Value> {
    let mut edited = fields.clone();
    let names: Vec<&String> = fields.keys().collect();
    match (random.one_of(&names), random.below(3)) {
        (Some(name), 0) => drop(edited.remove(*name)),
        (Some(name), 1) => {
            let value = fields.get(*name).map(|value| self::edited(value, random, shape));
            edited.extend(value.map(|value| ((*name).clone(), value)));
        }
        (None | Some(_), _) => drop(edited.insert(letter(random).to_string(), inner(random, shape))),
    }
    edited
}
