//! Which laws each merge rule obeys, and that the search finds every kind of planted fault.

use std::cell::Cell;
use std::collections::BTreeMap;

use analysis::{
    CHECKS, Law, LawOptions, LawSearch, LawVerdict, MergesAt, Status, ValueMerge, ValueType, check_all,
};
use explain::{describe_counterexample, describe_effect};
use proptest::prelude::*;
use replication::{MergeError, MergeInput, MergeRule, MergeRun, Script, Value};
use timeline::Timeline;

fn rule(id: &str) -> MergeRule {
    MergeRule::by_id(id).unwrap_or_else(|| panic!("there is no rule {id}"))
}

fn code(source: &str) -> MergeRule {
    merge_script::install();
    MergeRule::Script(Script { source: source.into() })
}

fn searched(rule: &MergeRule) -> LawSearch {
    let mut search = LawSearch::new(rule, &LawOptions::default());
    search.finish();
    search
}

/// The laws that fail, each with its example.
fn failures(rule: &MergeRule) -> BTreeMap<&'static str, String> {
    let verdicts = searched(rule).verdicts();
    let failure = |verdict: &LawVerdict| {
        let found = verdict.counterexample.as_ref()?;
        Some((verdict.law.id(), describe_counterexample(found)))
    };
    assert_eq!(verdicts.len(), Law::ALL.len(), "every law has a verdict");
    verdicts.iter().filter_map(failure).collect()
}

/// Fails unless exactly these laws fail, with these examples.
fn assert_failures(rule: &MergeRule, expected: &[(&str, &str)]) {
    let expected = expected.iter().map(|(law, example)| (*law, (*example).to_owned())).collect();
    assert_eq!(failures(rule), expected);
}

