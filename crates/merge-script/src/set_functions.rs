//! The functions and operators of sets in merge code.

use std::collections::BTreeSet;

use rhai::{Array, Dynamic, Engine};

use crate::budget::{ScriptResult, charge, runtime_error, value_too_large};
use crate::convert::{from_dynamic, to_dynamic};
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

    /// Returns the set if it is within the size limits.
    fn within_limits(self) -> ScriptResult<Self> {
        if self.size().is_workable() { Ok(self) } else { Err(value_too_large()) }
    }

    fn from_list(list: Array) -> ScriptResult<Self> {
        charge(list.len() * BYTES_PER_ITEM)?;
        let items =
            list.iter().map(from_dynamic).collect::<Result<BTreeSet<_>, _>>().map_err(runtime_error)?;
        Self::from(items).within_limits()
    }

    fn union(mut self, other: Self) -> ScriptResult<Self> {
        self.items_mut().extend(other.items().iter().cloned());
        self.within_limits()
    }

    fn intersection(self, other: Self) -> Self {
        self.items().intersection(other.items()).cloned().collect::<BTreeSet<_>>().into()
    }

    fn difference(self, other: Self) -> Self {
        self.items().difference(other.items()).cloned().collect::<BTreeSet<_>>().into()
    }

    fn contains(&mut self, item: Dynamic) -> bool {
        from_dynamic(&item).is_ok_and(|item| self.items().contains(&item))
    }

    fn add(&mut self, item: Dynamic) -> ScriptResult<()> {
        let item = from_dynamic(&item).map_err(runtime_error)?;
        let mut size = self.size();
        size.add_item(&item);
        if !size.is_workable() {
            return Err(value_too_large());
        }
        self.items_mut().insert(item);
        Ok(())
    }

    /// Removes an item, and returns whether it was there.
    fn remove(&mut self, item: Dynamic) -> bool {
        from_dynamic(&item).is_ok_and(|item| self.items_mut().remove(&item))
    }
}

impl IntoIterator for Set {
    type Item = Dynamic;
    type IntoIter = std::vec::IntoIter<Dynamic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items().iter().map(|item| to_dynamic(Some(item))).collect::<Array>().into_iter()
    }
}

/// Registers the set type and its functions with the engine.
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
