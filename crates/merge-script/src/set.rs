//! Sets in merge code: values without order or repeats.

use std::collections::BTreeSet;
use std::rc::Rc;

use replication::Value;

/// A set as the code holds it. Copies share their items until one of them changes.
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
    /// What is in it.
    pub fn items(&self) -> &BTreeSet<Value> {
        &self.items
    }

    /// What is in it, to be changed.
    pub fn items_mut(&mut self) -> &mut BTreeSet<Value> {
        Rc::make_mut(&mut self.items)
    }
}
