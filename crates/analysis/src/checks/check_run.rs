//! Following checks through a recorded run, up to any instant.

use replication::Micros;
use timeline::Timeline;

use super::check::{Check, Verdict};
use super::fold::{EndOfInstant, Fold, Now};
use super::invariant::{INVARIANT, InvariantFold};
use crate::invariants::Invariant;
use crate::outcome::Outcome;
use crate::trace_state::TraceState;

/// Checks on a recorded run, followed up to an instant. It can be followed further, and asked at any instant on the way.
pub struct CheckRun<'a> {
    timeline: &'a Timeline,
    state: TraceState<'a>,
    followed: Vec<Followed>,
    /// How many records were followed.
    count: usize,
}

struct Followed {
    check: &'static Check,
    invariant: Option<String>,
    fold: Box<dyn Fold>,
}

impl<'a> CheckRun<'a> {
    /// The beginning of a run, with these checks and invariants.
    #[must_use]
    pub fn new(timeline: &'a Timeline, checks: &[&'static Check], invariants: &[Invariant]) -> Self {
        let checks = checks.iter().map(|check| Followed { check, invariant: None, fold: (check.begin)() });
        let invariants = invariants.iter().map(|invariant| Followed {
            check: &INVARIANT,
            invariant: Some(invariant.text().to_owned()),
            fold: Box::new(InvariantFold::new(invariant.clone())),
        });
        let followed = checks.chain(invariants).collect();
        Self { timeline, state: TraceState::new(timeline), followed, count: 0 }
    }

    /// Follows the run up to and including an instant. Going back is not possible.
    pub fn advance(&mut self, until: Micros) {
        let to = self.timeline.count_at(until);
        let mut last = None;
        for (number, record) in self.timeline.records().range(self.count, to) {
            if let Some((number, at)) = last.filter(|(_, at)| *at != record.at) {
                self.end_instant(number, at);
            }
            let followed = &mut self.followed;
            self.state.follow(number, &record, |moment| {
                followed.iter_mut().for_each(|check| check.fold.follow(moment));
            });
            last = Some((number, record.at));
        }
        if let Some((number, at)) = last {
            self.end_instant(number, at);
        }
        self.count = self.count.max(to);
    }

    fn end_instant(&mut self, number: usize, at: Micros) {
        let Self { state, followed, .. } = self;
        let instant = EndOfInstant { number, at, replicas: state.replicas(), agreement: state.agreement() };
        followed.iter_mut().for_each(|check| check.fold.end_instant(&instant));
        state.end_instant();
    }

    /// The verdicts at the instant up to which the run was followed.
    #[must_use]
    pub fn verdicts(&self) -> Vec<Verdict> {
        let last = self.count.checked_sub(1).and_then(|last| self.timeline.records().at(last));
        let at = last.unwrap_or_default();
        let run = self.timeline.run_at(at, None);
        let outcome = Outcome::new(self.timeline, self.count, run.world());
        let (timeline, count, agreement) = (self.timeline, self.count, self.state.agreement());
        let now = Now { timeline, at, count, outcome: &outcome, agreement };
        let verdict = |Followed { check, invariant, fold }: &Followed| {
            Verdict::new(check, invariant.clone(), fold.found(&now))
        };
        self.followed.iter().map(verdict).collect()
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
