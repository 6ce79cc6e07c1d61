//! The functions that merge code can call, except those of sets. All are pure, and all charge for large outputs.

use std::collections::BTreeSet;
use std::ops::Range;

use replication::Value;
use rhai::{Array, Dynamic, Engine, FnPtr, ImmutableString, Map, NativeCallContext};

use crate::budget::{ScriptResult, charge, charge_value, runtime_error, value_too_large};
use crate::convert::{from_dynamic, type_description};
use crate::limits::{
    BYTES_PER_CASE_LOOKUP, BYTES_PER_ITEM, BYTES_PER_NEW_TEXT, MAX_RANGE, MAX_WORKING_ITEMS,
    MAX_WORKING_TEXT_BYTES,
};
use crate::set::Set;

/// Registers all functions with the engine.
pub fn register(engine: &mut Engine) {
    engine
        .register_type_with_name_raw("i64", "number")
        .register_type_with_name_raw("string", "text")
        .register_type_with_name_raw("array", "list");
    register_numbers(engine);
    register_texts(engine);
    register_lists(engine);
    register_calls(engine);
    register_maps(engine);
    register_any(engine);
}

fn register_numbers(engine: &mut Engine) {
    let number_too_large = || runtime_error("number overflow");
    engine
        .register_fn("-", move |number: i64| number.checked_neg().ok_or_else(number_too_large))
        .register_fn("+", |number: i64| number)
        .register_fn("abs", move |number: i64| number.checked_abs().ok_or_else(number_too_large))
        .register_fn("max", |left: i64, right: i64| left.max(right))
        .register_fn("min", |left: i64, right: i64| left.min(right))
        .register_fn("!", |truth: bool| !truth)
        .register_iterator::<Range<i64>>()
        .register_fn("range", |from: i64, to: i64| ScriptResult::Ok(bound(from)?..bound(to)?));
}

/// Checks a bound of a range: greater numbers would behave differently on 32-bit targets.
fn bound(number: i64) -> ScriptResult<i64> {
    let fits = (-MAX_RANGE..=MAX_RANGE).contains(&number);
    fits.then_some(number)
        .ok_or_else(|| runtime_error(format!("the bounds of a range are from -{MAX_RANGE} to {MAX_RANGE}")))
}

fn register_texts(engine: &mut Engine) {
    engine
        .register_fn("max", |left: ImmutableString, right: ImmutableString| left.max(right))
        .register_fn("min", |left: ImmutableString, right: ImmutableString| left.min(right))
        .register_fn("len", |text: &str| charged(text, |text| text.chars().count() as i64))
        .register_fn("is_empty", |text: &str| text.is_empty())
        .register_fn("contains", |text: &str, part: &str| charged(text, |text| text.contains(part)))
        .register_fn("contains", |text: &str, letter: char| charged(text, |text| text.contains(letter)))
        .register_fn("starts_with", |text: &str, part: &str| text.starts_with(part))
        .register_fn("ends_with", |text: &str, part: &str| text.ends_with(part))
        .register_fn("index_of", |text: &str, part: &str| {
            charged(text, |text| text.find(part).map_or(-1, |at| text[..at].chars().count() as i64))
        })
        .register_fn("sub_string", sub_string)
        .register_fn("to_upper", |text: &str| change_case(text, str::to_uppercase))
        .register_fn("to_lower", |text: &str| change_case(text, str::to_lowercase))
        .register_fn("trim", |text: &str| charged(text, |text| text.trim().to_owned()))
        .register_fn("split", split)
        .register_fn("replace", replace)
        .register_fn("parse_int", |text: &str| {
            charged(text, |text| text.trim().parse::<i64>().map_or(Dynamic::UNIT, Into::into))
        })
        .register_fn("+", |text: &str, number: i64| format!("{text}{number}"))
        .register_fn("+", |number: i64, text: &str| format!("{number}{text}"));
}

/// A length or an index, clamped to a range that fits 32-bit targets.
fn count(number: i64) -> usize {
    usize::try_from(number.clamp(0, MAX_RANGE)).unwrap_or(0)
}

/// Charges for a text that may not be in a variable, then computes a result from it.
fn charged<T>(text: &str, make: impl FnOnce(&str) -> T) -> ScriptResult<T> {
    charge(text.len())?;
    Ok(make(text))
}

/// Changing the case of letters outside ASCII looks each one up in tables.
fn change_case(text: &str, make: impl FnOnce(&str) -> String) -> ScriptResult<String> {
    charge(if text.is_ascii() { text.len() } else { text.len() * BYTES_PER_CASE_LOOKUP })?;
    Ok(make(text))
}

