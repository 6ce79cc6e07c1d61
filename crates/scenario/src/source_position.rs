//! Finds the line and column of a part of a JSON text by its path, such as `commands[2].write`.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::error::Position;

/// The position of the value at `path`, or of its closest existing ancestor.
pub(crate) fn position_of_path(text: &str, path: &str) -> Position {
    let mut value = text.trim_start();
    for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
        match child(value, step) {
            Some(inner) => value = inner,
            None => break,
        }
    }
    position_of_offset(text, value.as_ptr().addr() - text.as_ptr().addr())
}

/// The field or list item that a path step selects.
fn child<'a>(part: &'a str, step: &str) -> Option<&'a str> {
    let raw = if part.starts_with('[') {
        serde_json::from_str::<Vec<&RawValue>>(part).ok()?.get(step.parse::<usize>().ok()?).copied()
    } else {
        serde_json::from_str::<BTreeMap<String, &RawValue>>(part).ok()?.remove(step)
    };
    raw.map(RawValue::get)
}

fn position_of_offset(text: &str, offset: usize) -> Position {
    let before = &text.as_bytes()[..offset.min(text.len())];
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let column = 1 + before.iter().rev().take_while(|byte| **byte != b'\n').count();
    Position { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_is_located_by_its_path() {
        let text = "\n{\"a\": 1,\n  \"list\": [ {\"b\": 2},\n {\"c\": \"x\"} ]}";
        for (path, line, column) in
            [("", 2, 1), ("a", 2, 7), ("list[0].b", 3, 19), ("list[1].c", 4, 8), ("list[7].c", 3, 11)]
        {
            assert_eq!(position_of_path(text, path), Position { line, column }, "{path}");
        }
    }
}
