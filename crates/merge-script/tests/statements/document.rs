//! The examples, expressions and limits in `docs/MERGE-CODE.md` match the program.

use std::path::Path;

use merge_script::{RhaiEngine, limits};
use replication::limits::{MAX_ITEMS, MAX_TEXT_BYTES, MAX_VALUE_DEPTH};
use replication::{MergeInput, ScriptEngine as _, Value};
use serde::Deserialize;

fn document() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/MERGE-CODE.md");
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn blocks<'a>(document: &'a str, kind: &str) -> Vec<&'a str> {
    let after = document.split(&format!("```{kind}\n")).skip(1).collect::<Vec<_>>();
    after.into_iter().map(|text| text.split("```").next().unwrap_or_default()).collect()
}

#[derive(Deserialize)]
struct Case {
    mine: Option<Value>,
    theirs: Option<Value>,
    ancestor: Option<Value>,
    merged: Option<Value>,
}

#[test]
fn every_example_gives_its_documented_result() {
    let document = document();
    let (codes, cases) = (blocks(&document, "rhai"), blocks(&document, "json"));
    assert!(codes.len() == 4 && cases.len() == 4);
    for (code, cases) in codes.into_iter().zip(cases) {
        for case in serde_json::from_str::<Vec<Case>>(cases).unwrap() {
            let Case { mine, theirs, ancestor, merged } = &case;
            let values =
                MergeInput { mine: mine.as_ref(), theirs: theirs.as_ref(), ancestor: ancestor.as_ref() };
            assert_eq!(RhaiEngine.merge(code, values).result, Ok(merged.clone()), "{code}");
        }
    }
}

/// The code in a table cell: the text between the first pair of backticks, single or double.
fn code(cell: &str) -> String {
    let ticks = if cell.trim().starts_with("``") { "``" } else { "`" };
    cell.trim().split(ticks).nth(1).unwrap_or_default().replace("\\|", "|")
}

#[test]
fn every_expression_gives_its_documented_value() {
    let document = document();
    let table = document.split("| type | example | result |\n|---|---|---|\n").nth(1).unwrap();
    let rows: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 50);
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        let (expression, gives) = (code(cells[1]), code(cells[2].trim_end_matches('|')));
        let code = format!("fn merge(a, b) {{ if ({expression}) == ({gives}) {{ 1 }} else {{ 0 }} }}");
        let none = MergeInput { mine: None, theirs: None, ancestor: None };
        assert_eq!(RhaiEngine.merge(&code, none).result, Ok(Some(Value::Integer(1))), "{row}");
    }
}

/// `50,000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

#[test]
fn every_documented_limit_is_the_real_one() {
    let document = document();
    let documented = [
        (limits::MAX_SOURCE_BYTES as u64, "bytes of code"),
        (limits::MAX_FUNCTIONS as u64, "functions"),
        (limits::MAX_EXPRESSION_DEPTH as u64, "levels of nested brackets and blocks"),
        (replication::limits::MAX_CODE_CALLS as u64, "calls in one merge, with those that merge ancestors"),
        (limits::MAX_STEPS, "steps in one call"),
        (limits::MAX_BYTES_TOUCHED as u64, "bytes read in one call; a variable counts at each use"),
        (limits::MAX_CALL_DEPTH as u64, "nested function calls"),
        (limits::MAX_VARIABLES as u64, "variables in a function"),
        (limits::MAX_WORKING_ITEMS as u64, "items of an intermediate value, nested items included"),
        (limits::MAX_WORKING_TEXT_BYTES as u64, "bytes of text in an intermediate value"),
        (limits::MAX_WORKING_DEPTH as u64, "levels of nesting in an intermediate value"),
        (limits::MAX_RANGE.unsigned_abs(), "the bounds of a range, in either direction"),
        (MAX_ITEMS as u64, "items in a list, set or map of the result"),
        (MAX_TEXT_BYTES as u64, "bytes of a text in the result"),
        (MAX_VALUE_DEPTH as u64, "levels of nesting in the result"),
    ];
    for (most, of) in documented {
        let row = format!("| {} | {of} |\n", grouped(most));
        assert!(document.contains(&row), "{row}");
    }
    let table = document.split("| limit | of |\n|---|---|\n").nth(1).unwrap();
    assert_eq!(table.lines().filter(|line| line.starts_with('|')).count(), documented.len());
}
