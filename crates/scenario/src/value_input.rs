//! Parses values as users type them: `milk` is a text, `3` a number, `[milk, eggs]` a list, `{milk, eggs}` a set,
//! `{name: Ana}` a map.

use std::collections::BTreeMap;

use replication::Value;

/// Parses user input; `None` if it is blank.
#[must_use]
pub fn value_from_input(text: &str) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if let Ok(number) = text.parse() {
        return Some(Value::Integer(number));
    }
    if let Some(inner) = strip_brackets(text, '[', ']') {
        return Some(Value::List(split_items(inner).map(parse_item).collect()));
    }
    let Some(inner) = strip_brackets(text, '{', '}') else {
        return Some(Value::text(text));
    };
    let fields: Option<BTreeMap<String, Value>> = split_items(inner).map(parse_field).collect();
    Some(match fields.filter(|fields| !fields.is_empty()) {
        Some(fields) => Value::Map(fields),
        None => Value::Set(split_items(inner).map(parse_item).collect()),
    })
}

fn strip_brackets(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
}

fn split_items(inner: &str) -> impl Iterator<Item = &str> {
    inner.split(',').map(str::trim).filter(|item| !item.is_empty())
}

fn parse_item(item: &str) -> Value {
    let item = item.trim().trim_matches('"');
    item.parse().map_or_else(|_| Value::text(item), Value::Integer)
}

/// `name: Ana`.
fn parse_field(item: &str) -> Option<(String, Value)> {
    let (name, value) = item.split_once(':')?;
    Some((name.trim().trim_matches('"').to_string(), parse_item(value)))
}

/// Formats a value as a user would type it.
#[must_use]
pub fn value_to_input(value: &Value) -> String {
    match value {
        Value::List(items) => {
            format!("[{}]", items.iter().map(Value::to_string).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_becomes_the_intended_value() {
        let list = |items: &[&str]| Some(Value::List(items.iter().map(|item| Value::text(*item)).collect()));
        assert_eq!(value_from_input("  "), None);
        assert_eq!(value_from_input(" milk, eggs "), Some(Value::text("milk, eggs")));
        assert_eq!(value_from_input("-3"), Some(Value::Integer(-3)));
        assert_eq!(value_from_input("[milk, \"eggs\" ,]"), list(&["milk", "eggs"]));
        assert_eq!(value_from_input("[]"), list(&[]));
        let set = |items: &[&str]| Some(Value::Set(items.iter().map(|item| Value::text(*item)).collect()));
        assert_eq!(value_from_input("{eggs, milk, \"eggs\"}"), set(&["eggs", "milk"]));
        assert_eq!(value_from_input("{}"), set(&[]));
        let fields = BTreeMap::from([("age".into(), Value::Integer(3)), ("name".into(), Value::text("Ana"))]);
        assert_eq!(value_from_input("{name: Ana, age: 3}"), Some(Value::Map(fields)));
        assert_eq!(value_from_input("{name: Ana, milk}"), set(&["name: Ana", "milk"]));
        for text in ["milk", "3", "[milk, eggs]", "{eggs, milk}", "{age: 3, name: Ana}"] {
            assert_eq!(value_to_input(&value_from_input(text).unwrap()), text);
        }
    }
}
