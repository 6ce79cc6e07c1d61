//! Any merge code is rejected with a short sentence, or ends within its limits with the same result each time.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use merge_script::RhaiEngine;
use replication::{MergeInput, ScriptEngine as _, Value};

/// Small values of every type, as (mine, theirs, ancestor).
static VALUES: LazyLock<Vec<[Option<Value>; 3]>> = LazyLock::new(|| {
    let cases = [
        r#"["milk", "eggs", null]"#,
        r#"[3, -9223372036854775808, 1]"#,
        r#"[["a", 1, ["b"]], ["c"], []]"#,
        r#"[{ "set": ["a", 2] }, { "set": [] }, { "set": ["b"] }]"#,
        r#"[{ "map": { "a": 1, "b": ["x"] } }, { "map": { "a": "é" } }, null]"#,
        r#"[null, "", null]"#,
    ];
    cases.map(|case| serde_json::from_str(case).expect("these values are valid")).into()
});

fuzz_target!(|code: &str| {
    let checked = RhaiEngine.check(code);
    if let Err(error) = &checked {
        fuzz::check_message(&error.to_string());
    }
    for [mine, theirs, ancestor] in VALUES.iter() {
        let values =
            || MergeInput { mine: mine.as_ref(), theirs: theirs.as_ref(), ancestor: ancestor.as_ref() };
        let (one, again) = (RhaiEngine.merge(code, values()), RhaiEngine.merge(code, values()));
        assert_eq!((&one.result, one.cost), (&again.result, again.cost), "merge code is deterministic");
        if let Err(error) = &one.result {
            fuzz::check_message(&error.to_string());
        }
        if checked.is_err() {
            assert_eq!(one.result.err(), checked.clone().err(), "rejected code merges nothing");
            return;
        }
    }
});