/// Each row by reasoning from SEMANTICS W4: what a rule does with two values, apart from limits of size. None of
/// these rules makes leaders differ, because all merge the set of writes that a leader knows.
#[test]
fn built_in_rules_obey_the_laws_that_their_definitions_imply() {
    // They keep one value whole: a maximum is commutative, associative and idempotent. A change to a lesser value is
    // lost.
    for id in ["larger", "longer"] {
        let lost = r#"merge("", "a", "a") = "a": only the first value changed the ancestor, and the merged value lacks that change."#;
        assert_failures(&rule(id), &[("keeps-both-sides", lost)]);
    }
    // The items of both. A list is put in order, and loses repeats. A removed item is in the other side still.
    assert_failures(
        &rule("union"),
        &[
            ("idempotent", "merge([0, 0], [0, 0]) = [0]: not idempotent."),
            (
                "keeps-both-sides",
                "merge([], [0], [0]) = [0]: the first value removed 0, and the merged value still has it.",
            ),
        ],
    );
    // The same, but it knows what was removed.
    assert_failures(&rule("add-wins"), &[("idempotent", "merge([0, 0], [0, 0]) = [0]: not idempotent.")]);
    // A field has one value: of two sets in the same field one stays.
    assert_failures(
        &rule("per-field"),
        &[(
            "keeps-both-sides",
            "merge(#{a: set([1])}, #{a: set([0])}) = #{a: set([1])}: the second value added 0 in a, and the merged value lacks it.",
        )],
    );
    // Two values in order, and a slash even between equal or empty ones. What was merged is put in order as a whole.
    assert_failures(
        &rule("concatenate"),
        &[
            (
                "associative",
                r#"merge(merge("", "b"), "a") = "/b/a" but merge("", merge("b", "a")) = "/a/b": not associative."#,
            ),
            ("idempotent", r#"merge("", "") = "/": not idempotent."#),
            (
                "keeps-both-sides",
                r#"merge("", "a", "") = "/a": only the second value changed the ancestor, and the merged value lacks that change."#,
            ),
        ],
    );
}

/// Both sides’ changes are added; a deletion counts as 0; a sum can exceed 64 bits.
#[test]
fn sum_is_not_idempotent_or_total_and_does_not_delete() {
    let mut found = failures(&rule("sum"));
    let overflow = found.remove("total").unwrap();
    assert!(overflow.ends_with("fails (the sum is too large): not total."), "{overflow}");
    let rest: Vec<(&str, String)> = found.into_iter().collect();
    let deletion =
        "merge(0, (), 0) = 0: the second value deleted what was there, and the merged value does not.";
    let expected = [("idempotent", "merge(1, 1) = 2: not idempotent."), ("keeps-both-sides", deletion)];
    assert_eq!(rest, expected.map(|(law, example)| (law, example.to_owned())));
}

#[test]
fn rules_are_tried_on_the_types_that_they_can_merge() {
    let types = |id| searched(&rule(id)).types().into_iter().map(ValueType::id).collect::<Vec<_>>();
    assert_eq!(types("larger"), ["text", "number", "list", "set", "map"]);
    assert_eq!(types("sum"), ["number"]);
    assert_eq!(types("add-wins"), ["list", "set"]);
    assert_eq!(types("per-field"), ["map"]);
    assert_eq!(types("concatenate"), ["text", "list"]);
    let nothing = code("fn merge(mine, theirs) { throw \"never\" }");
    let mut search = LawSearch::new(&nothing, &LawOptions::default());
    search.finish();
    assert_eq!(search.types().len(), 5, "code that merges nothing is tried on everything");
    let total = search.verdicts().into_iter().find(|verdict| verdict.law == Law::Total).unwrap();
    let sentence = describe_counterexample(&total.counterexample.unwrap());
    assert_eq!(sentence, r#"merge("", "") fails on line 1 (never): not total."#);
}

/// Merges maps field by field, but not the field b.
const DROPS_A_FIELD: &str = r#"fn merge(mine, theirs, ancestor) {
    let was = ancestor ?? #{};
    let all = #{};
    for name in (mine + theirs).keys() {
        let value = merge_field(mine[name], theirs[name], was[name]);
        if name != "b" && value != () { all[name] = value; }
    }
    all
}

fn merge_field(mine, theirs, was) {
    if mine == was { return theirs; }
    if theirs == was || theirs == mine { return mine; }
    max(mine ?? theirs, theirs ?? mine)
}"#;

/// Each breaks one law by design, and perhaps others with it.
const FAULTS: [(&str, &str, &str); 8] = [
    (
        "commutative",
        "fn merge(mine, theirs) { mine + theirs }",
        r#"merge("a", "b") = "ab" but merge("b", "a") = "ba": not commutative."#,
    ),
    (
        "commutative",
        "fn merge(mine, theirs) { mine }",
        r#"merge("", "a") = "" but merge("a", "") = "a": not commutative."#,
    ),
    (
        "commutative",
        "fn merge(mine, theirs) { abs(mine) - theirs }",
        "merge(0, 1) = -1 but merge(1, 0) = 1: not commutative.",
    ),
    (
        "associative",
        "fn merge(mine, theirs) { (mine + theirs) / 2 }",
        "merge(merge(0, 0), 2) = 1 but merge(0, merge(0, 2)) = 0: not associative.",
    ),
    (
        "idempotent",
        "fn merge(mine, theirs) { max(mine ?? 0, theirs ?? 0) + 1 }",
        r#"merge("", "") = "1": not idempotent."#,
    ),
    (
        "total",
        "fn merge(mine, theirs) { if mine == \"stop\" { loop { } } if mine == () { theirs } else if theirs == () { mine } else { max(mine, theirs) } }",
        r#"merge("stop", "") fails (the code takes too long: 50000 steps at most): not total."#,
    ),
    (
        "keeps-both-sides",
        DROPS_A_FIELD,
        r#"merge(#{b: ""}, #{}) = #{}: only the first value changed the ancestor in b, and the merged value lacks that change."#,
    ),
    (
        "same-writes-same-value",
        "fn merge(mine, theirs) { (mine + theirs) / 2 }",
        "Frankfurt and São Paulo know the same 3 writes, but Frankfurt returns 1 and São Paulo returns 0.",
    ),
];

#[test]
fn planted_faults_are_found_and_shrunk() {
    for (law, source, example) in FAULTS {
        let found = failures(&code(source));
        assert_eq!(found.get(law).map(String::as_str), Some(example), "{source}: {found:?}");
    }
}

/// A merge that depends on something else than its values.
struct Planted<F>(F);

impl<F: Fn(MergeInput<'_>, MergesAt) -> Result<Option<Value>, MergeError>> ValueMerge for Planted<F> {
    fn merge(&self, values: MergeInput<'_>, at: MergesAt) -> MergeRun {
        MergeRun { result: (self.0)(values, at), cost: 1 }
    }

    fn rule(&self) -> Option<&MergeRule> {
        None
    }
}

fn verdict_on<F>(merge: F, law: Law) -> Option<String>
where
    F: Fn(MergeInput<'_>, MergesAt) -> Result<Option<Value>, MergeError> + 'static,
{
    let mut search = LawSearch::of_values(Box::new(Planted(merge)), &LawOptions::default());
    search.finish();
    let verdict = search.verdicts().into_iter().find(|verdict| verdict.law == law).unwrap();
    verdict.counterexample.as_ref().map(describe_counterexample)
}

#[test]
fn dependence_on_the_leader_or_on_how_often_it_is_called_is_found() {
    let by_leader = |values: MergeInput<'_>, at| {
        let (mine, theirs) = (values.mine.cloned(), values.theirs.cloned());
        Ok(if at == MergesAt::First { mine.max(theirs) } else { mine.min(theirs) })
    };
    let example = verdict_on(by_leader, Law::Deterministic).unwrap();
    let expected =
        r#"merge("", "a") = "a", and at another leader or time merge("", "a") = "": not deterministic."#;
    assert_eq!(example, expected);
    let calls = Cell::new(0);
    let by_count = move |values: MergeInput<'_>, _| {
        calls.set(calls.get() + 1);
        Ok(if calls.get() % 7 == 0 { None } else { values.mine.max(values.theirs).cloned() })
    };
    assert!(verdict_on(by_count, Law::Deterministic).is_some());
    let greatest = |values: MergeInput<'_>, _| Ok(values.mine.max(values.theirs).cloned());
    assert_eq!(verdict_on(greatest, Law::Deterministic), None);
}

