//! Sentences on merge laws: the values on which a rule does not obey one, and what a run of them shows.

use analysis::{
    Apart, Breach, Case, Counterexample, Law, LawVerdict, LostChange, Merged, PlayedRun, Side, SideChange,
    ValueType,
};
use replication::{LeaderId, MergeError, Value, shortened};
use scenario::Scenario;

use crate::names::list_of;

/// The most characters of a value in a sentence.
const MAX_LITERAL_CHARS: usize = 60;

/// What is said instead of laws about a rule that always fails.
pub const NOTHING_MERGED: &str =
    "No two of the values tried could be merged, so the other laws were not tested.";

/// The case in which a law does not hold, in one sentence: `merge("a", "b") = "ab" but merge("b", "a") = "ba": not
/// commutative.`
#[must_use]
pub fn describe_counterexample(counterexample: &Counterexample) -> String {
    match (&counterexample.breach, &counterexample.run) {
        (Some(breach), _) => describe_breach(breach),
        (None, Some(run)) => describe_history(counterexample.law, run),
        (None, None) => format!("Not {}.", counterexample.law.name()),
    }
}

/// What the run of a counterexample shows of the leaders, in a sentence or two; none if there is no run. `runs_code`
/// tells whether the rule is merge code.
#[must_use]
pub fn describe_effect(counterexample: &Counterexample, runs_code: bool) -> Option<String> {
    let run = counterexample.run.as_ref()?;
    let sentence = match &run.seen.apart {
        Some(apart) if counterexample.breach.is_some() => {
            format!("{} {}", describe_apart(run, apart), describe_end(run, apart))
        }
        Some(apart) => format!("They differ from {} on. {}", apart.from, describe_end(run, apart)),
        None if run.seen.ends_with_siblings => {
            "Leaders agree: the values stay as siblings at each of them.".into()
        }
        None if runs_code => "Leaders still agree in a run with these values.".into(),
        None => "Leaders still agree: this rule merges all writes that a leader knows, not two values \
                 at a time."
            .into(),
    };
    Some(sentence)
}

/// The run of a counterexample, with a title and a description that say what it shows.
#[must_use]
pub fn counterexample_run(counterexample: &Counterexample, runs_code: bool) -> Option<Scenario> {
    let run = counterexample.run.as_ref()?;
    let title = match counterexample.law {
        Law::Commutative => "A merge that is not commutative",
        Law::Associative => "A merge that is not associative",
        Law::Idempotent => "A merge that is not idempotent",
        Law::Total => "A merge that fails",
        Law::Deterministic => "A merge that is not deterministic",
        Law::KeepsBothSides => "A merge that loses a change",
        Law::SameWritesSameValue => "The same writes, different values",
        Law::RedeliveryChangesNothing => "A merge that arrives again",
    };
    let effect = describe_effect(counterexample, runs_code).unwrap_or_default();
    let about = format!("{} {effect}", describe_counterexample(counterexample));
    Some(Scenario { title: title.into(), about, ..run.scenario.clone() })
}

/// Which laws with an adjective hold as far as was tried: `Commutative, associative and idempotent: no counterexample in 2,000 cases.`
#[must_use]
pub fn describe_held_laws(
    verdicts: &[LawVerdict],
    has_merged: bool,
    tried: usize,
    types: &[ValueType],
) -> String {
    if !has_merged {
        return NOTHING_MERGED.into();
    }
    let is_named = |law: Law| !law.is_of_histories() && law != Law::KeepsBothSides;
    let held = verdicts.iter().filter(|verdict| verdict.counterexample.is_none() && is_named(verdict.law));
    let names: Vec<String> = held.map(|verdict| verdict.law.name().to_owned()).collect();
    let tries = describe_tries(tried, types);
    if names.is_empty() {
        return format!("Not commutative, associative, idempotent, total or deterministic in {tries}.");
    }
    let names = list_of(&names);
    let mut letters = names.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    format!("{}: no counterexample in {tries}.", first.chain(letters).collect::<String>())
}

fn describe_apart(run: &PlayedRun, apart: &Apart) -> String {
    let [one, other] = apart.leaders.map(|leader| name_of(run, leader));
    let [ours, theirs] = apart.readings.each_ref().map(|values| describe_values(values));
    let writes = match apart.writes {
        2 => "both writes".into(),
        many => format!("the same {many} writes"),
    };
    let from = apart.from;
    format!(
        "From {from} on, {one} and {other} know {writes}, but {one} returns {ours} and {other} returns {theirs}."
    )
}

fn describe_end(run: &PlayedRun, apart: &Apart) -> String {
    match (apart.until, run.seen.ends_agreeing) {
        (Some(until), true) => {
            format!(
                "They agree again at {until}, when they have exchanged their merges: the greater one stays."
            )
        }
        (Some(_) | None, _) => "They never agree again.".into(),
    }
}

/// What a search tried: `2,000 cases of texts and numbers`.
#[must_use]
pub fn describe_tries(tried: usize, types: &[ValueType]) -> String {
    let names: Vec<String> = types.iter().map(|of| type_name(*of).to_owned()).collect();
    match names.is_empty() || names.len() == ValueType::ALL.len() {
        true => format!("{} cases", thousands(tried)),
        false => format!("{} cases with {}", thousands(tried), list_of(&names)),
    }
}

fn type_name(of: ValueType) -> &'static str {
    match of {
        ValueType::Text => "strings",
        ValueType::Number => "numbers",
        ValueType::List => "lists",
        ValueType::Set => "sets",
        ValueType::Map => "maps",
    }
}

