//! The values that clients write: text, integers, lists, sets and maps.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::canonical::{Canonical, Encoder};
use crate::limits::{MAX_ITEMS, MAX_TEXT_BYTES, MAX_VALUE_DEPTH};

/// A value that a client writes.
///
/// In a file: `"milk"`, `3`, `["milk", "eggs"]`, `{"set": ["a", "b"]}`, `{"map": {"name": "Ana"}}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A UTF-8 string.
    Text(String),
    /// A 64-bit signed integer.
    Integer(i64),
    /// An ordered list; repeats are allowed.
    List(Vec<Value>),
    /// A set, without order or repeats.
    Set(BTreeSet<Value>),
    /// Named fields.
    Map(BTreeMap<String, Value>),
}

impl Value {
    /// A text value.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Its modelled size on a link, in bytes: the UTF-8 length of a text, eight for an integer, and two around
    /// each item.
    #[must_use]
    pub fn size_bytes(&self) -> u64 {
        let collection_size = |items: &mut dyn Iterator<Item = u64>| items.map(|size| size + 2).sum::<u64>();
        match self {
            Self::Text(text) => text.len() as u64,
            Self::Integer(_) => 8,
            Self::List(items) => collection_size(&mut items.iter().map(Self::size_bytes)),
            Self::Set(items) => collection_size(&mut items.iter().map(Self::size_bytes)),
            Self::Map(fields) => collection_size(
                &mut fields.iter().map(|(name, value)| name.len() as u64 + value.size_bytes()),
            ),
        }
    }

    /// Checks that it is within the limits of size and depth.
    ///
    /// # Errors
    /// A message that names the limit it exceeds.
    pub fn check(&self) -> Result<(), String> {
        fn within(value: &Value) -> Result<(), String> {
            match value {
                Value::Text(text) => text_error(text).map_or(Ok(()), Err),
                Value::Integer(_) => Ok(()),
                Value::List(items) => {
                    size_error(items.len()).map_or_else(|| items.iter().try_for_each(within), Err)
                }
                Value::Set(items) => {
                    size_error(items.len()).map_or_else(|| items.iter().try_for_each(within), Err)
                }
                Value::Map(fields) => size_error(fields.len()).map_or_else(
                    || {
                        fields.keys().try_for_each(|name| text_error(name).map_or(Ok(()), Err))?;
                        fields.values().try_for_each(within)
                    },
                    Err,
                ),
            }
        }
        if self.depth() > MAX_VALUE_DEPTH {
            return Err(nested_too_deeply(MAX_VALUE_DEPTH));
        }
        within(self)
    }

    fn depth(&self) -> usize {
        match self {
            Self::Text(_) | Self::Integer(_) => 1,
            Self::List(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Self::Set(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Self::Map(fields) => 1 + fields.values().map(Self::depth).max().unwrap_or(0),
        }
    }
}

/// For display: `milk`, `3`, `milk, eggs`, `{a, b}`, `{name: Ana}`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn join(items: impl Iterator<Item = String>) -> String {
            items.collect::<Vec<_>>().join(", ")
        }
        fn inner(value: &Value) -> String {
            match value {
                Value::List(_) => format!("[{value}]"),
                _ => value.to_string(),
            }
        }
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => write!(f, "{number}"),
            Self::List(items) if items.is_empty() => f.write_str("empty list"),
            Self::List(items) => f.write_str(&join(items.iter().map(inner))),
            Self::Set(items) => write!(f, "{{{}}}", join(items.iter().map(inner))),
            Self::Map(fields) => {
                write!(
                    f,
                    "{{{}}}",
                    join(fields.iter().map(|(name, value)| format!("{name}: {}", inner(value))))
                )
            }
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::List(items) => items.serialize(serializer),
            Self::Set(items) => serialize_tagged(serializer, "set", items),
            Self::Map(fields) => serialize_tagged(serializer, "map", fields),
        }
    }
}

fn serialize_tagged<S: Serializer>(
    serializer: S,
    tag: &str,
    content: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(tag, content)?;
    map.end()
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a whole number, a list, {\"set\": […]} or {\"map\": {…}}")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        check_text::<E>(text)?;
        Ok(Value::Text(text.into()))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Integer(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
        let number =
            i64::try_from(number).map_err(|_| E::custom(format!("the number {number} is too large")))?;
        Ok(Value::Integer(number))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
            check_size::<A::Error>(items.len())?;
        }
        checked_depth(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let value = match map.next_key::<String>()?.as_deref() {
            Some("set") => Value::Set(map.next_value()?),
            Some("map") => Value::Map(map.next_value()?),
            _ => return Err(A::Error::custom("an object value must be {\"set\": […]} or {\"map\": {…}}")),
        };
        if map.next_key::<String>()?.is_some() {
            return Err(A::Error::custom("an object value has exactly one field: set or map"));
        }
        match &value {
            Value::Set(items) => check_size::<A::Error>(items.len())?,
            Value::Map(fields) => {
                check_size::<A::Error>(fields.len())?;
                fields.keys().try_for_each(|name| check_text::<A::Error>(name))?;
            }
            _ => {}
        }
        checked_depth(value)
    }
}

