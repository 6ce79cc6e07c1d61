//! Errors of merge code: one sentence, with the line where there is one.

use merge_script::RhaiEngine;
use replication::{MergeError, ScriptEngine as _};

use crate::{body, merge};

/// Asserts that the check and the merge both report this error.
fn assert_rejected(code: &str, error: &str) {
    assert_eq!(RhaiEngine.check(code).map_err(|error| error.to_string()), Err(error.to_owned()), "{code}");
    let merged = merge(code, "1", "2", "null").map_err(|error| error.to_string());
    assert_eq!(merged, Err(error.to_owned()), "{code}");
}

/// Asserts that a function with this body passes the check and fails with this error; the body starts in line
/// 2.
fn assert_fails(code: &str, error: &str) {
    assert_eq!(body(code).map_err(|error| error.to_string()), Err(error.to_owned()), "{code}");
    assert_eq!(RhaiEngine.check(&format!("fn merge(mine, theirs, ancestor) {{\n{code}\n}}")), Ok(()));
}

#[test]
fn code_without_a_valid_merge_function_is_rejected() {
    for code in ["", "// nothing", "fn mege(mine, theirs) { mine }", "let a = 1;"] {
        assert_rejected(code, "the code needs a function merge(mine, theirs, ancestor)");
    }
    for code in ["fn merge() { 1 }", "fn merge(a) { a }", "fn merge(a, b, c, d) { a }"] {
        assert_rejected(code, "merge takes (mine, theirs, ancestor) or (mine, theirs)");
    }
}

#[test]
fn syntax_error_is_reported_with_line_and_column() {
    assert_rejected("fn merge(a, b) {\n  a +\n}", "line 3, column 1: unexpected “}”");
    assert_rejected("fn merge(a, b) {\n  a b\n}", "line 2, column 5: expected “;” here");
    assert_rejected("fn merge(a, b) { \"a }", "line 1, column 18: the string has no closing quote");
    assert_rejected(
        "fn merge(a, b) { 'ab' }",
        "line 1, column 18: single quotes enclose one character; use double quotes for a string",
    );
    assert_rejected(
        "fn merge(a, b) { 1.5 }",
        "line 1, column 20: expected a field name; numbers must be integers",
    );
    assert_rejected("fn merge(a, b) { a = 5; 5 = a }", "line 1, column 25: cannot assign to this");
    assert_rejected(
        "fn merge(a, b) { 1 } fn merge(a, b) { 2 }",
        "line 1, column 22: function “merge” is defined twice",
    );
    assert_rejected("fn merge(a, b) { if 1 { a } }", "line 1, column 21: expected true or false");
    assert_rejected("fn merge(a, b) {", "line 1, column 17: expected “}” here");
}

#[test]
fn unknown_variable_is_reported_before_running() {
    assert_rejected(
        "fn merge(a, b) { c }",
        "line 1, column 18: undefined variable “c”; a function sees only its own variables",
    );
    let of_outside = "fn merge(a, b) { [1].map(|x| x + a) }";
    assert_rejected(
        of_outside,
        "line 1, column 34: undefined variable “a”; a function sees only its own variables",
    );
}

#[test]
fn unsupported_keyword_is_named() {
    for word in ["eval", "Fn", "curry", "this", "try", "import", "export"] {
        let error =
            format!("line 1, column 18: “{word}” is a reserved word, and merge code does not support it");
        assert_rejected(&format!("fn merge(a, b) {{ {word}(\"1\") }}"), &error);
    }
}

#[test]
fn ranges_behave_the_same_in_every_build() {
    assert_rejected(
        "fn merge(a, b) { \"abc\"[1..2] }",
        "line 1, column 25: write a range as range(from, to)",
    );
    assert_fails(
        "range(0, 5000000000)",
        "line 2, column 1: the bounds of a range are from -1000000000 to 1000000000",
    );
}

#[test]
fn clock_randomness_and_system_calls_are_missing() {
    for name in ["timestamp", "rand", "exit", "get_fn_metadata_list"] {
        assert_fails(&format!("{name}()"), &format!("line 2, column 1: there is no function “{name}”"));
    }
    assert_fails("sleep(1)", "line 2, column 1: “sleep” is not defined for a number");
    assert_fails("parse_json(\"1\")", "line 2, column 1: “parse_json” is not defined for a string");
}

