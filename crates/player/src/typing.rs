//! Values as people type them: `milk` is a text, `3` a number, `[milk, eggs]` a list.

use replication::Value;

/// The value that a person means who types this. None where there is nothing but space.
#[must_use]
pub fn typed_value(text: &str) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if let Ok(number) = text.parse() {
        return Some(Value::Integer(number));
    }
    let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return Some(Value::text(text));
    };
    let items = inner.split(',').map(|item| item.trim().trim_matches('"')).filter(|item| !item.is_empty());
    Some(Value::List(
        items.map(|item| item.parse().map_or_else(|_| Value::text(item), Value::Integer)).collect(),
    ))
}

/// How a person would type a value.
#[must_use]
pub fn value_to_type(value: &Value) -> String {
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
    fn what_is_typed_is_what_is_meant() {
        let list = |items: &[&str]| Some(Value::List(items.iter().map(|item| Value::text(*item)).collect()));
        assert_eq!(typed_value("  "), None);
        assert_eq!(typed_value(" milk, eggs "), Some(Value::text("milk, eggs")));
        assert_eq!(typed_value("-3"), Some(Value::Integer(-3)));
        assert_eq!(typed_value("[milk, \"eggs\" ,]"), list(&["milk", "eggs"]));
        assert_eq!(typed_value("[]"), list(&[]));
        for text in ["milk", "3", "[milk, eggs]"] {
            assert_eq!(value_to_type(&typed_value(text).unwrap()), text);
        }
    }
}
