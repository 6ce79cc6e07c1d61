//! Merges match a naive reference over the set of writes that each leader knows (SEMANTICS W4).
//!
//! The reference keeps plain sets of writes and recomputes everything from the definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{Dot, Entry, Event, Key, Leader, MergeHistory, Policy, Value, Write};
use scenario::Scenario;

use crate::healing::healed;
use crate::scenarios::{Mix, OperationMix, Readable, scenarios};

/// The writes of a key with what each writer had seen of them.
struct Writes {
    all: BTreeMap<Dot, Arc<Write>>,
}

type Dots = BTreeSet<Dot>;

impl Writes {
    fn of(history: &MergeHistory) -> Self {
        Self { all: history.dots().map(|dot| (dot, history.get(dot).unwrap().clone())).collect() }
    }

    fn value(&self, dot: Dot) -> Option<&Value> {
        self.all[&dot].value()
    }

    fn past(&self, dot: Dot) -> Dots {
        self.all.keys().filter(|other| self.all[&dot].context.contains(**other)).copied().collect()
    }

    /// The writes of a set that are in the past of no other of it.
    fn latest(&self, of: &Dots) -> Dots {
        let seen: Dots = of.iter().flat_map(|dot| self.past(*dot)).collect();
        of.difference(&seen).copied().collect()
    }

    fn everything(&self) -> Dots {
        self.all.keys().copied().collect()
    }

    /// In an order in which each write follows its past.
    fn in_order(&self) -> Vec<Dot> {
        let mut ordered: Vec<Dot> = Vec::new();
        while ordered.len() < self.all.len() {
            let is_next = |dot: &Dot| {
                !ordered.contains(dot) && self.past(*dot).iter().all(|earlier| ordered.contains(earlier))
            };
            ordered.push(self.all.keys().copied().find(is_next).unwrap());
        }
        ordered
    }

    fn sum(&self) -> i128 {
        let mut deltas: BTreeMap<Dot, i128> = BTreeMap::new();
        for dot in self.in_order() {
            let seen: i128 = self.past(dot).iter().map(|earlier| deltas[earlier]).sum();
            let number = match self.value(dot) {
                Some(Value::Integer(number)) => i128::from(*number),
                _ => 0,
            };
            deltas.insert(dot, number - seen);
        }
        deltas.values().sum()
    }

    fn add_wins(&self) -> BTreeSet<Value> {
        let mut adds: BTreeMap<Value, Dots> = BTreeMap::new();
        let mut covered: BTreeMap<Dot, BTreeSet<(Value, Dot)>> = BTreeMap::new();
        let items_in = |of: &Dots,
                        adds: &BTreeMap<Value, Dots>,
                        covered: &BTreeMap<Dot, BTreeSet<(Value, Dot)>>| {
            let is_covered = |item: &Value, add: &Dot| {
                of.iter().any(|dot| covered.get(dot).is_some_and(|its| its.contains(&(item.clone(), *add))))
            };
            let is_there = |(item, adds): &(&Value, &Dots)| {
                adds.iter().any(|add| of.contains(add) && !is_covered(item, add))
            };
            adds.iter().filter(is_there).map(|(item, _)| item.clone()).collect::<BTreeSet<_>>()
        };
        for dot in self.in_order() {
            let past = self.past(dot);
            let before = items_in(&past, &adds, &covered);
            let after = items(self.value(dot));
            for item in before.difference(&after) {
                let its = adds[item].iter().filter(|add| past.contains(add)).map(|add| (item.clone(), *add));
                covered.entry(dot).or_default().extend(its);
            }
            for item in after.difference(&before) {
                adds.entry(item.clone()).or_default().insert(dot);
            }
        }
        items_in(&self.everything(), &adds, &covered)
    }

    fn per_field(&self) -> Option<Value> {
        let mut changes: BTreeMap<Vec<String>, BTreeMap<Dot, Option<Value>>> = BTreeMap::new();
        for dot in self.in_order() {
            let past = self.past(dot);
            let mut made = Vec::new();
            self.changes_at(&mut Vec::new(), dot, &past, true, &changes, &mut made);
            for (path, value) in made {
                changes.entry(path).or_default().insert(dot, value);
            }
        }
        self.field(&[], &self.everything(), &changes)
    }

