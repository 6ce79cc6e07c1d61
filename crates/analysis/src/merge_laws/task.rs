//! What a search does with a breach: shrinks it to the smallest values, and finds a run that shows it.

use std::collections::VecDeque;

use replication::MergeRule;
use scenario::Scenario;

use super::case::{Case, ValueMerge};
use super::counterexample::{Counterexample, PlayedRun};
use super::evaluate::{Breach, evaluate};
use super::histories::{breaks, smaller_histories};
use super::law::Law;
use super::observe::{Observation, observe};
use super::shrink::smaller_cases;
use super::small_runs::Cast;

/// How many smaller cases are tried of one breach.
const MAX_ATTEMPTS: usize = 5_000;

/// Work on one breach, done in units.
pub(super) enum Task {
    /// Looks for smaller values.
    Shrink { breach: Box<Breach>, smaller: VecDeque<Case>, attempts: usize },
    /// Looks for a run in which leaders differ.
    Play { breach: Box<Breach>, runs: VecDeque<Scenario>, best: Option<Box<PlayedRun>> },
    /// Looks for a smaller history.
    ShrinkHistory { law: Law, run: Box<PlayedRun>, smaller: VecDeque<Scenario>, attempts: usize },
}

/// What is left after a unit of work.
pub(super) enum Next {
    /// There is more to do.
    Continue(Task),
    /// It is finished.
    Done(Box<Counterexample>),
}

impl Task {
    /// Begins with a case in which a law of values does not hold.
    pub(super) fn of_breach(breach: Breach) -> Self {
        let smaller = smaller_cases(breach.law, &breach.case).into();
        Self::Shrink { breach: Box::new(breach), smaller, attempts: 0 }
    }

    /// Begins with a run in which a law of histories does not hold.
    pub(super) fn of_history(law: Law, scenario: Scenario, seen: Observation) -> Self {
        let smaller = smaller_histories(&scenario).into();
        Self::ShrinkHistory { law, run: Box::new(PlayedRun { scenario, seen }), smaller, attempts: 0 }
    }

    /// Does a unit of work. Also returns what it cost, in units of one event.
    pub(super) fn advance(self, merge: &dyn ValueMerge, cast: Option<&Cast>) -> (Next, usize) {
        match self {
            Self::Shrink { breach, smaller, attempts } => shrink(merge, cast, breach, smaller, attempts),
            Self::Play { breach, runs, best } => play(cast, breach, runs, best),
            Self::ShrinkHistory { law, run, smaller, attempts } => {
                shrink_history(cast, law, run, smaller, attempts)
            }
        }
    }
}

fn shrink(
    merge: &dyn ValueMerge,
    cast: Option<&Cast>,
    breach: Box<Breach>,
    mut smaller: VecDeque<Case>,
    attempts: usize,
) -> (Next, usize) {
    let Some(case) = smaller.pop_front().filter(|_| attempts < MAX_ATTEMPTS) else {
        return (begin_play(merge.rule(), cast, breach), 1);
    };
    let (found, cost) = evaluate(breach.law, merge, &case);
    let attempts = attempts + 1;
    let task = match found {
        Some(breach) => {
            let smaller = smaller_cases(breach.law, &breach.case).into();
            Task::Shrink { breach: Box::new(breach), smaller, attempts }
        }
        None => Task::Shrink { breach, smaller, attempts },
    };
    (Next::Continue(task), cost)
}

fn begin_play(rule: Option<&MergeRule>, cast: Option<&Cast>, breach: Box<Breach>) -> Next {
    let runs = cast.zip(rule).map(|(cast, rule)| cast.runs(rule, &breach)).unwrap_or_default();
    Next::Continue(Task::Play { breach, runs: runs.into(), best: None })
}

fn play(
    cast: Option<&Cast>,
    breach: Box<Breach>,
    mut runs: VecDeque<Scenario>,
    best: Option<Box<PlayedRun>>,
) -> (Next, usize) {
    let next = runs.pop_front().zip(cast);
    let Some((scenario, cast)) = next.filter(|_| best.as_ref().is_none_or(|best| best.seen.apart.is_none()))
    else {
        let run = best.map(|best| *best);
        return (Next::Done(Box::new(Counterexample { law: breach.law, breach: Some(*breach), run })), 1);
    };
    let seen = observe(&scenario, &cast.key);
    let cost = seen.work;
    let is_better = best.is_none() || seen.apart.is_some();
    let best = if is_better { Some(Box::new(PlayedRun { scenario, seen })) } else { best };
    (Next::Continue(Task::Play { breach, runs, best }), cost)
}

fn shrink_history(
    cast: Option<&Cast>,
    law: Law,
    run: Box<PlayedRun>,
    mut smaller: VecDeque<Scenario>,
    attempts: usize,
) -> (Next, usize) {
    let next = smaller.pop_front().zip(cast).filter(|_| attempts < MAX_ATTEMPTS);
    let Some((scenario, cast)) = next else {
        return (Next::Done(Box::new(Counterexample { law, breach: None, run: Some(*run) })), 1);
    };
    let seen = observe(&scenario, &cast.key);
    let (cost, attempts) = (seen.work, attempts + 1);
    let task = match breaks(law, &seen) {
        true => {
            let smaller = smaller_histories(&scenario).into();
            Task::ShrinkHistory { law, run: Box::new(PlayedRun { scenario, seen }), smaller, attempts }
        }
        false => Task::ShrinkHistory { law, run, smaller, attempts },
    };
    (Next::Continue(task), cost)
}
