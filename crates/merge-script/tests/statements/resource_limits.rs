//! No code can hang, crash or exhaust memory: each limit holds, and its error says where.

use merge_script::{RhaiEngine, limits};
use replication::limits::{MAX_ITEMS, MAX_TEXT_BYTES, MAX_VALUE_DEPTH};
use replication::{MergeInput, ScriptEngine as _, Value};

use crate::{body, merge};

/// Asserts that a function with this body fails in line 2 with a message that contains `by`.
fn assert_stopped(code: &str, by: &str) {
    let error = body(code).map(drop).expect_err(code);
    assert!(error.message.contains(by), "{code}: {error}");
    assert!(error.position.is_some_and(|(line, _)| line == 2), "{code}: {error}");
}

/// Asserts that a function with this body fails with a message that contains `by`.
fn assert_stopped_anywhere(code: &str, by: &str) {
    let error = body(code).map(drop).expect_err(code);
    assert!(error.message.contains(by), "{code}: {error}");
}

#[test]
fn endless_loop_is_stopped() {
    assert_stopped("let n = 0; loop { n += 1; }", "takes too long: 50000 steps");
    assert_stopped("let n = 0; while true { n += 1; }", "takes too long");
    assert_stopped("let n = 0; for i in range(0, 1000000000) { n = i; }", "takes too long");
    assert_stopped_anywhere("loop {}", "takes too long");
    assert_stopped_anywhere("for i in range(0, 1000000000) {}", "takes too long");
}

#[test]
fn endless_recursion_is_stopped() {
    let endless = "fn merge(a, b) {\n f(1) }\nfn f(n) { g(n) } fn g(n) { f(n) }";
    let error = merge(endless, "1", "2", "null").expect_err("it is endless");
    assert_eq!(error.message, "function calls are nested too deeply: 16 levels at most");
    assert!(error.position.is_some());
    let through_a_list = "fn merge(a, b) { f(a) } fn f(a) { [a].map(|x| f(x)) }";
    assert!(merge(through_a_list, "1", "2", "null").is_err_and(|error| error.message.contains("too deeply")));
    let branching = "fn merge(a, b) { f(1) } fn f(n) { if n > 14 { return 1; } f(n + 1) + f(n + 1) }";
    assert!(merge(branching, "1", "2", "null").is_err_and(|error| error.message.contains("too long")));
}

#[test]
fn value_growing_in_a_loop_is_stopped() {
    for code in [
        "let t = \"ab\"; loop { t += t; }",
        "let t = \"ab\"; loop { t = t.replace(\"a\", \"aaaa\"); }",
        "let t = \"ab\"; loop { t = [t, t, t].join(t); }",
        "let t = \"ab\"; loop { t = `${t}${t}`; }",
        "let l = [1]; loop { l += l; }",
        "let l = [1]; loop { l.push(l); }",
        "let l = [1]; loop { l = [l, l]; }",
        "let l = [1]; loop { l = l.map(|x| [x, x]); }",
        "let m = #{}; loop { m = #{a: m, b: m}; }",
        "let m = #{}; let k = \"k\"; loop { k += \"kkkkkkkk\"; m[k] = 1; }",
        "let s = set([1]); let n = 0; loop { n += 1; s.add(`${n}${n}${n}${n}${n}${n}${n}${n}${n}${n}${n}`.replace(\"1\", \"12345678901234567890\")); }",
    ] {
        assert_stopped(code, "grows too large: 2000 items and 32000 bytes of text");
    }
    assert_stopped("let l = []; loop { l = [l]; }", "the value is nested too deeply: 16");
    assert_stopped("let s = set(); loop { s = set([s]); }", "the value is nested too deeply: 8");
}

#[test]
fn repeated_scans_of_large_data_are_stopped() {
    let long = "let l = [1]; for n in range(0, 10) { l += l.map(|i| i * 2 - 1 ); } let k = l.map(|i| -i); ";
    for code in [
        "loop { l.contains(-1); }",
        "loop { l.sort(); }",
        "loop { l == k; }",
        "loop { set(l); }",
        "loop { l - k; }",
    ] {
        assert_stopped(&format!("{long}{code}"), "processes too much data: 8000000 bytes");
    }
    assert_stopped("let s = set(); let n = 0; loop { s.add(n); n += 1; }", "processes too much data");
    assert_stopped("let m = #{}; let n = 0; loop { m[\"k\" + n] = 1; n += 1; }", "processes too much data");
    let literal = format!("\"{}\"", "x".repeat(9_000));
    for call in ["contains(\"y\")", "trim()", "to_upper()", "sub_string(8000, 9)", "parse_int()", "len()"] {
        assert_stopped(&format!("loop {{ {literal}.{call}; }}"), "too much data");
    }
    let items = vec!["1"; 1_500].join(",");
    assert_stopped(&format!("loop {{ set([{items}]); }}"), "too much data");
}

#[test]
fn too_long_code_is_rejected() {
    let long = format!("fn merge(a, b) {{ a }} //{}", "x".repeat(limits::MAX_SOURCE_BYTES));
    let error = RhaiEngine.check(&long).expect_err("it is too long");
    assert_eq!(error.to_string(), "the code is too long: 10000 bytes at most");
}