#[test]
fn sound_code_breaks_no_law_that_it_is_meant_to_obey() {
    // They keep one value whole, or bring removed items back, by design.
    let greatest = "fn merge(mine, theirs) {
        if mine == () { return theirs; }
        if theirs == () { return mine; }
        max(mine, theirs)
    }";
    let union = "fn merge(mine, theirs) {
        if mine == () { return theirs; }
        if theirs == () { return mine; }
        mine | theirs
    }";
    for source in [greatest, union] {
        assert_eq!(failures(&code(source)).into_keys().collect::<Vec<_>>(), ["keeps-both-sides"], "{source}");
    }
}

#[test]
fn menu_examples_break_the_laws_they_claim_to() {
    let found = |name: &str| {
        let example = player::MERGE_EXAMPLES.iter().find(|example| example.name == name).unwrap();
        failures(&code(example.source)).into_keys().collect::<Vec<_>>()
    };
    // Two values can differ and be the same as text, such as an empty set and a set of an empty text.
    assert_eq!(found("Greater value"), ["commutative", "keeps-both-sides", "same-writes-same-value"]);
    // Lists are sorted, and removed items come back.
    assert_eq!(found("Union of lists"), ["idempotent", "keeps-both-sides"]);
    assert_eq!(found("Keep mine"), ["commutative", "keeps-both-sides", "same-writes-same-value"]);
    assert!(found("Three-way merge").contains(&"total"), "it fails if both sides changed");
}

/// Every law of values holds, but three concurrent writes have an ancestor for each pair, and it matters which two
/// are merged first. Two leaders that know the same four writes merge them in different orders.
#[test]
fn code_that_uses_the_ancestor_can_obey_all_laws_of_values_and_still_depend_on_the_order_of_arrival() {
    let items = "fn merge(mine, theirs, ancestor) {
        if mine == () && theirs == () { return (); }
        let was = ancestor ?? set();
        let m = mine ?? set();
        let t = theirs ?? set();
        (m & t) + (m - was) + (t - was)
    }";
    assert_eq!(failures(&code(items)).into_keys().collect::<Vec<_>>(), ["same-writes-same-value"]);
    assert_eq!(
        failures(&rule("add-wins")).get("same-writes-same-value"),
        None,
        "it merges the set of writes"
    );
}

#[test]
fn run_of_a_counterexample_shows_its_claim() {
    let sources = FAULTS.iter().map(|(_, source, _)| code(source));
    let rules = ["sum", "union", "concatenate"].map(rule).into_iter().chain(sources);
    let (mut apart, mut agreeing) = (0, 0);
    for rule in rules {
        for found in searched(&rule).verdicts().into_iter().filter_map(|verdict| verdict.counterexample) {
            let run = found.run.as_ref().unwrap();
            let timeline = Timeline::new(&run.scenario);
            let status = |id: &str, at| {
                let check = CHECKS.iter().find(|check| check.id == id).unwrap();
                check_all(&timeline, at, &[check], &[]).remove(0).status
            };
            let id = "strong-eventual-consistency";
            let effect = describe_effect(&found, true).unwrap();
            match &run.seen.apart {
                Some(seen) => {
                    assert_eq!(status(id, seen.from), Status::Violated, "{effect}");
                    apart += 1;
                }
                None => {
                    assert_eq!(status(id, timeline.ends_at()), Status::Holds, "{effect}");
                    agreeing += 1;
                }
            }
            assert_eq!(status("convergence", timeline.ends_at()), Status::Holds, "{effect}");
            let json = run.scenario.to_json();
            assert_eq!(scenario::Scenario::from_json(&json).as_ref(), Ok(&run.scenario), "it can be opened");
        }
    }
    assert!(apart > 5 && agreeing > 5, "both kinds are met: {apart} and {agreeing}");
}

