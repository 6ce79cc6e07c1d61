//! The laws of a merge rule: those that hold in one sentence, and a counterexample to each of the others.

use analysis::Counterexample;
use explain::{counterexample_run, describe_counterexample, describe_effect, describe_held_laws};
use replication::MergeRule;
use yew::prelude::*;

use super::search::{Findings, LawProgress, use_law_search};
use crate::commands::open_and_play;
use crate::dispatcher::Dispatcher;
use crate::store::use_dispatch;

#[derive(Properties, PartialEq)]
pub struct SearchedLawsProps {
    pub rule: MergeRule,
}

/// What a search has found out about a rule, or how far it is.
#[component]
pub fn SearchedLaws(props: &SearchedLawsProps) -> Html {
    let dispatch = use_dispatch();
    let runs_code = props.rule.as_function().runs_script();
    match use_law_search(&props.rule) {
        LawProgress::Searching(percent) => html! {
            <div class="laws"><p class="hint">{ format!("Checking the merge laws: {percent}%") }</p></div>
        },
        LawProgress::Finished(findings) => found(&findings, runs_code, &dispatch),
    }
}

fn found(findings: &Findings, runs_code: bool, dispatch: &Dispatcher) -> Html {
    let Findings { verdicts, has_merged, tried, types } = findings;
    let found: Vec<&Counterexample> =
        verdicts.iter().filter_map(|verdict| verdict.counterexample.as_ref()).collect();
    // Two values that show how leaders differ say more than a history.
    let has_values = found.iter().any(|found| found.breach.is_some() && shows_divergence(found));
    let found: Vec<&Counterexample> =
        found.into_iter().filter(|found| found.breach.is_some() || !has_values).collect();
    // Those by which leaders differ come first.
    let is_seen = |found: &&&Counterexample| shows_divergence(found);
    let (apart, others): (Vec<_>, Vec<_>) = found.iter().partition(is_seen);
    let rows = apart.into_iter().chain(others).map(|found| row(found, runs_code, dispatch));
    html! {
        <div class="laws" role="group" aria-label="Merge laws">
            <p class="help" role="status">{ describe_held_laws(verdicts, *has_merged, *tried, types) }</p>
            if !found.is_empty() {
                <ul class="counterexamples" aria-label="Counterexamples">{ for rows }</ul>
            }
        </div>
    }
}

fn shows_divergence(found: &Counterexample) -> bool {
    found.run.as_ref().is_some_and(|run| run.seen.apart.is_some())
}

fn row(found: &Counterexample, runs_code: bool, dispatch: &Dispatcher) -> Html {
    let play = counterexample_run(found, runs_code).map(|run| {
        let dispatch = dispatch.clone();
        let onclick = move |_: MouseEvent| {
            open_and_play(run.clone()).into_iter().for_each(|action| dispatch.emit(action));
        };
        let label = format!("Play as a run: {}", found.law.name());
        html! { <button class="text-button" type="button" aria-label={label} {onclick}>{ "Play as a run" }</button> }
    });
    let tone = if shows_divergence(found) { "bad" } else { "warn" };
    html! {
        <li key={found.law.id()} data-tone={tone}>
            <p class="sentence">{ describe_counterexample(found) }</p>
            <p class="help">{ describe_effect(found, runs_code) }</p>
            { for play }
        </li>
    }
}