fn sub_string(text: &str, start: i64, length: i64) -> ScriptResult<String> {
    charged(text, |text| text.chars().skip(count(start)).take(count(length)).collect())
}

fn split(text: &str, between: &str) -> ScriptResult<Array> {
    let parts = if between.is_empty() { text.chars().count() } else { text.matches(between).count() + 1 };
    if parts > MAX_WORKING_ITEMS {
        return Err(value_too_large());
    }
    charge(text.len() + parts * BYTES_PER_NEW_TEXT)?;
    Ok(if between.is_empty() {
        text.chars().map(|letter| letter.to_string().into()).collect()
    } else {
        text.split(between).map(Into::into).collect()
    })
}

fn replace(text: &str, old: &str, new: &str) -> ScriptResult<String> {
    let found = text.matches(old).count();
    let bytes = charged(text, str::len)? + found * new.len();
    check_text_size(bytes)?;
    charge(found * BYTES_PER_ITEM)?;
    Ok(text.replace(old, new))
}

/// Stops what would make too long a text before it is made.
fn check_text_size(bytes: usize) -> ScriptResult<()> {
    if bytes > MAX_WORKING_TEXT_BYTES {
        return Err(value_too_large());
    }
    charge(bytes)
}

fn register_lists(engine: &mut Engine) {
    engine
        .register_iterator::<Array>()
        .register_fn("len", |list: &mut Array| list.len() as i64)
        .register_fn("is_empty", |list: &mut Array| list.is_empty())
        .register_fn("contains", |list: &mut Array, item: Dynamic| list.iter().any(|one| equal(one, &item)))
        .register_fn("index_of", |list: &mut Array, item: Dynamic| {
            list.iter().position(|one| equal(one, &item)).map_or(-1, |at| at as i64)
        })
        .register_fn("push", |list: &mut Array, item: Dynamic| list.push(item))
        .register_fn("pop", |list: &mut Array| list.pop().unwrap_or_default())
        .register_fn("insert", |list: &mut Array, at: i64, item: Dynamic| {
            list.insert(count(at).min(list.len()), item);
        })
        .register_fn("remove", |list: &mut Array, at: i64| {
            if at < 0 || count(at) >= list.len() { Dynamic::UNIT } else { list.remove(count(at)) }
        })
        .register_fn("reverse", |list: &mut Array| list.reverse())
        .register_fn("sort", sort)
        .register_fn("unique", unique)
        .register_fn("slice", |list: &mut Array, start: i64, length: i64| -> Array {
            list.iter().skip(count(start)).take(count(length)).cloned().collect()
        })
        .register_fn("join", join)
        .register_fn("+", |mut list: Array, other: Array| -> Array {
            list.extend(other);
            list
        })
        .register_fn("-", difference);
}

fn difference(list: Array, other: Array) -> ScriptResult<Array> {
    let other = other.iter().map(from_dynamic).collect::<Result<BTreeSet<_>, _>>().map_err(runtime_error)?;
    let is_other = |item: &Dynamic| from_dynamic(item).is_ok_and(|item| other.contains(&item));
    Ok(list.into_iter().filter(|item| !is_other(item)).collect())
}

fn sort(list: &mut Array) -> ScriptResult<()> {
    let items = std::mem::take(list).into_iter();
    let mut keyed = items
        .map(|item| Ok((from_dynamic(&item)?, item)))
        .collect::<Result<Vec<(Value, Dynamic)>, String>>()
        .map_err(runtime_error)?;
    keyed.sort_by(|(left, _), (right, _)| left.cmp(right));
    *list = keyed.into_iter().map(|(_, item)| item).collect();
    Ok(())
}

fn unique(list: &mut Array) -> ScriptResult<Array> {
    let mut seen = BTreeSet::new();
    let mut once = Array::new();
    for item in list.iter() {
        if seen.insert(from_dynamic(item).map_err(runtime_error)?) {
            once.push(item.clone());
        }
    }
    Ok(once)
}

fn join(list: &mut Array, between: &str) -> ScriptResult<String> {
    check_text_size(list.len().saturating_mul(between.len()))?;
    Ok(list.iter().map(display_text).collect::<Vec<_>>().join(between))
}

