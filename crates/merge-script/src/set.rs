//! The set type of merge code.

use std::collections::BTreeSet;
use std::rc::Rc;

use replication::Value;

/// A set with copy-on-write items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    items: Rc<BTreeSet<Value>>,
}

impl From<BTreeSet<Value>> for Set {
    fn from(items: BTreeSet<Value>) -> Self {
        Self { items: Rc::new(items) }
    }
}

impl Set {
    /// The items.
    pub fn items(&self) -> &BTreeSet<Value> {
        &self.items
    }

    /// The items, for modification.
    pub fn items_mut(&mut self) -> &mut BTreeSet<Value> {
        Rc::make_mut(&mut self.items)
    }
}
