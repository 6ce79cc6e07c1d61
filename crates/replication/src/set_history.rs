//! What a leader remembers of one key of a CRDT set: the writes that it has applied and no longer stores.

use persistent::{Map, Set};

use crate::set_update::SetUpdate;
use crate::value::Value;
use crate::versions::{CausalContext, Dot};
use crate::write::Write;

/// The writes of one key of a CRDT set that a leader has applied and no longer stores. A later write covers them too, as
/// they may arrive elsewhere only after it (SEMANTICS R7).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetHistory {
    /// For each item, its adds.
    adds: Map<Value, ReplacedAdds>,
    /// Writes of a whole set without items here. A row from before may have items elsewhere (SEMANTICS C8).
    without_items: Set<Dot>,
}

/// The adds of one item that a leader has applied and no longer stores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ReplacedAdds {
    /// Those that add the item alone.
    alone: CausalContext,
    /// Writes of a whole set, which add other items too.
    with_others: Set<Dot>,
}

impl SetHistory {
    /// Remembers a version that is no longer stored.
    pub(crate) fn note(&mut self, version: &Write) {
        let update = SetUpdate::of(version);
        let items = update.added_items();
        for item in &items {
            let adds = self.adds.entry((*item).clone()).or_default();
            match items.len() {
                1 => adds.alone.insert(version.dot),
                _ => drop(adds.with_others.insert(version.dot)),
            }
        }
        let is_version = match update {
            SetUpdate::Add(_) | SetUpdate::Whole(_) | SetUpdate::NotASet => true,
            SetUpdate::Delete => !version.is_statement,
            SetUpdate::Remove(_) => false,
        };
        if items.is_empty() && is_version {
            self.without_items.insert(version.dot);
        }
    }

    /// The adds of this item alone.
    pub(crate) fn adds_alone(&self, item: &Value) -> CausalContext {
        self.adds.get(item).map(|adds| adds.alone.clone()).unwrap_or_default()
    }

    /// The writes of a whole set that add this item together with others, in the order of dots.
    pub(crate) fn adds_with_others(&self, item: &Value) -> impl Iterator<Item = Dot> {
        self.adds.get(item).into_iter().flat_map(|adds| adds.with_others.iter().copied())
    }

    /// All adds of all items, and the writes of a whole set without items.
    pub(crate) fn all(&self) -> CausalContext {
        let mut all = CausalContext::new();
        for adds in self.adds.values() {
            all.join(&adds.alone);
            adds.with_others.iter().for_each(|dot| all.insert(*dot));
        }
        self.without_items.iter().for_each(|dot| all.insert(*dot));
        all
    }
}
