//! `polyleader laws`: values and histories on which a scenario's merge rule does not obey a law.

use std::fmt::Write as _;
use std::path::Path;

use analysis::{DEFAULT_CASES, LawOptions, LawSearch, observed_values};
use cli::{CounterexampleReport, LawsReport};
use replication::{MergeRule, Policy, escape_control_characters, script_engine};
use timeline::Timeline;

use crate::error::{Error, Result};
use crate::input::{Source, check_fingerprint};

/// What is to be tried, and how the result is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawsOptions {
    /// How many cases are tried.
    pub cases: usize,
    /// The seed of the random ones.
    pub seed: u64,
    /// As JSON instead of text.
    pub json: bool,
    /// The folder to which the run of each counterexample is written.
    pub save: Option<String>,
}

impl Default for LawsOptions {
    fn default() -> Self {
        Self { cases: DEFAULT_CASES, seed: 1, json: false, save: None }
    }
}

/// What was found out, and whether a law does not hold.
pub fn laws(source: &Source, options: &LawsOptions) -> Result<(String, bool)> {
    let opened = source.load()?;
    let rule = merge_rule(&opened.scenario.policy)?;
    let timeline = Timeline::new(&opened.scenario);
    check_fingerprint(&opened, timeline.fingerprint()).map_err(|error| Error::OtherRun(error.to_string()))?;
    let values = observed_values(&timeline);
    let mut search = LawSearch::new(&rule, &LawOptions { cases: options.cases, seed: options.seed, values });
    search.finish();
    let report = LawsReport::new(&opened.scenario.title, &rule, &search);
    if let Some(folder) = &options.save {
        save(&report, folder)?;
    }
    let text = match options.json {
        true => serde_json::to_string_pretty(&report).unwrap_or_default() + "\n",
        false => lines(&report),
    };
    Ok((text, !report.holds))
}

/// The merge rule of a policy, whose code compiles.
fn merge_rule(policy: &Policy) -> Result<MergeRule> {
    let rule = policy.merge_rule().ok_or_else(|| {
        Error::NoMergeRule(format!(
            "the policy of this scenario is “{}”: only “Merge on write” has a merge rule",
            policy.info().title
        ))
    })?;
    if let Some(code) = rule.as_function().source() {
        let checked = script_engine().and_then(|engine| engine.check(code));
        checked.map_err(|error| Error::NoMergeRule(format!("the merge code does not compile: {error}")))?;
    }
    Ok(rule.clone())
}

/// Writes the run of each counterexample to a file that is named after the law.
fn save(report: &LawsReport, folder: &str) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| Error::unwritable(folder, &error))?;
    for law in &report.laws {
        let Some(run) = law.counterexample.as_ref().and_then(|found| found.run.as_ref()) else { continue };
        let file = Path::new(folder).join(format!("{}.json", law.law));
        let written = std::fs::write(&file, run.to_json() + "\n");
        written.map_err(|error| Error::unwritable(&file.to_string_lossy(), &error))?;
    }
    Ok(())
}

/// One line for each law, and what its counterexample does to leaders.
fn lines(report: &LawsReport) -> String {
    let title = if report.title.is_empty() { "Untitled run" } else { &report.title };
    let mut out = format!("{title}\nmerge rule {}: {}\n\n", report.rule, report.tried);
    for law in &report.laws {
        // Writing to a String cannot fail.
        let _ = match &law.counterexample {
            None if law.holds.is_none() => writeln!(out, "open    {}", law.definition),
            None => writeln!(out, "holds   {}", law.definition),
            Some(CounterexampleReport { sentence, effect, .. }) => {
                let sentence = escape_control_characters(sentence);
                let _ = writeln!(out, "FAILS   {}\n        {sentence}", law.definition);
                effect
                    .iter()
                    .try_for_each(|effect| writeln!(out, "        {}", escape_control_characters(effect)))
            }
        };
    }
    let failures = report.laws.iter().filter(|law| law.holds == Some(false)).count();
    if report.laws.iter().any(|law| law.holds.is_none()) {
        let _ = writeln!(out, "\n{}", explain::NOTHING_MERGED);
    }
    let _ = match failures {
        0 => writeln!(out, "\nno counterexample found"),
        1 => writeln!(out, "\n1 law fails"),
        many => writeln!(out, "\n{many} laws fail"),
    };
    out
}
