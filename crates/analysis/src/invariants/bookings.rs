//! `no_overlap`: no two bookings overlap. Bookings in siblings of one key do not clash with each other: each combination
//! of siblings has one of them.

use std::collections::BTreeMap;

use replication::{Dot, Key, Value};

use super::clash::Clash;
use super::keys::{alternatives, field, keys_of};
use super::work::{Obstacle, Work};
use crate::trace_state::Replica;
use scenario::invariants::{Bookings, Per};

/// A booking from one instant up to another, which is no longer part of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Booking<'r> {
    from: &'r Value,
    to: &'r Value,
    key: &'r Key,
    /// Which of the key's siblings has it.
    sibling: usize,
    dot: Option<Dot>,
}

/// What bookings are compared by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Group<'r> {
    All,
    Key(&'r Key),
    Value(Option<&'r Value>),
}

/// Two bookings that overlap; none if there are no such.
pub(super) fn find_overlap(
    bookings: &Bookings,
    replica: &Replica,
    work: &mut Work,
) -> Result<Option<Clash>, Obstacle> {
    let mut groups: BTreeMap<Group<'_>, Vec<Booking<'_>>> = BTreeMap::new();
    for (key, stored) in keys_of(replica, &bookings.path.pattern) {
        for (sibling, (dot, value)) in alternatives(stored).enumerate() {
            let Some(value) = field(value, &bookings.path.fields) else { continue };
            for item in items(value) {
                work.spend(1)?;
                let (from, to) = ends(bookings, item).ok_or_else(|| Obstacle::WrongType(key.clone()))?;
                let group = match &bookings.per {
                    Per::All => Group::All,
                    Per::Key => Group::Key(key),
                    Per::Field(name) => Group::Value(field(Some(item), std::slice::from_ref(name))),
                };
                groups.entry(group).or_default().push(Booking { from, to, key, sibling, dot });
            }
        }
    }
    for group in groups.values_mut() {
        group.sort();
        if let Some(clash) = overlap(group, work)? {
            return Ok(Some(clash));
        }
    }
    Ok(None)
}

/// The bookings in a value: itself, or the items of a list or a set.
fn items(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::List(items) => Box::new(items.iter()),
        Value::Set(items) => Box::new(items.iter()),
        Value::Map(_) | Value::Text(_) | Value::Integer(_) => Box::new(std::iter::once(value)),
    }
}

/// Both ends of a booking: two numbers, or two texts.
fn ends<'v>(bookings: &Bookings, item: &'v Value) -> Option<(&'v Value, &'v Value)> {
    let end = |name: &String| field(Some(item), std::slice::from_ref(name));
    let (from, to) = (end(&bookings.from)?, end(&bookings.to)?);
    let can_be_ordered =
        matches!((from, to), (Value::Integer(_), Value::Integer(_)) | (Value::Text(_), Value::Text(_)));
    can_be_ordered.then_some((from, to))
}

/// The first two bookings that overlap and can be in one combination of siblings. They are in the order of `from`.
fn overlap(bookings: &[Booking<'_>], work: &mut Work) -> Result<Option<Clash>, Obstacle> {
    for (place, one) in bookings.iter().enumerate() {
        for other in &bookings[place + 1..] {
            if other.from >= one.to {
                break;
            }
            work.spend(1)?;
            let is_empty = one.from >= one.to || other.from >= other.to;
            let can_meet = one.key != other.key || one.sibling == other.sibling;
            if can_meet && !is_empty {
                return Ok(Some(Clash::of([(one.key, one.dot), (other.key, other.dot)])));
            }
        }
    }
    Ok(None)
}
