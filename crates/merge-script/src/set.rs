//! Sets as merge code holds them: values without order or repeats.

use std::collections::BTreeSet;
use std::rc::Rc;

use replication::Value;

use crate::size::Size;

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

    /// What is in it, to be changed: copied first if it is shared.
    pub fn items_mut(&mut self) -> &mut BTreeSet<Value> {
        Rc::make_mut(&mut self.items)
    }

    /// How large it is.
    pub fn size(&self) -> Size {
        self.items.iter().fold(Size::default(), |mut size, item| {
            size.add_item(item);
            size
        })
    }
}
