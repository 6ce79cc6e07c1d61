//! What a search found out about merge laws: the JSON that `polyleader laws --json` prints.

use analysis::{Apart, Counterexample, LawSearch, LawVerdict, ValueType};
use explain::{counterexample_run, describe_counterexample, describe_effect, describe_tries};
use replication::{LeaderId, MergeRule, Micros, Value};
use scenario::Scenario;
use serde::Serialize;

/// What was found out about the laws of a merge rule.
#[derive(Serialize)]
pub struct LawsReport {
    /// The scenario's title.
    pub title: String,
    /// The id of the merge rule.
    pub rule: &'static str,
    /// How many cases were tried.
    pub cases: usize,
    /// The types of values that the rule is for: `text`, `number`, `list`, `set` or `map`.
    pub types: Vec<&'static str>,
    /// What was tried, in words.
    pub tried: String,
    /// Whether no counterexample was found to any law.
    pub holds: bool,
    /// The laws.
    pub laws: Vec<LawReport>,
}

/// What was found out about one law.
#[derive(Serialize)]
pub struct LawReport {
    /// The id of the law.
    pub law: &'static str,
    /// What it demands.
    pub definition: &'static str,
    /// Whether no counterexample was found; none if no two values could be merged.
    pub holds: Option<bool>,
    /// The smallest counterexample found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterexample: Option<CounterexampleReport>,
}

/// A case in which a law does not hold.
#[derive(Serialize)]
pub struct CounterexampleReport {
    /// The case in a sentence.
    pub sentence: String,
    /// The values that are merged; `null` is a deleted one. Empty for a law of histories.
    pub values: Vec<Option<Value>>,
    /// Their ancestor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ancestor: Option<Value>,
    /// What the run shows, in a sentence or two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    /// The leaders of the run that know the same writes and read differently.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<ApartReport>,
    /// A small run with these values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run: Option<Scenario>,
}

/// Two leaders that know the same writes and read differently.
#[derive(Serialize)]
pub struct ApartReport {
    /// The two.
    pub leaders: [LeaderId; 2],
    /// The values that each reads; `null` is a deletion beside other values.
    pub readings: [Vec<Option<Value>>; 2],
    /// When they begin to differ, in milliseconds.
    pub from_ms: Micros,
    /// When they agree again, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<Micros>,
}

impl LawsReport {
    /// The report on a search that is finished.
    pub fn new(title: &str, rule: &MergeRule, search: &LawSearch) -> Self {
        let runs_code = rule.as_function().runs_script();
        let verdicts = search.verdicts();
        Self {
            title: title.to_owned(),
            rule: rule.info().id,
            cases: search.tried(),
            types: search.types().into_iter().map(ValueType::id).collect(),
            tried: describe_tries(search.tried(), &search.types()),
            holds: search.has_merged() && verdicts.iter().all(|verdict| verdict.counterexample.is_none()),
            laws: verdicts
                .into_iter()
                .map(|verdict| report(verdict, search.has_merged(), runs_code))
                .collect(),
        }
    }
}

fn report(verdict: LawVerdict, has_merged: bool, runs_code: bool) -> LawReport {
    let LawVerdict { law, counterexample } = verdict;
    LawReport {
        law: law.id(),
        definition: law.definition(),
        holds: (has_merged || counterexample.is_some()).then_some(counterexample.is_none()),
        counterexample: counterexample.map(|found| counterexample_report(found, runs_code)),
    }
}

fn counterexample_report(found: Counterexample, runs_code: bool) -> CounterexampleReport {
    let sentence = describe_counterexample(&found);
    let effect = describe_effect(&found, runs_code);
    let titled = counterexample_run(&found, runs_code);
    let Counterexample { law, breach, run } = found;
    let values = breach.iter().flat_map(|breach| breach.case.values.iter().take(law.values()).cloned());
    CounterexampleReport {
        sentence,
        values: values.collect(),
        ancestor: breach.as_ref().and_then(|breach| breach.case.ancestor.clone()),
        effect,
        apart: run.as_ref().and_then(|run| run.seen.apart.clone()).map(apart_report),
        run: titled,
    }
}

fn apart_report(apart: Apart) -> ApartReport {
    let Apart { leaders, readings, from, until, .. } = apart;
    ApartReport { leaders, readings, from_ms: from, until_ms: until }
}