    /// The changes that decide at a field, among those of a set of writes.
    fn decided(&self, path: &[String], of: &Dots, changes: &Changes) -> Option<Value> {
        let here: BTreeMap<_, _> =
            changes.get(path).into_iter().flatten().filter(|(dot, _)| of.contains(dot)).collect();
        let dots: Dots = here.keys().map(|dot| **dot).collect();
        self.latest(&dots).iter().map(|dot| here[dot]).max().cloned().flatten()
    }

    fn field(&self, path: &[String], of: &Dots, changes: &Changes) -> Option<Value> {
        match self.decided(path, of, changes)? {
            Value::Map(_) => {
                let inside = names(path, changes).into_iter().filter_map(|name| {
                    let value = self.field(&[path, std::slice::from_ref(&name)].concat(), of, changes)?;
                    Some((name, value))
                });
                Some(Value::Map(inside.collect()))
            }
            value => Some(value),
        }
    }

    /// What a write changes at a field and inside. Returns whether it changes anything.
    fn changes_at(
        &self,
        path: &mut Vec<String>,
        dot: Dot,
        past: &Dots,
        is_visible: bool,
        changes: &Changes,
        made: &mut Vec<(Vec<String>, Option<Value>)>,
    ) -> bool {
        let value = at(self.value(dot), path);
        let decided = kind(self.decided(path, past, changes));
        let visible = decided.clone().filter(|_| is_visible);
        let mut is_changed = kind(value.cloned()) != decided || kind(value.cloned()) != visible;
        if let Some(Value::Map(fields)) = value {
            let visible = matches!(visible, Some(Value::Map(_)));
            let all: BTreeSet<String> = fields.keys().cloned().chain(names(path, changes)).collect();
            for name in all {
                path.push(name);
                is_changed |= self.changes_at(path, dot, past, visible, changes, made);
                path.pop();
            }
        }
        if is_changed {
            made.push((path.clone(), kind(value.cloned())));
        }
        is_changed
    }
}

type Changes = BTreeMap<Vec<String>, BTreeMap<Dot, Option<Value>>>;

/// A map without its fields.
fn kind(value: Option<Value>) -> Option<Value> {
    match value {
        Some(Value::Map(_)) => Some(Value::Map(BTreeMap::new())),
        other => other,
    }
}

fn at<'a>(value: Option<&'a Value>, path: &[String]) -> Option<&'a Value> {
    path.iter().try_fold(value?, |value, name| match value {
        Value::Map(fields) => fields.get(name),
        _ => None,
    })
}

/// The names inside a field that any write ever changed.
fn names(path: &[String], changes: &Changes) -> BTreeSet<String> {
    let inside = changes.keys().filter(|other| other.len() == path.len() + 1 && other.starts_with(path));
    inside.map(|other| other.last().unwrap().clone()).collect()
}

fn items(value: Option<&Value>) -> BTreeSet<Value> {
    match value {
        Some(Value::List(items)) => items.iter().cloned().collect(),
        Some(Value::Set(items)) => items.clone(),
        _ => BTreeSet::new(),
    }
}

