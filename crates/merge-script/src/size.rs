//! How large values are, and how large merge code may make them.

use replication::Value;

use crate::limits::{BYTES_PER_ITEM, MAX_WORKING_ITEMS, MAX_WORKING_TEXT_BYTES};

/// How large a value is, those in it included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Items and fields.
    pub items: usize,
    /// Bytes of texts and of the names of fields.
    pub text_bytes: usize,
}

impl Size {
    /// The size of one value.
    pub fn of(value: &Value) -> Self {
        let mut size = Self::default();
        size.add(value);
        size
    }

    /// Counts a value that stands in the one that is measured.
    pub fn add_item(&mut self, item: &Value) {
        self.items += 1;
        self.add(item);
    }

    fn add(&mut self, value: &Value) {
        match value {
            Value::Text(text) => self.text_bytes += text.len(),
            Value::Integer(_) => {}
            Value::List(items) => items.iter().for_each(|item| self.add_item(item)),
            Value::Set(items) => items.iter().for_each(|item| self.add_item(item)),
            Value::Map(fields) => fields.iter().for_each(|(name, field)| {
                self.text_bytes += name.len();
                self.add_item(field);
            }),
        }
    }

    /// Whether merge code may work on a value of this size.
    pub fn is_workable(self) -> bool {
        self.items <= MAX_WORKING_ITEMS && self.text_bytes <= MAX_WORKING_TEXT_BYTES
    }

    /// What the use of such a value is paid with.
    pub fn bytes(self) -> usize {
        (1 + self.items) * BYTES_PER_ITEM + self.text_bytes
    }
}