#[test]
fn too_many_functions_or_variables_are_rejected() {
    let functions: String = (0..40).map(|n| format!("fn f{n}() {{}}\n")).collect();
    let error = RhaiEngine.check(&format!("fn merge(a, b) {{ a }}\n{functions}")).expect_err("too many");
    assert_eq!(error.message, "there are too many functions: 32 at most");
    assert!(error.position.is_some());
    let variables: String = (0..80).map(|n| format!("let v{n} = mine; ")).collect();
    assert_stopped(&variables, "there are too many variables: 64 at most");
}

#[test]
fn result_beyond_the_value_limits_is_rejected() {
    let text = |bytes| format!("let t = \"\"; for n in range(0, {bytes}) {{ t += \"x\"; }} t");
    assert!(body(&text(MAX_TEXT_BYTES)).is_ok());
    assert_rejected_by_store(
        &text(MAX_TEXT_BYTES + 1),
        "a string in the merged value is too long: 1000 bytes at most",
    );
    let kinds = [
        "let v = []; for n in range(0, N) { v.push(n); } v",
        "let v = set(); for n in range(0, N) { v.add(n); } v",
        "let v = #{}; for n in range(0, N) { v[\"k\" + n] = n; } v",
    ];
    for kind in kinds {
        assert!(body(&kind.replace('N', &MAX_ITEMS.to_string())).is_ok());
        let beyond = kind.replace('N', &(MAX_ITEMS + 1).to_string());
        assert_rejected_by_store(&beyond, "the merged value has too many items: 256 at most");
    }
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    assert!(body(&nested(MAX_VALUE_DEPTH)).is_ok());
    assert_rejected_by_store(
        &nested(MAX_VALUE_DEPTH + 1),
        "the value is nested too deeply: 8 levels at most",
    );
}

fn assert_rejected_by_store(code: &str, by: &str) {
    assert_eq!(body(code).map_err(|error| error.message), Err(by.to_owned()), "{code}");
}

#[test]
fn too_large_input_is_rejected() {
    let large = Value::List(vec![Value::text("x".repeat(MAX_TEXT_BYTES)); 40]);
    for values in [[Some(&large), None, None], [None, Some(&large), None], [None, None, Some(&large)]] {
        let [mine, theirs, ancestor] = values;
        let error = RhaiEngine.merge("fn merge(a, b) { 1 }", MergeInput { mine, theirs, ancestor }).result;
        assert!(error.is_err_and(|error| error.message == "a value is too large for merge code"));
    }
}

/// The repeated opening, the innermost code, and the repeated closing.
const NESTINGS: &[(&str, &str, &str)] = &[
    ("(", "1", ")"),
    ("[", "1", "]"),
    ("{", "1", "}"),
    ("#{a:", "1", "}"),
    ("-(", "1", ")"),
    ("!", "true", ""),
    ("1 + ", "1", ""),
    ("1 ** ", "1", ""),
    ("abs(", "1", ")"),
    ("`${", "1", "}`"),
    ("if true {", "1", "}"),
    ("for i in [1] {", "1", "}"),
    ("switch 1 { 1 => ", "1", "}"),
    ("|x| ", "1", ""),
    ("[1].map(|x| ", "1", ")"),
    ("loop { break ", "1", "}"),
    ("/*", "", "*/"),
    ("1 in ", "[1]", ""),
    ("() ?? ", "1", ""),
    ("if false {} else ", "{}", ""),
    ("let a = 1; a = ", "1", ""),
    ("return ", "1", ""),
    ("throw ", "1", ""),
    ("", "[1]", "[0]"),
    ("", "#{}", ".a"),
    ("", "[1]", ".unique()"),
    ("", "1", ";"),
    ("{", "", ""),
    ("[", "", ""),
];

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    for (open, innermost, close) in NESTINGS {
        for times in [8, 16, 24, 30, 31, 32, 33, 1_000] {
            let code = format!("{}{innermost}{}", open.repeat(times), close.repeat(times));
            let _ = body(&code);
        }
    }
}

#[test]
fn deep_nesting_in_recursion_does_not_overflow_the_stack() {
    for (open, _, close) in NESTINGS {
        for times in 1..32 {
            let deep = format!("{}f(n + 1){}", open.repeat(times), close.repeat(times));
            let _ = merge(&format!("fn merge(a, b) {{ f(1) }} fn f(n) {{ {deep} }}"), "1", "2", "null");
            let ending = format!("{}f(n - 1){}", open.repeat(times), close.repeat(times));
            for made in ["f(13)", "`${f(13)}`", "if f(13) == f(13) { 1 }", "set([f(13)])", "[f(13)].sort()"] {
                let code =
                    format!("fn merge(a, b) {{ {made} }} fn f(n) {{ if n == 0 {{ return 0; }} {ending} }}");
                let _ = merge(&code, "1", "2", "null");
            }
        }
    }
}

#[test]
fn cost_counts_steps_and_bytes() {
    let values = MergeInput { mine: None, theirs: None, ancestor: None };
    let cost = |code: &str| RhaiEngine.merge(code, values).cost;
    let small = cost("fn merge(a, b) { 1 }");
    let long = cost("fn merge(a, b) { let n = 0; for i in range(0, 4000) { n += i; } n }");
    let doubled = "let t = \"x\"; for i in range(0, 14) { t = t + t; }";
    let wide = cost(&format!(
        "fn merge(a, b) {{ {doubled} let n = 0; for i in range(0, 100) {{ n += t.len(); }} n }}"
    ));
    assert!(small < 5 && long > 200 && wide > 200, "{small}, {long}, {wide}");
}
