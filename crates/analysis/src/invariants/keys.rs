//! The keys of a store that a pattern names, and the values that they may have.

use replication::{Dot, Key, Value};

use crate::trace_state::{Replica, StoredKey};
use scenario::invariants::Pattern;

/// The present keys of a store that a pattern names, in order.
pub(super) fn keys_of<'r>(
    replica: &'r Replica,
    pattern: &'r Pattern,
) -> Box<dyn Iterator<Item = (&'r Key, &'r StoredKey)> + 'r> {
    let is_present = |(_, stored): &(&Key, &StoredKey)| !stored.reads_nothing();
    match pattern {
        Pattern::One(key) => Box::new(replica.store.get_key_value(key).into_iter().filter(is_present)),
        Pattern::Prefix(prefix) => {
            // The keys with a prefix are next to each other.
            let from = prefix.parse::<Key>().ok();
            let all = match &from {
                Some(from) => replica.store.range(from.clone()..),
                None => replica.store.range::<Key, _>(..),
            };
            let with_prefix = all.take_while(move |(key, _)| key.as_str().starts_with(prefix.as_str()));
            Box::new(with_prefix.filter(is_present))
        }
    }
}

/// The values that a read of a key may have, one for each sibling, each with its write; none is a deletion. A value that
/// several versions make together has the first of them.
pub(super) fn alternatives(stored: &StoredKey) -> impl Iterator<Item = (Option<Dot>, Option<&Value>)> {
    let first = stored.versions.first().map(|version| version.dot).filter(|_| stored.reading.is_some());
    let dots = first.into_iter().chain(stored.dots().filter(move |_| first.is_none()));
    let mut dots = dots.map(Some).chain(std::iter::repeat(None));
    stored.visible_values().map(move |value| (dots.next().flatten(), value))
}

/// A field of a value, or a field of that; none if it has no such field.
pub(super) fn field<'v>(value: Option<&'v Value>, fields: &[String]) -> Option<&'v Value> {
    fields.iter().try_fold(value?, |value, name| match value {
        Value::Map(fields) => fields.get(name),
        Value::Text(_) | Value::Integer(_) | Value::List(_) | Value::Set(_) => None,
    })
}
