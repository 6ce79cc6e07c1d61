//! Results of merge code.

use merge_script::{RhaiEngine, install};
use replication::{ScriptEngine as _, script_engine};

use crate::{body, merge, value};

/// Asserts the result for three values; `null` is none.
fn assert_merges(code: &str, [mine, theirs, ancestor]: [&str; 3], merged: &str) {
    let merged = (merged != "null").then(|| value(merged));
    assert_eq!(merge(code, mine, theirs, ancestor), Ok(merged), "{code}");
}

#[test]
fn union_code_merges_sets() {
    let code = "fn merge(mine, theirs, ancestor) { mine.union(theirs) }";
    assert_merges(code, [r#"{"set":["a","b"]}"#, r#"{"set":["b","c"]}"#, "null"], r#"{"set":["a","b","c"]}"#);
}

#[test]
fn three_way_set_merge_keeps_removals() {
    let code = "fn merge(mine, theirs, ancestor) {
        let kept = mine & theirs & ancestor;
        kept + (mine - ancestor) + (theirs - ancestor)
    }";
    let sets = [r#"{"set":["a","b","x"]}"#, r#"{"set":["b","c","y"]}"#, r#"{"set":["a","b","c"]}"#];
    assert_merges(code, sets, r#"{"set":["b","x","y"]}"#);
}

#[test]
fn longer_value_wins() {
    let code = "fn merge(mine, theirs) { if mine.len() >= theirs.len() { mine } else { theirs } }";
    assert_merges(code, [r#""milk""#, r#""flour""#, "null"], r#""flour""#);
    assert_merges(code, [r#"["a", "b"]"#, r#"["c"]"#, "null"], r#"["a", "b"]"#);
}

#[test]
fn three_way_counter_merge_keeps_both_increments() {
    let code = "fn merge(mine, theirs, ancestor) { mine + theirs - ancestor }";
    assert_merges(code, ["7", "4", "5"], "6");
}

#[test]
fn three_way_map_merge_works_field_by_field() {
    let code = "fn merge(mine, theirs, ancestor) {
        let merged = theirs;
        for name in mine.keys() {
            if mine[name] != ancestor[name] { merged[name] = mine[name]; }
        }
        merged
    }";
    let [mine, theirs, ancestor] =
        [r#"{"map":{"a":1,"b":2}}"#, r#"{"map":{"a":0,"b":3}}"#, r#"{"map":{"a":0,"b":2}}"#];
    assert_merges(code, [mine, theirs, ancestor], r#"{"map":{"a":1,"b":3}}"#);
}

#[test]
fn nested_values_round_trip() {
    let nested = r#"{"map":{"l":[["a"],{"set":[1,["b"],{"map":{"x":-1}}]}],"t":"é\n"}}"#;
    assert_merges("fn merge(mine, theirs) { mine }", [nested, "1", "null"], nested);
    let code = "fn merge(mine, theirs) { let s = mine.l[1]; s.remove([\"b\"]); s }";
    assert_merges(code, [nested, "1", "null"], r#"{"set":[1,{"map":{"x":-1}}]}"#);
}

#[test]
fn none_round_trips_as_unit() {
    let code = "fn merge(mine, theirs, ancestor) { if mine == () && ancestor == () { () } else { theirs } }";
    assert_merges(code, ["null", "1", "null"], "null");
    assert_merges(code, ["null", "1", "2"], "1");
}

#[test]
fn merge_without_ancestor_parameter_is_accepted() {
    assert_merges("fn merge(a, b) { a + b }", ["1", "2", "3"], "3");
}

#[test]
fn character_result_becomes_a_text() {
    assert_eq!(body("\"milk\"[0]"), Ok(Some(value(r#""m""#))));
}

#[test]
fn set_equality_ignores_insertion_order() {
    let code = "let a = set([1, 2]); let b = set([2, 1, 1]);
        if a == b && a != set([1]) && [a] == [b] { 1 } else { 0 }";
    assert_eq!(body(code), Ok(Some(value("1"))));
}

#[test]
fn set_iteration_is_ordered() {
    let code = "let seen = []; for item in set([\"b\", 2, \"a\"]) { seen.push(item); } seen";
    assert_eq!(body(code), Ok(Some(value(r#"["a", "b", 2]"#))));
}

#[test]
fn copied_set_changes_independently() {
    let code = "let a = set([1]); let b = a; b.add(2); [a, b]";
    assert_eq!(body(code), Ok(Some(value(r#"[{"set":[1]},{"set":[1,2]}]"#))));
}

#[test]
fn map_keys_are_ordered() {
    assert_eq!(body("#{c: 1, a: 2, b: 3}.keys()"), Ok(Some(value(r#"["a","b","c"]"#))));
}

#[test]
fn repeated_and_interleaved_merges_give_the_same_result() {
    let codes: Vec<String> =
        (0..20).map(|number| format!("fn merge(mine, theirs) {{ mine + theirs + {number} }}")).collect();
    for _ in 0..3 {
        for (number, code) in codes.iter().enumerate() {
            assert_merges(code, ["1", "2", "null"], &(number + 3).to_string());
        }
    }
}

#[test]
fn printed_function_shows_no_hash() {
    assert_eq!(body("`${|x| x}, ${[|x| x]}`"), Ok(Some(value(r#""a function, a list""#))));
}

#[test]
fn runnable_code_passes_the_check() {
    assert_eq!(
        RhaiEngine.check("fn merge(mine, theirs, ancestor) { helper(mine) } fn helper(a) { a }"),
        Ok(())
    );
}

#[test]
fn installed_engine_is_found() {
    install();
    install();
    assert!(script_engine().is_ok_and(|engine| engine.check("fn merge(a, b) { a }").is_ok()));
}