/// Registers the functions that take a closure. Each result is charged immediately, because Rhai checks a list only
/// once it is complete.
fn register_calls(engine: &mut Engine) {
    engine
        .register_fn("map", |context: NativeCallContext, list: &mut Array, each: FnPtr| {
            let made = list.iter().map(|item| {
                let made = each.call_within_context::<Dynamic>(&context, (item.clone(),))?;
                charge_value(&made)?;
                Ok(made)
            });
            made.collect::<ScriptResult<Array>>()
        })
        .register_fn("filter", |context: NativeCallContext, list: &mut Array, test: FnPtr| {
            let mut kept = Array::new();
            for item in list.iter() {
                if evaluate_predicate(&context, &test, item)? {
                    kept.push(item.clone());
                }
            }
            ScriptResult::Ok(kept)
        })
        .register_fn("some", |context: NativeCallContext, list: &mut Array, test: FnPtr| {
            for item in list.iter() {
                if evaluate_predicate(&context, &test, item)? {
                    return Ok(true);
                }
            }
            ScriptResult::Ok(false)
        })
        .register_fn("all", |context: NativeCallContext, list: &mut Array, test: FnPtr| {
            for item in list.iter() {
                if !evaluate_predicate(&context, &test, item)? {
                    return Ok(false);
                }
            }
            ScriptResult::Ok(true)
        });
}

fn evaluate_predicate(context: &NativeCallContext, test: &FnPtr, item: &Dynamic) -> ScriptResult<bool> {
    let answer = test.call_within_context::<Dynamic>(context, (item.clone(),))?;
    answer.as_bool().map_err(|_| runtime_error("the function must return true or false"))
}

fn register_maps(engine: &mut Engine) {
    engine
        .register_fn("len", |map: &mut Map| map.len() as i64)
        .register_fn("is_empty", |map: &mut Map| map.is_empty())
        .register_fn("contains", |map: &mut Map, name: &str| map.contains_key(name))
        .register_fn("remove", |map: &mut Map, name: &str| map.remove(name).unwrap_or_default())
        .register_fn("keys", |map: &mut Map| -> Array {
            map.keys().map(|name| name.as_str().into()).collect()
        })
        .register_fn("values", |map: &mut Map| -> Array { map.values().cloned().collect() })
        .register_fn("+", |mut map: Map, other: Map| -> Map {
            map.extend(other);
            map
        });
}

fn register_any(engine: &mut Engine) {
    engine
        .register_fn("==", |left: Dynamic, right: Dynamic| equal(&left, &right))
        .register_fn("!=", |left: Dynamic, right: Dynamic| !equal(&left, &right))
        .register_fn("is_text", |value: Dynamic| value.is_string())
        .register_fn("is_number", |value: Dynamic| value.is_int())
        .register_fn("is_list", |value: Dynamic| value.is_array())
        .register_fn("is_set", |value: Dynamic| value.is::<Set>())
        .register_fn("is_map", |value: Dynamic| value.is_map())
        .register_fn("to_string", |value: Dynamic| display_text(&value))
        .register_fn("to_debug", |value: Dynamic| display_text(&value));
    // Printing does nothing.
    for name in ["print", "debug"] {
        engine.register_fn(name, || ()).register_fn(name, |_: Dynamic| ());
    }
}

/// Deep equality of any two values.
fn equal(left: &Dynamic, right: &Dynamic) -> bool {
    if let (Ok(left), Ok(right)) = (left.as_int(), right.as_int()) {
        left == right
    } else if let (Ok(left), Ok(right)) = (left.as_immutable_string_ref(), right.as_immutable_string_ref()) {
        *left == *right
    } else if let (Some(left), Some(right)) = (left.read_lock::<Set>(), right.read_lock::<Set>()) {
        *left == *right
    } else if let (Some(left), Some(right)) = (left.read_lock::<Array>(), right.read_lock::<Array>()) {
        left.len() == right.len() && left.iter().zip(right.iter()).all(|(left, right)| equal(left, right))
    } else if let (Some(left), Some(right)) = (left.read_lock::<Map>(), right.read_lock::<Map>()) {
        let same = |((name, left), (other, right))| name == other && equal(left, right);
        left.len() == right.len() && left.iter().zip(right.iter()).all(same)
    } else if let (Ok(left), Ok(right)) = (left.as_bool(), right.as_bool()) {
        left == right
    } else if let (Ok(left), Ok(right)) = (left.as_char(), right.as_char()) {
        left == right
    } else {
        left.is_unit() && right.is_unit()
    }
}

/// The display text of a value; `()` is empty, and a value that cannot be stored shows only its type.
fn display_text(value: &Dynamic) -> String {
    if value.is_unit() {
        String::new()
    } else if let Ok(truth) = value.as_bool() {
        truth.to_string()
    } else {
        from_dynamic(value).map_or_else(|_| type_description(value).to_owned(), |value| value.to_string())
    }
}
