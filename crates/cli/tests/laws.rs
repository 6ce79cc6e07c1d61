//! `polyleader laws` as a user sees it: counterexamples, their runs, and exit codes.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// Two leaders and a write of a text, under a policy.
fn scenario(policy: &Value) -> String {
    json!({
        "polyleader": 1,
        "title": "Notes",
        "leaders": [{ "id": "F" }, { "id": "T" }],
        "policy": policy,
        "clients": [{ "id": "ana", "at": "F" }],
        "commands": [{ "at_ms": 10, "write": { "client": "ana", "key": "note", "value": "stop" } }]
    })
    .to_string()
}

fn merge_code(source: &str) -> Value {
    json!({ "merge": { "with": { "script": { "source": source } } } })
}

fn laws(policy: &Value, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_polyleader"));
    command.args(["laws", "-"]).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The command may stop before it reads.
    let _ = child.stdin.take().unwrap().write_all(scenario(policy).as_bytes());
    child.wait_with_output().unwrap()
}

/// The exit code, and what is printed to standard output or, for an error, to standard error.
fn told(policy: &Value, arguments: &[&str]) -> (i32, String) {
    let output = laws(policy, arguments);
    let text = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

#[test]
fn counterexample_is_printed_in_a_sentence_with_what_leaders_do() {
    let (code, text) = told(&merge_code("fn merge(mine, theirs) { mine + theirs }"), &["--cases", "700"]);
    assert_eq!(code, 1);
    let expected = "\
Notes
merge rule script: 700 cases

FAILS   Merging a with b gives the same as merging b with a.
        merge(\"a\", \"b\") = \"ab\" but merge(\"b\", \"a\") = \"ba\": not commutative.
        From 114.314 ms on, Frankfurt and Tokyo know both writes, but Frankfurt returns \"ab\" and Tokyo returns \"ba\". They agree again at 198.628 ms, when they have exchanged their merges: the greater one stays.
holds   Merging a with b, and then with c, gives the same as merging a with the merge of b and c.
";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.ends_with("\n5 laws fail\n"), "{text}");
}

#[test]
fn rule_without_a_counterexample_succeeds() {
    let keeper = "fn merge(mine, theirs, ancestor) {
        if mine == ancestor { return theirs; }
        if theirs == ancestor || theirs == mine { return mine; }
        if mine == () { return theirs; }
        if theirs == () { return mine; }
        max(mine, theirs)
    }";
    let (code, text) = told(&merge_code(keeper), &["--json", "--cases", "50"]);
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, &report["holds"], &report["cases"]), (0, &json!(true), &json!(50)), "{text}");
    assert!(report["laws"].as_array().unwrap().iter().all(|law| law["counterexample"].is_null()));
}

#[test]
fn code_that_always_fails_is_not_reported_to_obey_other_laws() {
    let (code, text) = told(&merge_code("fn merge(mine, theirs) { throw \"no\" }"), &["--cases", "100"]);
    assert_eq!(code, 1);
    assert!(text.contains("\nopen    Merging a with b gives the same as merging b with a.\n"), "{text}");
    assert!(text.contains("No two of the values tried could be merged"), "{text}");
    assert!(!text.contains("holds") && text.ends_with("\n1 law fails\n"), "{text}");
}

#[test]
fn values_of_the_run_are_tried() {
    let source = "fn merge(mine, theirs) { if to_string(mine) == \"st\" + \"op\" { throw \"never\" } max(mine ?? \"\", theirs ?? \"\") }";
    let (_, text) = told(&merge_code(source), &[]);
    let found = "merge(\"\", \"stop\") = \"stop\" but merge(\"stop\", \"\") fails on line 1 (never): not commutative.";
    assert!(text.contains(found), "{text}");
}

#[test]
fn run_of_each_counterexample_is_saved_and_can_be_run() {
    let runs = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("law-runs");
    let policy = merge_code("fn merge(mine, theirs) { mine }");
    let (code, _) = told(&policy, &["--cases", "100", "--save", runs.to_str().unwrap()]);
    assert_eq!(code, 1);
    let saved = runs.join("commutative.json");
    let mut check = Command::new(env!("CARGO_BIN_EXE_polyleader"));
    let check = check.args(["check", "--only", "strong-eventual-consistency"]).arg(&saved);
    let output = check.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

#[test]
fn scenario_without_a_merge_rule_or_with_wrong_code_is_an_error() {
    let (code, text) = told(&json!("siblings"), &[]);
    assert_eq!(code, 2);
    assert_eq!(
        text,
        "polyleader: the policy of this scenario is “Siblings”: only “Merge on write” has a merge rule\n"
    );
    let (code, text) = told(&merge_code("fn merge(mine) { mine"), &[]);
    assert_eq!(code, 2);
    assert!(text.starts_with("polyleader: the merge code does not compile: line 1"), "{text}");
}