#[test]
fn type_errors_are_plain_sentences() {
    assert_fails("\n[1] + 2", "line 3, column 5: “+” is not defined for a list and a number");
    assert_fails("mine + 2", "line 2, column 6: “+” is not defined for () and a number");
    assert_fails("[1].shuffle()", "line 2, column 5: “shuffle” is not defined for a list");
    assert_fails("max(1, \"a\")", "line 2, column 1: “max” is not defined for a number and a string");
    assert_fails("f(1, 2, 3, 4)", "line 2, column 1: “f” is not defined for 4 values");
    assert_fails("[1].map(|x, y| x)", "line 2, column 5: the function cannot be called with 1 value");
    assert_fails("[1].filter(|x| x)", "line 2, column 5: the function must return true or false");
    assert_fails(
        "[1][3]",
        "line 2, column 5: index 3 is out of range for a list of length 1; indexes start at 0",
    );
    assert_fails("#{}.a.b", "line 2, column 7: there is no field “b” in ()");
    assert_fails("set([1])[0]", "line 2, column 9: a set cannot be indexed with [ ] like this");
    assert_fails(
        "for c in \"abc\" {}",
        "line 2, column 10: a loop can only iterate over a list, a set or a range",
    );
    assert_fails("let a = 1; if a { 1 }", "line 2, column 15: expected true or false, found a number");
    assert_fails(
        "set([true])",
        "line 2, column 1: a value cannot be true or false: only a string, a number, a list, a set or a map",
    );
}

#[test]
fn integer_overflow_is_an_error() {
    let most = i64::MAX;
    for sum in [
        format!("{most} + 1"),
        format!("-{most} - 2"),
        format!("{most} * 2"),
        "2 ** 63".into(),
        format!("let n = {most}; n += 1; n"),
        format!("-(-{most} - 1)"),
        format!("abs(-{most} - 1)"),
        format!("(-{most} - 1) / -1"),
    ] {
        let error = body(&sum).expect_err(&sum);
        assert_eq!(error.message, "number overflow", "{sum}");
        assert!(error.position.is_some_and(|(line, _)| line == 2), "{sum}");
    }
    assert_fails("1 / 0", "line 2, column 3: division by zero");
    assert_fails("1 % 0", "line 2, column 3: division by zero");
}

#[test]
fn thrown_text_is_the_error_message() {
    assert_fails("\n  throw \"carts differ\"", "line 3, column 3: carts differ");
    assert_fails("throw `no\nway\tout`", "line 2, column 1: no way out");
    assert_fails("throw \"\"", "line 2, column 1: the code threw an error without a message");
    assert_fails("throw [1]", "line 2, column 1: the code threw a list");
    let long = body(
        "throw \"x\".replace(\"x\", \"0123456789\").replace(\"0\", \"0123456789\")
        .replace(\"9\", \"0123456789\").replace(\"5\", \"0123456789\").replace(\"1\", \"0123456789abcdef\")",
    );
    assert!(long.is_err_and(|error| error.message.chars().count() <= 201));
}

#[test]
fn error_in_a_helper_has_the_line_of_the_helper() {
    let code = "fn merge(a, b) { helper(a) }\nfn helper(a) {\n  a.missing()\n}";
    let error =
        MergeError { position: Some((3, 5)), message: "“missing” is not defined for a number".into() };
    assert_eq!(merge(code, "1", "2", "null"), Err(error));
    assert_fails("[1].map(|x|\n x.missing())", "line 3, column 4: “missing” is not defined for a number");
}

#[test]
fn results_that_cannot_be_stored_are_rejected() {
    let only = "only a string, a number, a list, a set or a map";
    assert_fails("true", &format!("a value cannot be true or false: {only}"));
    assert_fails("|x| x", &format!("a value cannot be a function: {only}"));
    assert_fails("range(0, 3)", &format!("a value cannot be a range: {only}"));
    assert_fails("[()]", &format!("a value cannot be (): {only}"));
    assert_fails("#{a: true}", &format!("a value cannot be true or false: {only}"));
}