fn text_error(text: &str) -> Option<String> {
    (text.len() > MAX_TEXT_BYTES).then(|| format!("the string is too long: {MAX_TEXT_BYTES} bytes at most"))
}

fn size_error(items: usize) -> Option<String> {
    (items > MAX_ITEMS).then(|| format!("the value has too many items: {MAX_ITEMS} at most"))
}

fn check_text<E: serde::de::Error>(text: &str) -> Result<(), E> {
    text_error(text).map_or(Ok(()), |error| Err(E::custom(error)))
}

fn check_size<E: serde::de::Error>(items: usize) -> Result<(), E> {
    size_error(items).map_or(Ok(()), |error| Err(E::custom(error)))
}

fn checked_depth<E: serde::de::Error>(value: Value) -> Result<Value, E> {
    if value.depth() > MAX_VALUE_DEPTH {
        return Err(E::custom(nested_too_deeply(MAX_VALUE_DEPTH)));
    }
    Ok(value)
}

/// The message for a value with more levels of lists, sets and maps than allowed.
#[must_use]
pub fn nested_too_deeply(max_levels: usize) -> String {
    format!("the value is nested too deeply: {max_levels} levels at most")
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

impl Canonical for Value {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::Text(text) => {
                encoder.tag(1);
                encoder.text(text);
            }
            Self::Integer(number) => {
                encoder.tag(2);
                encoder.signed(*number);
            }
            Self::List(items) => {
                encoder.tag(3);
                items.encode(encoder);
            }
            Self::Set(items) => {
                encoder.tag(4);
                encoder.number(items.len() as u64);
                items.iter().for_each(|item| item.encode(encoder));
            }
            Self::Map(fields) => {
                encoder.tag(5);
                encoder.number(fields.len() as u64);
                for (name, value) in fields {
                    encoder.text(name);
                    value.encode(encoder);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_round_trip_through_json() {
        for json in
            [r#""milk""#, "3", "-3", r#"["milk",["eggs"]]"#, r#"{"set":["a","b"]}"#, r#"{"map":{"n":1}}"#]
        {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
    }

    #[test]
    fn invalid_values_are_rejected() {
        let deep = format!("{}1{}", "[".repeat(MAX_VALUE_DEPTH), "]".repeat(MAX_VALUE_DEPTH));
        let wide = format!("[{}]", vec!["1"; MAX_ITEMS + 1].join(","));
        let long = format!("\"{}\"", "x".repeat(MAX_TEXT_BYTES + 1));
        let fields = (0..=MAX_ITEMS).map(|n| format!("\"{n}\":1")).collect::<Vec<_>>().join(",");
        let items = (0..=MAX_ITEMS).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        let (set, map) = (format!(r#"{{"set":[{items}]}}"#), format!(r#"{{"map":{{{fields}}}}}"#));
        let name = format!(r#"{{"map":{{{long}:1}}}}"#);
        let plain = ["1.5", "true", "null", "{}", r#"{"a":1}"#, r#"{"set":[],"map":{}}"#];
        for json in plain.into_iter().chain([&deep, &wide, &long, &set, &map, &name].map(String::as_str)) {
            assert!(serde_json::from_str::<Value>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn value_at_the_limits_is_accepted() {
        let deep = format!("{}1{}", "[".repeat(MAX_VALUE_DEPTH - 1), "]".repeat(MAX_VALUE_DEPTH - 1));
        let wide = format!("[{}]", vec!["1"; MAX_ITEMS].join(","));
        let long = format!("\"{}\"", "x".repeat(MAX_TEXT_BYTES));
        for json in [&deep, &wide, &long] {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(value.check(), Ok(()));
        }
    }

    #[test]
    fn values_display_in_readable_form() {
        for (json, shown) in [
            (r#""milk""#, "milk"),
            ("-3", "-3"),
            ("[]", "empty list"),
            (r#"["milk",["eggs",1]]"#, "milk, [eggs, 1]"),
            (r#"{"set":["b","a"]}"#, "{a, b}"),
            (r#"{"map":{"n":[1,2]}}"#, "{n: [1, 2]}"),
        ] {
            assert_eq!(serde_json::from_str::<Value>(json).unwrap().to_string(), shown);
        }
    }
}