/// What the rule makes of these writes; none if it is not for their types.
fn expected(rule: &str, writes: &Writes) -> Option<Option<Value>> {
    let latest = writes.latest(&writes.everything());
    let values: Vec<&Value> = latest.iter().filter_map(|dot| writes.value(*dot)).collect();
    let collection = |items: BTreeSet<Value>| match values.iter().all(|value| matches!(value, Value::List(_)))
    {
        true => Value::List(items.into_iter().collect()),
        false => Value::Set(items),
    };
    let are_collections = values.iter().all(|value| matches!(value, Value::List(_) | Value::Set(_)));
    match rule {
        "sum" => {
            let are_numbers = values.iter().all(|value| matches!(value, Value::Integer(_)));
            are_numbers
                .then(|| i64::try_from(writes.sum()).ok().map(|sum| Some(Value::Integer(sum))))
                .flatten()
        }
        "larger" => Some(values.into_iter().max().cloned()),
        "union" if values.len() == 1 && !are_collections => Some(values.first().copied().cloned()),
        "union" => are_collections.then(|| {
            let all = values.iter().flat_map(|value| items(Some(value))).collect();
            (!values.is_empty()).then(|| collection(all))
        }),
        "add-wins" => are_collections.then(|| {
            let all = writes.add_wins();
            let is_deleted = all.is_empty() && values.len() < latest.len();
            (!is_deleted).then(|| collection(all))
        }),
        "per-field" => values.iter().all(|value| matches!(value, Value::Map(_))).then(|| writes.per_field()),
        "concatenate" => {
            let mut texts: Vec<&Value> = values.clone();
            texts.sort();
            if texts.len() < 2 {
                return Some(texts.first().copied().cloned());
            }
            let text = |value: &&Value| match value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            };
            let list = |value: &&Value| match value {
                Value::List(items) => Some(items.clone()),
                _ => None,
            };
            let texts_of = texts.iter().map(text).collect::<Option<Vec<_>>>();
            let lists_of = texts.iter().map(list).collect::<Option<Vec<_>>>();
            match (texts_of, lists_of) {
                (Some(texts), _) => Some(Some(Value::Text(texts.join("/")))),
                (_, Some(lists)) => Some(Some(Value::List(lists.concat()))),
                (None, None) => None,
            }
        }
        other => panic!("no reference for {other}"),
    }
}

/// A leader's versions of a key are what the rule makes of the writes that it knows.
fn check_entry(rule: &str, entry: &Entry) -> TestCaseResult {
    let known = entry.merging.as_ref().expect("the policy merges").writes();
    let writes = Writes::of(known);
    let latest = writes.latest(&writes.everything());
    prop_assert_eq!(&latest.iter().copied().collect::<Vec<_>>(), known.heads());
    if let [only] = latest.iter().collect::<Vec<_>>()[..] {
        prop_assert_eq!(entry.dots().collect::<Vec<_>>(), vec![*only]);
        return Ok(());
    }
    let Some(value) =
        expected(rule, &writes).filter(|value| value.as_ref().is_none_or(|value| value.check().is_ok()))
    else {
        prop_assert_eq!(entry.dots().collect::<Dots>(), latest, "the merge fails");
        return Ok(());
    };
    let read: Vec<Option<&Value>> = entry.visible_values().collect();
    prop_assert_eq!(read, vec![value.as_ref()], "of {:?}", writes.all);
    check_contains(entry)
}

/// A merged version names writes of its history only, each once and in order, and the sources are the latest.
fn check_contains(entry: &Entry) -> TestCaseResult {
    for from in entry.versions.iter().filter_map(|version| version.merged_from.as_ref()) {
        let contained = from.contained();
        prop_assert!(contained.is_sorted_by(|a, b| a.dot < b.dot));
        for contained in &contained {
            prop_assert!(from.history.contains(contained.dot));
            prop_assert_eq!(from.contains(contained.dot), Some(*contained));
        }
    }
    Ok(())
}

/// The writes known are those applied and those that applied merges were made from.
fn check_known(
    leader: &Leader,
    key: &Key,
    entry: &Entry,
    made: &BTreeMap<Dot, Arc<Write>>,
) -> TestCaseResult {
    let applied = made.values().filter(|write| write.key == *key && leader.applied.contains(write.dot));
    let known: Dots = applied
        .flat_map(|write| match &write.merged_from {
            Some(from) => from.history.dots().collect::<Vec<_>>(),
            None => vec![write.dot],
        })
        .collect();
    let remembered = entry.merging.iter().flat_map(|merging| merging.writes().dots());
    prop_assert_eq!(remembered.collect::<Dots>(), known);
    Ok(())
}

fn matches_reference(rule: &str, scenario: &Scenario) -> TestCaseResult {
    let mut made = BTreeMap::new();
    let mut changed = BTreeSet::new();
    let mut run = scenario.simulation();
    loop {
        let continues = run.step(&mut |record| match &record.event {
            Event::Accepted { write, .. } | Event::Merged { write, .. } => {
                made.insert(write.dot, write.clone());
            }
            Event::Applied { leader, write, .. } => {
                changed.insert((*leader, write.key.clone()));
            }
            _ => {}
        });
        for (id, key) in std::mem::take(&mut changed) {
            let leader = run.world().leaders.get(&id).filter(|leader| leader.store.get(&key).is_some());
            if let Some((leader, entry)) = leader.and_then(|leader| Some((leader, leader.store.get(&key)?))) {
                check_known(leader, &key, entry, &made)?;
                check_entry(rule, entry)?;
            }
        }
        if !continues {
            return Ok(());
        }
    }
}

