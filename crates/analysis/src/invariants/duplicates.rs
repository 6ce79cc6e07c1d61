//! `unique`: no two keys hold the same value. A key's siblings do not clash with each other: each combination of siblings
//! has one of them.

use replication::{Dot, Key, Value};

use super::clash::Clash;
use super::keys::{alternatives, field, keys_of};
use super::syntax::Path;
use super::work::{Obstacle, Work};
use crate::trace_state::Replica;

/// Two keys with the same value; none if every value is of one key.
pub(super) fn find_duplicate(
    path: &Path,
    replica: &Replica,
    work: &mut Work,
) -> Result<Option<Clash>, Obstacle> {
    let mut all: Vec<(&Value, &Key, Option<Dot>)> = Vec::new();
    for (key, stored) in keys_of(replica, &path.pattern) {
        let values = alternatives(stored);
        let values = values.filter_map(|(dot, value)| Some((field(value, &path.fields)?, key, dot)));
        all.extend(values);
    }
    work.spend(all.len())?;
    all.sort();
    // Equal values are next to each other, in the order of keys.
    let mut neighbours = all.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?)));
    let clash = neighbours.find(|(one, other)| one.0 == other.0 && one.1 != other.1);
    Ok(clash.map(|(one, other)| Clash::of([(one.1, one.2), (other.1, other.2)])))
}
