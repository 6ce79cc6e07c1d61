//! Following checks through a recorded run once, and asking for their verdicts as of any instant on the way.

use std::ops::Deref;

use replication::{Micros, World};
use timeline::Timeline;

use super::check::{Check, Verdict};
use super::fold::{EndOfInstant, Fold, Now};
use super::invariant::{INVARIANT, InvariantFold};
use crate::outcome::Outcome;
use crate::trace_state::{ChangedPair, TraceState};
use scenario::invariants::Invariant;

/// Checks on a recorded run, followed forward from its beginning, a few records at a time. They can be asked as of every
/// instant that has been followed.
pub struct CheckRun<T> {
    timeline: T,
    state: TraceState,
    followed: Vec<Followed>,
    /// How many records were followed.
    count: usize,
    /// The last of them, while others of its instant are left.
    within: Option<Micros>,
    /// How many records there are up to the last instant that was followed to its end.
    complete: usize,
    /// Room for the pairs of leaders that have changed at an instant.
    changed_pairs: Vec<ChangedPair>,
}

struct Followed {
    check: &'static Check,
    invariant: Option<String>,
    fold: Box<dyn Fold>,
}

impl<T: Deref<Target = Timeline>> CheckRun<T> {
    /// The beginning of a run, with these checks and invariants.
    #[must_use]
    pub fn new(timeline: T, checks: &[&'static Check], invariants: &[Invariant]) -> Self {
        let checks = checks.iter().map(|check| Followed { check, invariant: None, fold: (check.begin)() });
        let invariants = invariants.iter().map(|invariant| Followed {
            check: &INVARIANT,
            invariant: Some(invariant.text().to_owned()),
            fold: Box::new(InvariantFold::new(invariant.clone())),
        });
        let followed = checks.chain(invariants).collect();
        let state = TraceState::new(&timeline);
        Self { timeline, state, followed, count: 0, within: None, complete: 0, changed_pairs: Vec::new() }
    }

    /// Follows the run up to and including an instant. Going back is not possible.
    pub fn advance(&mut self, until: Micros) {
        self.follow_to(self.timeline.count_at(until));
    }

    /// Follows some more records. Returns whether there are more.
    pub fn advance_by(&mut self, records: usize) -> bool {
        self.follow_to(self.count.saturating_add(records));
        self.count < self.timeline.records().len()
    }

    /// How many records can be asked about: those of every instant that was followed to its end.
    #[must_use]
    pub fn complete(&self) -> usize {
        self.complete
    }

    fn follow_to(&mut self, to: usize) {
        let Self { timeline, state, followed, count, within, complete, changed_pairs } = self;
        let timeline: &Timeline = timeline;
        let mut records = timeline.records().unread(*count, to.saturating_add(1)).peekable();
        while let Some(record) = records.next_if(|record| record.number < to) {
            let (number, at) = (record.number, record.at);
            state.follow(timeline, record, |moment| {
                followed.iter_mut().for_each(|check| check.fold.follow(moment));
            });
            *count = number + 1;
            *within = records.peek().map(|next| next.at).filter(|next| *next == at);
            if within.is_none() {
                let (replicas, agreement, keys) = (state.replicas(), state.agreement(), state.keys());
                changed_pairs.clear();
                changed_pairs.extend(agreement.changed_pairs());
                let instant = EndOfInstant { number, at, replicas, agreement, changed_pairs, keys };
                followed.iter_mut().for_each(|check| check.fold.end_instant(&instant));
                state.end_instant();
                *complete = *count;
            }
        }
    }

    /// The verdicts at the instant up to which the run was followed.
    #[must_use]
    pub fn verdicts(&self) -> Vec<Verdict> {
        let run = self.timeline.run_at(self.time_of(self.complete), None);
        let outcome = Outcome::new(&self.timeline, self.complete, run.world());
        self.verdicts_at(self.complete, &outcome, run.world()).unwrap_or_default()
    }

    /// The verdicts after the first `count` records, with the outcome and the world there; none if the run has not been
    /// followed so far.
    #[must_use]
    pub fn verdicts_at(&self, count: usize, outcome: &Outcome, world: &World) -> Option<Vec<Verdict>> {
        if count > self.complete {
            return None;
        }
        let now = Now { timeline: &self.timeline, at: self.time_of(count), count, outcome, world };
        let verdict = |Followed { check, invariant, fold }: &Followed| {
            Verdict::new(check, invariant.clone(), fold.found(&now))
        };
        Some(self.followed.iter().map(verdict).collect())
    }

    /// When the last of the first `count` records happened.
    fn time_of(&self, count: usize) -> Micros {
        count.checked_sub(1).and_then(|last| self.timeline.records().at(last)).unwrap_or_default()
    }
}

/// The verdicts of these checks and invariants on a run, as of an instant.
#[must_use]
pub fn check_all(
    timeline: &Timeline,
    at: Micros,
    checks: &[&'static Check],
    invariants: &[Invariant],
) -> Vec<Verdict> {
    let mut run = CheckRun::new(timeline, checks, invariants);
    run.advance(at);
    run.verdicts()
}