fn policy(with: &str) -> Policy {
    serde_json::from_str(&format!(r#"{{"merge": {{"with": {with}}}}}"#)).unwrap()
}

fn mix(rule: &str, operations: OperationMix) -> Mix {
    Mix { policies: vec![policy(&format!("\"{rule}\""))], operations, leaders: 2..6, ..Mix::default() }
}

macro_rules! matches_reference {
    ($(fn $name:ident(): $rule:literal, $operations:expr;)*) => {
        proptest! {
            #![proptest_config(crate::config(96))]
            $(
                #[test]
                fn $name(Readable(scenario) in scenarios(mix($rule, $operations))) {
                    matches_reference($rule, &scenario)?;
                }
            )*
        }
    };
}

matches_reference! {
    fn w4_sum_is_the_sum_of_the_deltas(): "sum", OperationMix::Numbers;
    fn w4_sum_of_any_types(): "sum", OperationMix::All;
    fn w4_add_wins_is_decided_for_each_item(): "add-wins", OperationMix::Sets;
    fn w4_add_wins_of_any_types(): "add-wins", OperationMix::Collections;
    fn w4_per_field_is_decided_for_each_field(): "per-field", OperationMix::Maps;
    fn w4_per_field_of_any_types(): "per-field", OperationMix::All;
    fn w4_union_is_of_the_latest_writes(): "union", OperationMix::Collections;
    fn w4_larger_is_the_greatest_of_the_latest_writes(): "larger", OperationMix::All;
    fn w4_concatenate_puts_the_latest_writes_in_order(): "concatenate", OperationMix::All;
}

/// A counter as in docs/MERGE-CODE.md.
const COUNTER: &str = r#"{"script": {"source": "fn merge(mine, theirs, ancestor) { (mine ?? 0) + (theirs ?? 0) - (ancestor ?? 0) }"}}"#;

proptest! {
    #![proptest_config(crate::config(96))]

    #[test]
    fn w4_counter_code_ends_with_what_was_incremented(
        increments in proptest::collection::vec((0usize..3, 0u64..40), 1..12),
        cuts in proptest::collection::vec((0usize..3, 0u64..40), 0..3),
        jitter in 0u64..200,
    ) {
        merge_script::install();
        let leaders = ["A", "B", "C"];
        let mut commands: Vec<(u64, String)> = increments.iter().map(|(at, slot)| {
            let client = ["a", "b", "c"][*at];
            (slot * 50, format!(r#"{{"at_ms": {}, "increment": {{"client": "{client}", "key": "k", "by": 1}}}}"#, slot * 50))
        }).collect();
        commands.extend(cuts.iter().map(|(leader, slot)| {
            let (one, other) = (leaders[*leader], leaders[(*leader + 1) % 3]);
            (slot * 50, format!(r#"{{"at_ms": {}, "cut": {{"between": ["{one}", "{other}"]}}}}"#, slot * 50))
        }));
        commands.sort();
        commands.push((3_000, r#"{"at_ms": 3000, "heal-all": {}}"#.into()));
        let commands: Vec<String> = commands.into_iter().map(|(_, command)| command).collect();
        let json = format!(
            r#"{{"polyleader": 1, "leaders": [{{"id": "A"}}, {{"id": "B"}}, {{"id": "C"}}],
                "links": {{"latency": {{"fixed_ms": 30}}, "jitter_ms": {jitter}, "order": "any"}},
                "policy": {{"merge": {{"with": {COUNTER}}}}},
                "clients": [{{"id": "a", "at": "A"}}, {{"id": "b", "at": "B"}}, {{"id": "c", "at": "C"}}],
                "commands": [{}]}}"#,
            commands.join(",")
        );
        let scenario = Scenario::from_json(&json).unwrap();
        let mut run = scenario.simulation();
        while run.step(&mut |_| {}) {}
        prop_assert!(run.world().versions_agree(), "{json}");
        let key: Key = "k".parse().unwrap();
        for leader in run.world().leaders.values() {
            let total = i64::try_from(increments.len()).unwrap();
            let entry = leader.store.get(&key).unwrap();
            prop_assert_eq!(entry.values().cloned().collect::<Vec<_>>(), vec![Value::Integer(total)], "{}", json);
        }
    }

    #[test]
    fn w4_code_that_depends_on_the_leader_agrees_once_merges_have_crossed(
        Readable(scenario) in healed(Mix {
            policies: vec![policy(r#"{"script": {"source": "fn merge(mine, theirs, ancestor) { if ancestor == () { mine } else { theirs } }"}}"#)],
            leaders: 2..5,
            ..Mix::default()
        })
    ) {
        merge_script::install();
        crate::convergence::every_write_is_everywhere(&scenario)?;
        let mut run = scenario.simulation();
        while run.step(&mut |_| {}) {
            crate::convergence::same_writes_same_store(run.world())?;
        }
    }
}

/// The merged version that all leaders end with, and what its value contains.
fn contained_at_the_end(rule: &str, commands: &str) -> (Option<Value>, Vec<String>) {
    let json = format!(
        r#"{{"polyleader": 1, "leaders": [{{"id": "A"}}, {{"id": "B"}}], "links": {{"latency": {{"fixed_ms": 10}}}},
            "policy": {{"merge": {{"with": "{rule}"}}}},
            "clients": [{{"id": "a", "at": "A"}}, {{"id": "b", "at": "B"}}], "commands": [{commands}]}}"#
    );
    let mut run = Scenario::from_json(&json).unwrap().simulation();
    while run.step(&mut |_| {}) {}
    let leader = run.world().leaders.values().next().unwrap();
    let version = leader.store.get(&"k".parse().unwrap()).unwrap().versions[0].clone();
    let contained = version.merged_from.as_ref().unwrap().contained();
    let name = |dot: Dot, is_partial| if is_partial { format!("{dot} partly") } else { dot.to_string() };
    (version.value().cloned(), contained.iter().map(|its| name(its.dot, its.is_partial)).collect())
}

#[test]
fn w4_a_merge_contains_the_writes_whose_effect_it_still_has() {
    let base = |value: &str| {
        format!(
            r#"{{"at_ms": 10, "write": {{"client": "a", "key": "k", "value": {value}}}}},
               {{"at_ms": 30, "read": {{"client": "b", "key": "k"}}}}"#
        )
    };
    let both = |first: &str, a: &str, b: &str| {
        let write = |client, value| {
            format!(r#"{{"at_ms": 40, "write": {{"client": "{client}", "key": "k", "value": {value}}}}}"#)
        };
        format!("{}, {}, {}", base(first), write("a", a), write("b", b))
    };
    let map = |fields: &str| format!(r#"{{"map": {{{fields}}}}}"#);
    let per_field =
        both(&map(r#""x": 1, "y": 1"#), &map(r#""x": 2, "y": 1"#), &map(r#""x": 3, "y": 1, "z": 1"#));
    assert_eq!(contained_at_the_end("per-field", &per_field).1, ["A1 partly", "B1"]);
    let unchanged = both(&map(r#""x": 1"#), &map(r#""x": 1"#), &map(r#""x": 3"#));
    assert_eq!(contained_at_the_end("per-field", &unchanged).1, ["A2", "B1"]);
    let add_wins = both(r#"{"set": ["p", "q"]}"#, r#"{"set": ["q"]}"#, r#"{"set": ["p", "q", "r"]}"#);
    assert_eq!(contained_at_the_end("add-wins", &add_wins).1, ["A1 partly", "A2", "B1"]);
    assert_eq!(
        contained_at_the_end("sum", &both("1", "2", "4")),
        (Some(Value::Integer(5)), vec!["A1".into(), "A2".into(), "B1".into()])
    );
    assert_eq!(contained_at_the_end("larger", &both("1", "2", "4")).1, ["B1"]);
    assert_eq!(contained_at_the_end("larger", &both("1", "4", "4")).1, ["A2", "B1"]);
    assert_eq!(contained_at_the_end("union", &both("[]", "[1]", "[2]")).1, ["A2", "B1"]);
}
