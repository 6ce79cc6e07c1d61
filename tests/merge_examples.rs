//! The built-in examples of merge code do what they claim.

use merge_script::RhaiEngine;
use player::MERGE_EXAMPLES;
use replication::{Concurrent, ScriptEngine, ScriptFault, Value};
use scenario::value_from_input;

/// The result of an example for two values and their ancestor, given as users type them.
fn merged(name: &str, mine: &str, theirs: &str, ancestor: &str) -> Result<Option<Value>, ScriptFault> {
    let example = MERGE_EXAMPLES.iter().find(|example| example.name == name);
    let source = example.unwrap_or_else(|| panic!("there is no {name}")).source;
    let [mine, theirs, ancestor] = [mine, theirs, ancestor].map(value_from_input);
    let values = Concurrent { mine: mine.as_ref(), theirs: theirs.as_ref(), ancestor: ancestor.as_ref() };
    RhaiEngine.merge(source, values).result
}

/// Fails unless the result is this one for both orders of the values.
fn agrees(name: &str, mine: &str, theirs: &str, ancestor: &str, result: &str) {
    assert_eq!(merged(name, mine, theirs, ancestor), Ok(value_from_input(result)), "{name}");
    assert_eq!(
        merged(name, theirs, mine, ancestor),
        Ok(value_from_input(result)),
        "{name}, the other way round"
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
    agrees("The greater", "3", "5", "", "5");
    agrees("The greater", "milk", "eggs", "", "milk");
}

#[test]
fn all_items_keeps_each_item_once_in_order() {
    agrees("All items", "[milk, flour]", "[eggs, milk]", "", "[eggs, flour, milk]");
    agrees("All items", "[milk]", "", "", "[milk]");
}

#[test]
fn sum_of_changes_adds_both_changes() {
    agrees("Sum of changes", "7", "5", "4", "8");
    agrees("Sum of changes", "2", "3", "", "5");
}

#[test]
fn the_one_that_changed_fails_if_both_changed() {
    agrees("The one that changed", "tea", "milk", "milk", "tea");
    agrees("The one that changed", "tea", "tea", "milk", "tea");
    assert!(merged("The one that changed", "tea", "rice", "milk").is_err());
}

#[test]
fn mine_first_depends_on_the_merging_leader() {
    assert_ne!(merged("Mine first", "tea", "rice", ""), merged("Mine first", "rice", "tea", ""));
}