/// `2,000`
fn thousands(number: usize) -> String {
    match number / 1_000 {
        0 => number.to_string(),
        more => format!("{},{:03}", thousands(more), number % 1_000),
    }
}

fn describe_breach(breach: &Breach) -> String {
    let Breach { law, case, first, second, lost } = breach;
    let [a, b, c] = case.values.each_ref().map(|value| literal(value.as_ref()));
    let call = |mine: &str, theirs: &str| call(case, mine, theirs);
    let (result, other) = (outcome(first), outcome(second));
    match law {
        Law::Commutative => {
            format!("{} {result} but {} {other}: not commutative.", call(&a, &b), call(&b, &a))
        }
        Law::Associative => {
            let (left, right) = (call(&call(&a, &b), &c), call(&a, &call(&b, &c)));
            format!("{left} {result} but {right} {other}: not associative.")
        }
        Law::Idempotent => format!("{} {result}: not idempotent.", call(&a, &a)),
        Law::Total => format!("{} {result}: not total.", call(&a, &b)),
        Law::Deterministic => {
            let called = call(&a, &b);
            format!("{called} {result}, and at another leader or time {called} {other}: not deterministic.")
        }
        Law::KeepsBothSides => {
            let lost = lost.as_ref().map(describe_lost).unwrap_or_default();
            format!("{} {result}: {lost}.", call(&a, &b))
        }
        Law::SameWritesSameValue | Law::RedeliveryChangesNothing => format!("Not {}.", law.name()),
    }
}

fn describe_history(law: Law, run: &PlayedRun) -> String {
    match (law, &run.seen.apart, run.seen.changed_by_redelivery) {
        (Law::SameWritesSameValue, Some(apart), _) => {
            let [one, other] = apart.leaders.map(|leader| name_of(run, leader));
            let [ours, theirs] = apart.readings.each_ref().map(|values| describe_values(values));
            format!(
                "{one} and {other} know the same {} writes, but {one} returns {ours} and {other} returns {theirs}.",
                apart.writes
            )
        }
        (_, _, Some(leader)) => {
            format!("A merge that arrives again at {} changes what is stored there.", name_of(run, leader))
        }
        (_, _, None) => format!("Not {}.", law.name()),
    }
}

fn describe_lost(lost: &LostChange) -> String {
    let LostChange { side, path, change } = lost;
    let side = match side {
        Side::Mine => "the first value",
        Side::Theirs => "the second value",
    };
    let place = if path.is_empty() { String::new() } else { format!(" in {}", path.join(".")) };
    match change {
        SideChange::Added(item) => {
            format!("{side} added {}{place}, and the merged value lacks it", literal(Some(item)))
        }
        SideChange::Removed(item) => {
            format!("{side} removed {}{place}, and the merged value still has it", literal(Some(item)))
        }
        SideChange::Wrote(None) => {
            format!(
                "{side} deleted what was{}, and the merged value does not",
                if path.is_empty() { " there".into() } else { place }
            )
        }
        SideChange::Wrote(Some(_)) => {
            format!("only {side} changed the ancestor{place}, and the merged value lacks that change")
        }
    }
}

/// A call of the merge function with these arguments, and the ancestor if there is one.
fn call(case: &Case, mine: &str, theirs: &str) -> String {
    match &case.ancestor {
        Some(ancestor) => format!("merge({mine}, {theirs}, {})", literal(Some(ancestor))),
        None => format!("merge({mine}, {theirs})"),
    }
}

/// `= "ab"`, or that it fails and why.
fn outcome(merged: &Merged) -> String {
    match merged {
        Ok(value) => format!("= {}", literal(value.as_ref())),
        Err(MergeError { position: Some((line, _)), message }) => format!("fails on line {line} ({message})"),
        Err(MergeError { position: None, message }) => format!("fails ({message})"),
    }
}

fn describe_values(values: &[Option<Value>]) -> String {
    match values {
        [] => "nothing".into(),
        siblings => siblings.iter().map(|value| literal(value.as_ref())).collect::<Vec<_>>().join(" beside "),
    }
}

/// A value as merge code writes it; `()` if it is deleted.
fn literal(value: Option<&Value>) -> String {
    fn all(items: &mut dyn Iterator<Item = String>) -> String {
        items.collect::<Vec<_>>().join(", ")
    }
    fn written(value: &Value) -> String {
        match value {
            Value::Text(text) => format!("{text:?}"),
            Value::Integer(number) => number.to_string(),
            Value::List(items) => format!("[{}]", all(&mut items.iter().map(written))),
            Value::Set(items) if items.is_empty() => "set()".into(),
            Value::Set(items) => format!("set([{}])", all(&mut items.iter().map(written))),
            Value::Map(fields) => {
                let mut fields =
                    fields.iter().map(|(name, value)| format!("{}: {}", field(name), written(value)));
                format!("#{{{}}}", all(&mut fields))
            }
        }
    }
    fn field(name: &str) -> String {
        let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if is_plain { name.to_owned() } else { format!("{name:?}") }
    }
    let text = value.map_or_else(|| "()".into(), written);
    shortened(&text, MAX_LITERAL_CHARS).into_owned()
}

fn name_of(run: &PlayedRun, leader: LeaderId) -> String {
    let spec = run.scenario.leaders.iter().find(|spec| spec.id == leader);
    spec.map_or_else(|| leader.to_string(), |spec| spec.name().into_owned())
}
