//! The built-in examples of merge code do what they claim.

use merge_script::RhaiEngine;
use player::MERGE_EXAMPLES;
use replication::{MergeError, MergeInput, ScriptEngine, Value};
use scenario::value_from_input;

/// The result of an example for two values and their ancestor, given as users type them.
fn merge_with_example(
    name: &str,
    mine: &str,
    theirs: &str,
    ancestor: &str,
) -> Result<Option<Value>, MergeError> {
    let example = MERGE_EXAMPLES.iter().find(|example| example.name == name);
    let source = example.unwrap_or_else(|| panic!("there is no {name}")).source;
    let [mine, theirs, ancestor] = [mine, theirs, ancestor].map(value_from_input);
    let values = MergeInput { mine: mine.as_ref(), theirs: theirs.as_ref(), ancestor: ancestor.as_ref() };
    RhaiEngine.merge(source, values).result
}

/// Fails unless the result is this one for both orders of the values.
fn assert_symmetric(name: &str, mine: &str, theirs: &str, ancestor: &str, result: &str) {
    assert_eq!(merge_with_example(name, mine, theirs, ancestor), Ok(value_from_input(result)), "{name}");
    assert_eq!(
        merge_with_example(name, theirs, mine, ancestor),
        Ok(value_from_input(result)),
        "{name}, in the other order"
    );
}

#[test]
fn every_example_compiles() {
    for example in MERGE_EXAMPLES {
        assert_eq!(RhaiEngine.check(example.source), Ok(()), "{}", example.name);
    }
}

#[test]
fn the_greater_keeps_the_greater_value() {
    assert_symmetric("Greater value", "3", "5", "", "5");
    assert_symmetric("Greater value", "milk", "eggs", "", "milk");
    assert_symmetric("Greater value", "30", "5", "", "30");
    assert_symmetric("Greater value", "[milk]", "[eggs, milk]", "", "[milk]");
    assert_symmetric("Greater value", "{milk}", "{eggs}", "", "{milk}");
    assert_symmetric("Greater value", "milk", "", "", "milk");
}

#[test]
fn all_items_keeps_each_item_once_in_order() {
    assert_symmetric("Union of lists", "[milk, flour]", "[eggs, milk]", "", "[eggs, flour, milk]");
    assert_symmetric("Union of lists", "[milk]", "", "", "[milk]");
    assert_symmetric("Union of lists", "{milk}", "{eggs}", "", "{eggs, milk}");
}

#[test]
fn sum_of_changes_adds_both_changes() {
    assert_symmetric("Sum of changes", "7", "5", "4", "8");
    assert_symmetric("Sum of changes", "2", "3", "", "5");
}

#[test]
fn the_one_that_changed_fails_if_both_changed() {
    assert_symmetric("Three-way merge", "tea", "milk", "milk", "tea");
    assert_symmetric("Three-way merge", "tea", "tea", "milk", "tea");
    assert!(merge_with_example("Three-way merge", "tea", "rice", "milk").is_err());
}

#[test]
fn mine_first_depends_on_the_merging_leader() {
    assert_ne!(
        merge_with_example("Keep mine", "tea", "rice", ""),
        merge_with_example("Keep mine", "rice", "tea", "")
    );
}
