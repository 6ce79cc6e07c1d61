//! Conversion of stored values to Rhai values and back.

use replication::limits::{MAX_ITEMS, MAX_TEXT_BYTES, MAX_VALUE_DEPTH};
use replication::{Value, nested_too_deeply};
use rhai::{Array, Dynamic, Map};

use crate::set::Set;

/// Converts a stored value to a Rhai value; `None` becomes `()`.
pub fn to_dynamic(value: Option<&Value>) -> Dynamic {
    value.map_or(Dynamic::UNIT, |value| match value {
        Value::Text(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::List(items) => {
            Dynamic::from_array(items.iter().map(|item| to_dynamic(Some(item))).collect::<Array>())
        }
        Value::Set(items) => Dynamic::from(Set::from(items.clone())),
        Value::Map(fields) => {
            let fields = fields.iter().map(|(name, field)| (name.as_str().into(), to_dynamic(Some(field))));
            Dynamic::from_map(fields.collect::<Map>())
        }
    })
}

/// Converts a Rhai value to a storable value, or fails with a sentence that says why not.
pub fn from_dynamic(returned: &Dynamic) -> Result<Value, String> {
    from_dynamic_at(returned, 1)
}

fn from_dynamic_at(returned: &Dynamic, depth: usize) -> Result<Value, String> {
    if depth > MAX_VALUE_DEPTH {
        return Err(nested_too_deeply(MAX_VALUE_DEPTH));
    }
    if let Ok(text) = returned.as_immutable_string_ref() {
        Ok(Value::text(text.as_str()))
    } else if let Ok(number) = returned.as_int() {
        Ok(Value::Integer(number))
    } else if let Ok(letter) = returned.as_char() {
        Ok(Value::text(letter))
    } else if let Some(list) = returned.read_lock::<Array>() {
        let items = list.iter().map(|item| from_dynamic_at(item, depth + 1));
        Ok(Value::List(items.collect::<Result<_, _>>()?))
    } else if let Some(map) = returned.read_lock::<Map>() {
        let fields =
            map.iter().map(|(name, field)| Ok((name.to_string(), from_dynamic_at(field, depth + 1)?)));
        Ok(Value::Map(fields.collect::<Result<_, String>>()?))
    } else if let Some(set) = returned.read_lock::<Set>() {
        let value = Value::Set(set.items().clone());
        if depth + nesting_depth(&value) > MAX_VALUE_DEPTH + 1 {
            return Err(nested_too_deeply(MAX_VALUE_DEPTH));
        }
        Ok(value)
    } else {
        Err(format!(
            "a value cannot be {}: only a string, a number, a list, a set or a map",
            type_description(returned)
        ))
    }
}

fn nesting_depth(value: &Value) -> usize {
    let inner = match value {
        Value::Text(_) | Value::Integer(_) => None,
        Value::List(items) => items.iter().map(nesting_depth).max(),
        Value::Set(items) => items.iter().map(nesting_depth).max(),
        Value::Map(fields) => fields.values().map(nesting_depth).max(),
    };
    1 + inner.unwrap_or(0)
}

/// Checks a merged value against the limits of stored values.
pub fn check_limits(value: &Value) -> Result<(), String> {
    let check_text = |text: &str| {
        (text.len() <= MAX_TEXT_BYTES).then_some(()).ok_or_else(|| {
            format!("a string in the merged value is too long: {MAX_TEXT_BYTES} bytes at most")
        })
    };
    let check_items = |items: usize| {
        (items <= MAX_ITEMS)
            .then_some(())
            .ok_or_else(|| format!("the merged value has too many items: {MAX_ITEMS} at most"))
    };
    match value {
        Value::Text(text) => check_text(text),
        Value::Integer(_) => Ok(()),
        Value::List(items) => {
            check_items(items.len())?;
            items.iter().try_for_each(check_limits)
        }
        Value::Set(items) => {
            check_items(items.len())?;
            items.iter().try_for_each(check_limits)
        }
        Value::Map(fields) => {
            check_items(fields.len())?;
            fields.keys().try_for_each(|name| check_text(name))?;
            fields.values().try_for_each(check_limits)
        }
    }
}

/// The type of a value, as error messages name it.
pub fn type_description(value: &Dynamic) -> &'static str {
    if value.is_unit() {
        "()"
    } else if value.is_bool() {
        "true or false"
    } else if value.is_int() {
        "a number"
    } else if value.is_string() || value.is_char() {
        "a string"
    } else if value.is_array() {
        "a list"
    } else if value.is_map() {
        "a map"
    } else if value.is_fnptr() {
        "a function"
    } else if value.is::<Set>() {
        "a set"
    } else {
        "a range"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_round_trip_through_rhai() {
        let set = Value::Set([Value::text("b"), Value::List(vec![Value::Integer(-1)])].into());
        let fields = [("a".to_owned(), set), ("".to_owned(), Value::text("é"))];
        let value = Value::List(vec![Value::Map(fields.into()), Value::Integer(i64::MIN)]);
        assert_eq!(from_dynamic(&to_dynamic(Some(&value))), Ok(value));
    }

    #[test]
    fn none_becomes_the_unit_value() {
        assert!(to_dynamic(None).is_unit());
    }

    #[test]
    fn too_deeply_nested_result_is_rejected() {
        let list = |depth| (1..depth).fold(Value::Integer(1), |inner, _| Value::List(vec![inner]));
        let in_a_set = |depth| to_dynamic(Some(&Value::List(vec![Value::Set([list(depth - 2)].into())])));
        assert!(from_dynamic(&to_dynamic(Some(&list(MAX_VALUE_DEPTH)))).is_ok());
        assert!(from_dynamic(&to_dynamic(Some(&list(MAX_VALUE_DEPTH + 1)))).is_err());
        assert!(from_dynamic(&in_a_set(MAX_VALUE_DEPTH)).is_ok());
        assert!(from_dynamic(&in_a_set(MAX_VALUE_DEPTH + 1)).is_err());
    }
}
