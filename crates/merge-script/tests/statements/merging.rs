//! What merge code makes of values.

use merge_script::{RhaiEngine, install};
use replication::{ScriptEngine as _, scripts};

use crate::{body, merge, value};

/// That the code makes this of the three values; `null` is none.
fn comes_to(code: &str, [mine, theirs, ancestor]: [&str; 3], merged: &str) {
    let merged = (merged != "null").then(|| value(merged));
    assert_eq!(merge(code, mine, theirs, ancestor), Ok(merged), "{code}");
}

#[test]
fn sets_are_united() {
    let code = "fn merge(mine, theirs, ancestor) { mine.union(theirs) }";
    comes_to(code, [r#"{"set":["a","b"]}"#, r#"{"set":["b","c"]}"#, "null"], r#"{"set":["a","b","c"]}"#);
}

#[test]
fn what_either_removed_from_a_set_stays_removed() {
    let code = "fn merge(mine, theirs, ancestor) {
        let kept = mine & theirs & ancestor;
        kept + (mine - ancestor) + (theirs - ancestor)
    }";
    let sets = [r#"{"set":["a","b","x"]}"#, r#"{"set":["b","c","y"]}"#, r#"{"set":["a","b","c"]}"#];
    comes_to(code, sets, r#"{"set":["b","x","y"]}"#);
}

#[test]
fn the_longer_one_is_kept() {
    let code = "fn merge(mine, theirs) { if mine.len() >= theirs.len() { mine } else { theirs } }";
    comes_to(code, [r#""milk""#, r#""flour""#, "null"], r#""flour""#);
    comes_to(code, [r#"["a", "b"]"#, r#"["c"]"#, "null"], r#"["a", "b"]"#);
}

#[test]
fn a_counter_keeps_what_both_have_added() {
    let code = "fn merge(mine, theirs, ancestor) { mine + theirs - ancestor }";
    comes_to(code, ["7", "4", "5"], "6");
}

#[test]
fn a_map_is_merged_field_by_field() {
    let code = "fn merge(mine, theirs, ancestor) {
        let merged = theirs;
        for name in mine.keys() {
            if mine[name] != ancestor[name] { merged[name] = mine[name]; }
        }
        merged
    }";
    let [mine, theirs, ancestor] =
        [r#"{"map":{"a":1,"b":2}}"#, r#"{"map":{"a":0,"b":3}}"#, r#"{"map":{"a":0,"b":2}}"#];
    comes_to(code, [mine, theirs, ancestor], r#"{"map":{"a":1,"b":3}}"#);
}

#[test]
fn values_in_values_go_in_and_come_out() {
    let nested = r#"{"map":{"l":[["a"],{"set":[1,["b"],{"map":{"x":-1}}]}],"t":"é\n"}}"#;
    comes_to("fn merge(mine, theirs) { mine }", [nested, "1", "null"], nested);
    let code = "fn merge(mine, theirs) { let s = mine.l[1]; s.remove([\"b\"]); s }";
    comes_to(code, [nested, "1", "null"], r#"{"set":[1,{"map":{"x":-1}}]}"#);
}

#[test]
fn none_goes_in_and_comes_out() {
    let code = "fn merge(mine, theirs, ancestor) { if mine == () && ancestor == () { () } else { theirs } }";
    comes_to(code, ["null", "1", "null"], "null");
    comes_to(code, ["null", "1", "2"], "1");
}

#[test]
fn merge_may_leave_out_the_ancestor() {
    comes_to("fn merge(a, b) { a + b }", ["1", "2", "3"], "3");
}

#[test]
fn a_letter_becomes_a_text() {
    assert_eq!(body("\"milk\"[0]"), Ok(Some(value(r#""m""#))));
}

#[test]
fn sets_are_equal_whatever_order_they_were_made_in() {
    let code = "let a = set([1, 2]); let b = set([2, 1, 1]);
        if a == b && a != set([1]) && [a] == [b] { 1 } else { 0 }";
    assert_eq!(body(code), Ok(Some(value("1"))));
}

#[test]
fn a_loop_goes_through_a_set_in_order() {
    let code = "let seen = []; for item in set([\"b\", 2, \"a\"]) { seen.push(item); } seen";
    assert_eq!(body(code), Ok(Some(value(r#"["a", "b", 2]"#))));
}

#[test]
fn a_copy_of_a_set_changes_alone() {
    let code = "let a = set([1]); let b = a; b.add(2); [a, b]";
    assert_eq!(body(code), Ok(Some(value(r#"[{"set":[1]},{"set":[1,2]}]"#))));
}

#[test]
fn a_map_is_gone_through_in_the_order_of_its_names() {
    assert_eq!(body("#{c: 1, a: 2, b: 3}.keys()"), Ok(Some(value(r#"["a","b","c"]"#))));
}

#[test]
fn the_same_merge_comes_to_the_same_however_often_and_between_others() {
    let codes: Vec<String> =
        (0..20).map(|number| format!("fn merge(mine, theirs) {{ mine + theirs + {number} }}")).collect();
    for _ in 0..3 {
        for (number, code) in codes.iter().enumerate() {
            comes_to(code, ["1", "2", "null"], &(number + 3).to_string());
        }
    }
}

#[test]
fn a_function_in_words_shows_no_hash() {
    assert_eq!(body("`${|x| x}, ${[|x| x]}`"), Ok(Some(value(r#""a function, a list""#))));
}

#[test]
fn code_that_can_run_passes_the_check() {
    assert_eq!(
        RhaiEngine.check("fn merge(mine, theirs, ancestor) { helper(mine) } fn helper(a) { a }"),
        Ok(())
    );
}

#[test]
fn the_program_finds_the_engine_once_it_is_installed() {
    install();
    install();
    assert!(scripts().is_ok_and(|engine| engine.check("fn merge(a, b) { a }").is_ok()));
}
