//! Fuzzing: any code is merged or rejected, without a panic or an endless loop.

use merge_script::RhaiEngine;
use proptest::prelude::*;
use replication::{MergeInput, ScriptEngine as _, Value};

use crate::value;

/// Tokens for random code.
const TOKENS: &[&str] = &[
    "fn merge(a, b, c) {",
    "fn f(x) {",
    "}",
    "{",
    "(",
    ")",
    "[",
    "]",
    "#{",
    "a",
    "b",
    "c",
    "x",
    "f",
    "1",
    "0",
    "-",
    "9223372036854775807",
    "\"milk\"",
    "\"\"",
    "'m'",
    "`${",
    "`",
    "()",
    "true",
    "+",
    "*",
    "/",
    "%",
    "**",
    "<<",
    ">>",
    "==",
    "!=",
    "<",
    "&&",
    "||",
    "|",
    "&",
    "^",
    "!",
    "??",
    "?.",
    ".",
    "..",
    "..=",
    ",",
    ";",
    ":",
    "=",
    "+=",
    "=>",
    "|x|",
    "let ",
    "const ",
    "if ",
    "else ",
    "for ",
    " in ",
    "while ",
    "loop ",
    "do ",
    "until ",
    "switch ",
    "return ",
    "throw ",
    "break",
    "continue",
    "set(",
    ".len()",
    ".add(",
    ".remove(",
    ".push(",
    ".pop()",
    ".insert(",
    ".map(",
    ".filter(",
    ".sort()",
    ".unique()",
    ".join(",
    ".split(",
    ".replace(",
    ".sub_string(",
    ".slice(",
    ".keys()",
    ".contains(",
    ".union(",
    ".call(",
    "max(",
    "abs(",
    "range(",
    "type_of(",
    "to_string(",
    "is_set(",
    "print(",
    "is_def_var(",
    "is_def_fn(",
    "private ",
    "import ",
    "global::",
    "this",
    "//",
    "/*",
    "*/",
    "\n",
    "é",
];

/// Valid code that uses many features.
const VALID_CODE: &[&str] = &[
    "fn merge(a, b, c) { let m = set(a.keys()); for k in m { a[k] = b[k] ?? c; } m.add(a.len()); [m, a, b] }",
    "fn merge(a, b) { let r = []; for (x, i) in [a, b] { if x == () { r.push(`${i}`); } else { r += [x]; } } r }",
    "fn merge(a, b, c) { switch type_of(a) { \"map\" => a + b, \"list\" => (a + b).unique(), _ => f(a, 3) } }
     fn f(x, n) { if n <= 0 { return x; } f([x, x], n - 1) }",
    "fn merge(a, b) { [1, 2, 3].map(|x| x * 2).filter(|x| x > 2).map(|x| \"a,b\".split(\",\")) }",
    "fn merge(a, b) { let t = \"milk\"; let n = 0; while n < 5 { t = t.replace(\"i\", t[range(0, 2)]); n += 1; } t }",
];

fn values() -> [Option<Value>; 3] {
    [
        Some(value(r#"{"map":{"a":1,"b":["x",{"set":[1,2]}]}}"#)),
        Some(value(r#"{"map":{"a":"milk","c":-9223372036854775808}}"#)),
        None,
    ]
}

/// Checks that `check` and `merge` end, give the same result again, and that rejected code cannot merge.
fn assert_no_panic(code: &str) {
    let [mine, theirs, ancestor] = values();
    let values = MergeInput { mine: mine.as_ref(), theirs: theirs.as_ref(), ancestor: ancestor.as_ref() };
    let checked = RhaiEngine.check(code);
    let merged = RhaiEngine.merge(code, values).result;
    assert_eq!(merged, RhaiEngine.merge(code, values).result, "{code}");
    for error in [checked.clone().err(), merged.clone().err()].into_iter().flatten() {
        assert!(!error.message.is_empty() && !error.message.contains('\n'), "{code}: {error}");
        assert!(!error.message.contains("anon$"), "{code}: {error}");
    }
    if let Err(error) = checked {
        assert_eq!(merged, Err(error));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_no_panic(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_token_sequences_never_panic(
        tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..40),
    ) {
        assert_no_panic(&tokens.concat());
        assert_no_panic(&format!("fn f(x) {{ x }} fn merge(a, b, c) {{ {} }}", tokens.concat()));
    }

    #[test]
    fn mutated_code_never_panics(
        valid in prop::sample::select(VALID_CODE),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..6_usize, prop::sample::select(TOKENS)), 1..4),
    ) {
        let mut letters: Vec<char> = valid.chars().collect();
        for (at, out, token) in changes {
            let at = at.index(letters.len().max(1)).min(letters.len());
            let end = (at + out).min(letters.len());
            letters.splice(at..end, token.chars());
        }
        assert_no_panic(&letters.into_iter().collect::<String>());
    }
}
