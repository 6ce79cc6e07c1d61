//! The size of values, and the size limits of merge code.

use replication::Value;

use crate::limits::{BYTES_PER_ITEM, MAX_WORKING_ITEMS, MAX_WORKING_TEXT_BYTES};

/// The size of a value, including nested values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// The number of items and fields.
    pub items: usize,
    /// The bytes of texts and field names.
    pub text_bytes: usize,
}

impl Size {
    /// The size of one value.
    pub fn of(value: &Value) -> Self {
        let mut size = Self::default();
        size.add(value);
        size
    }

    /// Adds a nested value.
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

    /// Whether the size is within the limits of intermediate values.
    pub fn is_workable(self) -> bool {
        self.items <= MAX_WORKING_ITEMS && self.text_bytes <= MAX_WORKING_TEXT_BYTES
    }

    /// The bytes that a use of the value is charged.
    pub fn bytes(self) -> usize {
        (1 + self.items) * BYTES_PER_ITEM + self.text_bytes
    }
}
