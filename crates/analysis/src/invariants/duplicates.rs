//! `unique`: no two keys hold the same value. A key's siblings do not clash with each other: each combination of siblings
//! has one of them.

use std::collections::BTreeSet;

use replication::{Dot, Key, Value};

use super::clash::Clash;
use super::keys::{alternatives, field, keys_of};
use super::work::{Obstacle, Work};
use crate::trace_state::Replica;
use scenario::invariants::Path;

/// Two keys with the same value; none if every value is of one key. If it held before these keys have changed, only
/// they are compared with all others.
pub(super) fn find_duplicate(
    path: &Path,
    replica: &Replica,
    changed: Option<&BTreeSet<Key>>,
    work: &mut Work,
) -> Result<Option<Clash>, Obstacle> {
    let mut all: Vec<Holder<'_>> = Vec::new();
    for (key, stored) in keys_of(replica, &path.pattern) {
        let values = alternatives(stored);
        let values = values.filter_map(|(dot, value)| Some((field(value, &path.fields)?, key, dot)));
        all.extend(values);
    }
    work.spend(all.len())?;
    let clash = |one: &Holder<'_>, other: &Holder<'_>| Clash::of([(one.1, one.2), (other.1, other.2)]);
    if let Some(changed) = changed {
        let new: Vec<Holder<'_>> = all.iter().filter(|holder| changed.contains(holder.1)).copied().collect();
        work.spend(new.len().saturating_mul(all.len()))?;
        let mut pairs = new.iter().flat_map(|one| all.iter().map(move |other| (one, other)));
        let found = pairs.find(|(one, other)| one.0 == other.0 && one.1 != other.1);
        return Ok(found.map(|(one, other)| clash(one, other)));
    }
    all.sort();
    // Equal values are next to each other, in the order of keys.
    let mut neighbours = all.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?)));
    let found = neighbours.find(|(one, other)| one.0 == other.0 && one.1 != other.1);
    Ok(found.map(|(one, other)| clash(one, other)))
}

/// A value, the key that holds it, and its write.
type Holder<'r> = (&'r Value, &'r Key, Option<Dot>);