#[test]
fn search_in_slices_finds_the_same_as_in_one_go() {
    let rule = code(FAULTS[0].1);
    let whole = searched(&rule);
    let mut sliced = LawSearch::new(&rule, &LawOptions::default());
    let mut slices = 0;
    while sliced.step(500) {
        slices += 1;
        assert!(sliced.tried() <= sliced.cases());
    }
    assert!(slices > 20, "{slices}");
    assert_eq!(sliced.verdicts(), whole.verdicts());
    assert_eq!(sliced.tried(), whole.tried());
}

/// The texts of a tiny domain, and what a merge of two of them gives with each ancestor: one of them, or it fails.
#[derive(Clone, Debug)]
struct Table {
    /// By ancestor (none, then each text), first and second value.
    results: Vec<Option<usize>>,
}

const TEXTS: [&str; 3] = ["", "a", "b"];

impl Table {
    fn at(&self, mine: usize, theirs: usize, ancestor: Option<usize>) -> Option<usize> {
        self.results[ancestor.map_or(0, |place| place + 1) * 9 + mine * 3 + theirs]
    }

    /// Whether a law fails somewhere in the domain, by trying everything.
    fn breaks(&self, law: Law) -> bool {
        let ancestors = [None, Some(0), Some(1), Some(2)];
        let all = || (0..27).map(|number| [number / 9, number / 3 % 3, number % 3]);
        ancestors.into_iter().any(|o| {
            all().any(|[a, b, c]| match law {
                Law::Commutative => self.at(a, b, o) != self.at(b, a, o),
                Law::Associative => match (self.at(a, b, o), self.at(b, c, o)) {
                    (Some(left), Some(right)) => self.at(left, c, o) != self.at(a, right, o),
                    (None, _) | (_, None) => false,
                },
                Law::Idempotent => self.at(a, a, o).is_some_and(|merged| merged != a),
                Law::Total => self.at(a, b, o).is_none(),
                Law::KeepsBothSides => {
                    let Some(merged) = self.at(a, b, o) else { return false };
                    let only_one = o.is_some_and(|o| (a == o) != (b == o));
                    only_one && merged != if Some(a) == o { b } else { a }
                }
                Law::Deterministic | Law::SameWritesSameValue | Law::RedeliveryChangesNothing => false,
            })
        })
    }

    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError> {
        let place = |value: &Value| TEXTS.iter().position(|text| *value == Value::text(*text));
        let known = [values.mine, values.theirs].map(|value| value.and_then(place));
        let ancestor = values.ancestor.map(place);
        match (known, ancestor) {
            ([Some(mine), Some(theirs)], None) => self.value(mine, theirs, None),
            ([Some(mine), Some(theirs)], Some(Some(ancestor))) => self.value(mine, theirs, Some(ancestor)),
            ([None, _] | [_, None], _) | ([Some(_), Some(_)], Some(None)) => {
                Ok(values.mine.max(values.theirs).cloned())
            }
        }
    }

    fn value(
        &self,
        mine: usize,
        theirs: usize,
        ancestor: Option<usize>,
    ) -> Result<Option<Value>, MergeError> {
        let failed = MergeError { position: None, message: "there is no result".into() };
        let place = self.at(mine, theirs, ancestor).ok_or(failed)?;
        Ok(Some(Value::text(TEXTS[place])))
    }
}

/// Mostly a maximum, with some other results; without an ancestor it does not fail, so that the rule is for texts.
fn table() -> impl Strategy<Value = Table> {
    proptest::collection::vec((0usize..36, 0usize..4), 0..5).prop_map(|changes| {
        let cells = (0..36).map(|cell| Some((cell / 3 % 3).max(cell % 3)));
        let mut results: Vec<Option<usize>> = cells.collect();
        for (cell, result) in changes {
            let result = if result == 3 { None } else { Some(result) };
            results[cell] = result.or(if cell < 9 { Some(0) } else { None });
        }
        Table { results }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn search_finds_a_breach_wherever_trying_everything_does(table in table()) {
        let merging = table.clone();
        let merge = Planted(move |values: MergeInput<'_>, _| merging.merge(values));
        let mut search = LawSearch::of_values(Box::new(merge), &LawOptions::default());
        search.finish();
        for LawVerdict { law, counterexample } in search.verdicts() {
            if table.breaks(law) {
                let found = counterexample.unwrap();
                let breach = found.breach.unwrap();
                let is_in_domain = breach.case.values.iter().take(law.values()).flatten()
                    .all(|value| TEXTS.iter().any(|text| *value == Value::text(*text)));
                prop_assert!(is_in_domain, "{breach:?} is not the smallest");
            }
        }
    }
}
