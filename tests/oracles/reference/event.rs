//! The fields that most events of a trace have.

use serde_json::Value;

/// The instant of an event, in microseconds.
pub fn time_of(event: &Value) -> i64 {
    event["at_us"].as_i64().unwrap_or(0)
}

/// A text field of an event; empty if it is missing.
pub fn text<'a>(event: &'a Value, field: &str) -> &'a str {
    event.get(field).and_then(Value::as_str).unwrap_or_default()
}
