//! The functions and operators of sets in merge code.

use std::collections::BTreeSet;

use rhai::{Array, Dynamic, Engine};

use crate::budget::{Outcome, refusal, spend, too_large};
use crate::convert::{from_code, to_code};
use crate::limits::BYTES_PER_ITEM;
use crate::set::Set;
use crate::size::Size;

impl Set {
    fn size(&self) -> Size {
        self.items().iter().fold(Size::default(), |mut size, item| {
            size.add_item(item);
            size
        })
    }

    /// The set, if it is within the fences.
    fn fenced(self) -> Outcome<Self> {
        if self.size().is_workable() { Ok(self) } else { Err(too_large()) }
    }

    fn from_list(list: Array) -> Outcome<Self> {
        spend(list.len() * BYTES_PER_ITEM)?;
        let items = list.iter().map(from_code).collect::<Result<BTreeSet<_>, _>>().map_err(refusal)?;
        Self::from(items).fenced()
    }

    fn union(mut self, other: Self) -> Outcome<Self> {
        self.items_mut().extend(other.items().iter().cloned());
        self.fenced()
    }

    fn intersection(self, other: Self) -> Self {
        self.items().intersection(other.items()).cloned().collect::<BTreeSet<_>>().into()
    }

    fn difference(self, other: Self) -> Self {
        self.items().difference(other.items()).cloned().collect::<BTreeSet<_>>().into()
    }

    fn contains(&mut self, item: Dynamic) -> bool {
        from_code(&item).is_ok_and(|item| self.items().contains(&item))
    }

    fn add(&mut self, item: Dynamic) -> Outcome<()> {
        let item = from_code(&item).map_err(refusal)?;
        let mut size = self.size();
        size.add_item(&item);
        if !size.is_workable() {
            return Err(too_large());
        }
        self.items_mut().insert(item);
        Ok(())
    }

    /// Whether it was there.
    fn remove(&mut self, item: Dynamic) -> bool {
        from_code(&item).is_ok_and(|item| self.items_mut().remove(&item))
    }
}

impl IntoIterator for Set {
    type Item = Dynamic;
    type IntoIter = std::vec::IntoIter<Dynamic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items().iter().map(|item| to_code(Some(item))).collect::<Array>().into_iter()
    }
}

/// Makes sets known to the code.
pub fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Set>("set")
        .register_iterator::<Set>()
        .register_fn("set", || Set::from(BTreeSet::new()))
        .register_fn("set", |set: Set| set)
        .register_fn("set", Set::from_list)
        .register_fn("len", |set: &mut Set| set.items().len() as i64)
        .register_fn("is_empty", |set: &mut Set| set.items().is_empty())
        .register_fn("contains", Set::contains)
        .register_fn("add", Set::add)
        .register_fn("remove", Set::remove)
        .register_fn("to_array", |set: Set| set.into_iter().collect::<Array>());
    for name in ["union", "|", "+"] {
        engine.register_fn(name, Set::union);
    }
    for name in ["intersection", "&"] {
        engine.register_fn(name, Set::intersection);
    }
    for name in ["difference", "-"] {
        engine.register_fn(name, Set::difference);
    }
}
