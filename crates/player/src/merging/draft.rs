//! A merge draft: the value that a user is composing from siblings, for each type of value.

use std::sync::Arc;

use analysis::ValueType;
use replication::limits::MAX_ITEMS;
use replication::{Dot, LeaderId, Value, Write};

use super::fields::{Field, map_of};
use super::selection::{Side, TextPart, parts, text_of};
use scenario::{value_from_input, value_to_input};

/// The types that a merged value can have, in menu order, with their names.
pub const VALUE_TYPES: [(ValueType, &str); 5] = [
    (ValueType::Text, "Text"),
    (ValueType::Number, "Number"),
    (ValueType::List, "List"),
    (ValueType::Set, "Set"),
    (ValueType::Map, "Map"),
];

/// An item of a list or a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The value.
    pub value: Value,
    /// The leader whose version it was taken from, unless it was typed.
    pub from: Option<LeaderId>,
}

/// A merge draft. Input for each type of value is kept while the user tries another type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The type of the merged value.
    pub kind: ValueType,
    /// The text as typed.
    pub text: String,
    /// Where two texts differ; empty once the text was edited by hand.
    pub parts: Vec<TextPart>,
    /// The number as typed.
    pub number: String,
    /// The items of a list or a set.
    pub items: Vec<Item>,
    /// The fields of a map.
    pub fields: Vec<Field>,
}

fn values(versions: &[Arc<Write>]) -> impl Iterator<Item = (LeaderId, &Value)> {
    versions.iter().filter_map(|version| Some((version.dot.leader, version.value()?)))
}

impl Draft {
    /// A draft with everything that these siblings contain.
    #[must_use]
    pub fn from_all(versions: &[Arc<Write>]) -> Self {
        let kind = values(versions).next().map(|(_, value)| ValueType::of(value)).unwrap_or_default();
        let numbers = values(versions)
            .map(|(_, value)| value)
            .filter(|value| ValueType::of(value) == ValueType::Number);
        let number = numbers.max().map(value_to_input).unwrap_or_default();
        let mut draft = Self { kind, number, ..Self::default() };
        let texts = texts(versions);
        if let [one, other] = &texts[..] {
            draft.parts = parts(one, other);
            draft.text = text_of(&draft.parts);
        } else {
            draft.text = texts.join(", ");
        }
        for (from, value) in values(versions) {
            draft.absorb(from, value);
        }
        draft
    }

    /// A draft with the value of one sibling only.
    #[must_use]
    pub fn from_one(versions: &[Arc<Write>], dot: Dot) -> Self {
        let one: Vec<Arc<Write>> = versions.iter().filter(|version| version.dot == dot).cloned().collect();
        Self::from_all(&one)
    }

    /// Whether the siblings are of different types, so that the user must choose one.
    #[must_use]
    pub fn has_mixed_types(versions: &[Arc<Write>]) -> bool {
        let mut kinds = values(versions).map(|(_, value)| ValueType::of(value));
        kinds.next().is_some_and(|first| kinds.any(|kind| kind != first))
    }

