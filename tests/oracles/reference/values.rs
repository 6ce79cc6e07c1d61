//! Values, their total order (L2) and their form in JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// A value. The order of the variants is the order of the types, and the derived order is that of L2:
/// texts by code points, numbers by size, lists item by item and then by length, sets like the list of
/// their items in order, maps like the list of their (name, value) pairs in the order of names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Val {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A list.
    List(Vec<Val>),
    /// A set.
    Set(BTreeSet<Val>),
    /// A map.
    Map(BTreeMap<String, Val>),
}

/// What a version stores: a value, or nothing for a tombstone. Nothing is less than any value.
pub type Stored = Option<Val>;

impl Val {
    /// Reads a value; null is none.
    pub fn read(json: &Value) -> Stored {
        match json {
            Value::String(text) => Some(Val::Text(text.clone())),
            Value::Number(number) => number.as_i64().map(Val::Number),
            Value::Array(items) => Some(Val::List(items.iter().filter_map(Val::read).collect())),
            Value::Object(object) => Val::read_object(object),
            Value::Null | Value::Bool(_) => None,
        }
    }

    fn read_object(object: &serde_json::Map<String, Value>) -> Stored {
        if let Some(items) = object.get("set").and_then(Value::as_array) {
            return Some(Val::Set(items.iter().filter_map(Val::read).collect()));
        }
        let fields = object.get("map")?.as_object()?;
        Some(Val::Map(
            fields.iter().filter_map(|(name, field)| Some((name.clone(), Val::read(field)?))).collect(),
        ))
    }

    /// The value as JSON.
    pub fn json(&self) -> Value {
        match self {
            Val::Text(text) => json!(text),
            Val::Number(number) => json!(number),
            Val::List(items) => Value::Array(items.iter().map(Val::json).collect()),
            Val::Set(items) => json!({ "set": items.iter().map(Val::json).collect::<Vec<_>>() }),
            Val::Map(fields) => {
                let fields: serde_json::Map<_, _> =
                    fields.iter().map(|(name, field)| (name.clone(), field.json())).collect();
                json!({ "map": fields })
            }
        }
    }

    /// The items of a list or a set; none for the other types.
    pub fn items(&self) -> Option<Vec<Val>> {
        match self {
            Val::List(items) => Some(items.clone()),
            Val::Set(items) => Some(items.iter().cloned().collect()),
            Val::Text(_) | Val::Number(_) | Val::Map(_) => None,
        }
    }
}

/// A stored value in words.
pub fn shown(stored: &Stored) -> String {
    stored.as_ref().map_or("nothing".to_string(), |value| value.json().to_string())
}

/// Several values in words.
pub fn shown_all(values: &[Val]) -> String {
    let values: Vec<String> = values.iter().map(|value| value.json().to_string()).collect();
    format!("[{}]", values.join(", "))
}
