//! Finds the line and column of a part of a JSON text by its path, such as `commands[2].write`.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::error::Position;

/// Where the part at `path` begins; of a path that leads nowhere, as far as it leads.
pub(crate) fn position_at(text: &str, path: &str) -> Position {
    let mut part = text.trim_start();
    for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
        match child(part, step) {
            Some(inner) => part = inner,
            None => break,
        }
    }
    position(text, part.as_ptr().addr() - text.as_ptr().addr())
}

/// The value of a field, or the item of an index.
fn child<'a>(part: &'a str, step: &str) -> Option<&'a str> {
    let raw = if part.starts_with('[') {
        serde_json::from_str::<Vec<&RawValue>>(part).ok()?.get(step.parse::<usize>().ok()?).copied()
    } else {
        serde_json::from_str::<BTreeMap<String, &RawValue>>(part).ok()?.remove(step)
    };
    raw.map(RawValue::get)
}

fn position(text: &str, offset: usize) -> Position {
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
            assert_eq!(position_at(text, path), Position { line, column }, "{path}");
        }
    }
}