    fn absorb(&mut self, from: LeaderId, value: &Value) {
        match value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let count = items[..=index].iter().filter(|it| *it == item).count();
                    if self.items.iter().filter(|it| it.value == *item).count() < count {
                        self.push_item(item, Some(from));
                    }
                }
            }
            Value::Set(items) => items.iter().for_each(|item| self.add_item(item, Some(from))),
            Value::Map(fields) => {
                for (name, value) in fields {
                    if !self.fields.iter().any(|field| field.name == *name) {
                        self.fields.push(Field::from_version(name, value, from));
                    }
                }
            }
            single => self.add_item(single, Some(from)),
        }
    }

    /// The merged value.
    ///
    /// # Errors
    /// What is wrong with the input, as a sentence for the user.
    pub fn value(&self) -> Result<Value, String> {
        let value = match self.kind {
            ValueType::Text if self.text.is_empty() => return Err("Enter text.".into()),
            ValueType::Text => Value::text(&self.text),
            ValueType::Number => {
                let typed = self.number.trim().replace('−', "-");
                typed
                    .parse()
                    .map(Value::Integer)
                    .map_err(|_| "Enter a whole number, such as 3 or -3.".to_owned())?
            }
            ValueType::List => Value::List(self.items.iter().map(|item| item.value.clone()).collect()),
            ValueType::Set => Value::Set(self.items.iter().map(|item| item.value.clone()).collect()),
            ValueType::Map => map_of(&self.fields)?,
        };
        value.check().map_err(|error| format!("This cannot be stored: {error}."))?;
        Ok(value)
    }

    /// Replaces the text with text typed by hand.
    pub fn set_text(&mut self, text: String) {
        self.text = text;
        self.parts.clear();
    }

    /// Chooses one side, or both, where two texts differ.
    pub fn choose_part(&mut self, index: usize, side: Side) {
        if let Some(TextPart::Differs { taken, .. }) = self.parts.get_mut(index) {
            *taken = side;
            self.text = text_of(&self.parts);
        }
    }

    /// Appends an item, unless it is present.
    pub fn add_item(&mut self, value: &Value, from: Option<LeaderId>) {
        if !self.items.iter().any(|item| item.value == *value) {
            self.push_item(value, from);
        }
    }

    fn push_item(&mut self, value: &Value, from: Option<LeaderId>) {
        if self.items.len() < MAX_ITEMS {
            self.items.push(Item { value: value.clone(), from });
        }
    }

    /// Appends a typed item; empty input adds nothing.
    pub fn add_typed_item(&mut self, typed: &str) {
        if let Some(value) = value_from_input(typed) {
            self.push_item(&value, None);
        }
    }

    /// Removes an item.
    pub fn remove_item(&mut self, index: usize) {
        if index < self.items.len() {
            self.items.remove(index);
        }
    }

    /// Moves an item up by one.
    pub fn move_up(&mut self, index: usize) {
        if index > 0 && index < self.items.len() {
            self.items.swap(index - 1, index);
        }
    }

    /// The items of these siblings that the draft lacks, each once.
    #[must_use]
    pub fn missing_items(&self, versions: &[Arc<Write>]) -> Vec<Item> {
        let mut all = Self::default();
        values(versions).for_each(|(from, value)| all.absorb(from, value));
        all.items.retain(|item| !self.items.iter().any(|own| own.value == item.value));
        all.items
    }

    /// Takes a field from a sibling, replacing any field of that name.
    pub fn take_field(&mut self, taken: Field) {
        match self.fields.iter_mut().find(|field| field.name.trim() == taken.name) {
            Some(field) => *field = taken,
            None => self.fields.push(taken),
        }
    }

    /// Other values that these siblings have for a field of this name.
    #[must_use]
    pub fn alternatives_for(&self, versions: &[Arc<Write>], name: &str) -> Vec<Field> {
        let name = name.trim();
        let own = self.fields.iter().find(|field| field.name.trim() == name).map(Field::value);
        let mut others: Vec<Field> = Vec::new();
        for (from, value) in values(versions) {
            let Value::Map(fields) = value else {
                continue;
            };
            if let Some(value) = fields.get(name).filter(|value| Some(*value) != own.as_ref()) {
                let field = Field::from_version(name, value, from);
                if !others.iter().any(|other| other.typed == field.typed) {
                    others.push(field);
                }
            }
        }
        others
    }

    /// The names of fields of these siblings that the draft lacks.
    #[must_use]
    pub fn missing_fields(&self, versions: &[Arc<Write>]) -> Vec<String> {
        let mut all = Self::default();
        values(versions).for_each(|(from, value)| all.absorb(from, value));
        let is_missing = |field: &Field| !self.fields.iter().any(|own| own.name.trim() == field.name);
        all.fields.iter().filter(|field| is_missing(field)).map(|field| field.name.clone()).collect()
    }
}

/// The distinct values of these siblings, as text.
fn texts(versions: &[Arc<Write>]) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (_, value) in values(versions) {
        let text = value_to_input(value);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}
