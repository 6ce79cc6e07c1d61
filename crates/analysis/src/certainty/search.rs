//! Looks for the instant at which an outcome becomes certain: evenly spaced instants first, then halfway between the last
//! that was uncertain and the next.

use std::num::NonZeroUsize;

use replication::Micros;
use scenario::Scenario;

use super::possible_outcome::PossibleOutcome;
use super::{Certainty, CertaintyPoint};
use crate::metrics::{Setting, Sweep};

/// How often the search looks halfway: 2^7 times closer than the first instants are to each other.
const HALVINGS: usize = 7;

/// The search, computed run by run.
#[derive(Clone, Debug)]
pub struct CertaintySearch {
    scenario: Scenario,
    outcome: &'static PossibleOutcome,
    seeds: NonZeroUsize,
    /// The evenly spaced instants that are left, the next one last.
    planned: Vec<Micros>,
    /// How many further instants may be looked at between two of those.
    halvings: usize,
    current: Option<(Micros, Sweep)>,
    found: Certainty,
    /// How many runs are done, those of the current instant apart.
    done: usize,
}

impl CertaintySearch {
    /// A search in a run of this length, at so many evenly spaced instants from its beginning to its end, and a few
    /// between two of them, with so many runs for each.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        outcome: &'static PossibleOutcome,
        ends_at: Micros,
        instants: NonZeroUsize,
        seeds: NonZeroUsize,
    ) -> Self {
        let gaps = instants.get().max(2) as u64 - 1;
        let instant = |number: u64| {
            let at = u128::from(ends_at.0) * u128::from(number) / u128::from(gaps);
            Micros(u64::try_from(at).unwrap_or(u64::MAX))
        };
        let mut planned: Vec<Micros> = (0..=gaps).map(instant).collect();
        planned.dedup();
        planned.reverse();
        Self {
            scenario: scenario.clone(),
            outcome,
            seeds,
            planned,
            halvings: HALVINGS,
            current: None,
            found: Certainty::default(),
            done: 0,
        }
    }

    /// What is known so far.
    #[must_use]
    pub fn found(&self) -> &Certainty {
        &self.found
    }

    /// How many runs are done, and how many there are at most.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let current = self.current.as_ref().map_or(0, |(_, sweep)| sweep.progress().0);
        let instants = self.planned.len() + self.halvings + usize::from(self.current.is_some());
        (self.done + current, self.done + instants * self.runs_per_instant())
    }

    /// The scenario of a run that is redrawn from an instant, by its number.
    #[must_use]
    pub fn scenario_of(&self, at: Micros, run: usize) -> Scenario {
        self.setting(at).scenario_of(run)
    }

    /// Computes about this many more events. Returns whether there is more to do; there is while it waits for the script
    /// engine.
    pub fn advance(&mut self, events: usize) -> bool {
        let (at, mut sweep) = match self.current.take().or_else(|| self.next_sweep()) {
            Some(current) => current,
            None => return false,
        };
        if sweep.advance(events) {
            self.current = Some((at, sweep));
        } else {
            self.conclude(at, &sweep);
        }
        true
    }

    fn runs_per_instant(&self) -> usize {
        if self.scenario.depends_on_seed() { self.seeds.get() } else { 1 }
    }

    fn next_sweep(&mut self) -> Option<(Micros, Sweep)> {
        let at = self.planned.pop().or_else(|| self.halfway())?;
        Some((at, Sweep::new(vec![self.setting(at)], self.seeds)))
    }

    fn setting(&self, redrawn_from: Micros) -> Setting {
        let (policy, topology) = (String::new(), String::new());
        Setting { policy, topology, scenario: self.scenario.clone(), redrawn_from }
    }

    /// The instant between the last that was uncertain and the next, if they are not next to each other.
    fn halfway(&mut self) -> Option<Micros> {
        let points = &self.found.points;
        let uncertain = points.iter().rposition(|point| !point.is_unanimous())?;
        let (from, to) = (points[uncertain].at, points.get(uncertain + 1)?.at);
        self.halvings = self.halvings.checked_sub(1)?;
        let middle = Micros(from.0 + (to.0 - from.0) / 2);
        (middle > from).then_some(middle)
    }

    fn conclude(&mut self, at: Micros, sweep: &Sweep) {
        let figures = sweep.figures(0, self.outcome.metric());
        let holds: Vec<bool> = figures.map(|figure| self.outcome.holds(figure)).collect();
        self.done += holds.len();
        // The first run is the run itself, whatever the instant.
        self.found.holds = holds.first().copied().unwrap_or_default();
        let holding = holds.iter().filter(|holds| **holds).count();
        let other = holds.iter().position(|holds| *holds != self.found.holds);
        let point = CertaintyPoint { at, holding, runs: holds.len(), other };
        let place = self.found.points.partition_point(|earlier| earlier.at < at);
        self.found.points.insert(place, point);
    }
}

#[cfg(test)]
mod tests {
    use timeline::Timeline;

    use super::super::find_possible_outcome;
    use super::*;

    /// Two writes to one key under last write wins: whether the first is lost depends on nothing. Whether the message
    /// with the later one is lost on its way is decided when it is sent.
    const RUN: &str = r#"{ "polyleader": 1, "seed": 3, "policy": "last-write-wins",
        "leaders": [{ "id": "F" }, { "id": "T" }], "links": { "latency": { "fixed_ms": 100 }, "jitter_ms": 300 },
        "clients": [{ "id": "ana", "at": "F" }, { "id": "ben", "at": "T" }],
        "commands": [{ "at_ms": 1000, "write": { "client": "ana", "key": "k", "value": 1 } },
                     { "at_ms": 1250, "read": { "client": "ben", "key": "k" } },
                     { "at_ms": 1250, "write": { "client": "ben", "key": "k", "value": 2 } }] }"#;

    fn search(text: &str, outcome: &str, slice: usize) -> Certainty {
        let scenario = Scenario::from_json(text).unwrap();
        let ends_at = Timeline::new(&scenario).ends_at();
        let count = |number| NonZeroUsize::new(number).unwrap();
        let outcome = find_possible_outcome(outcome).unwrap();
        let mut search = CertaintySearch::new(&scenario, outcome, ends_at, count(11), count(60));
        while search.advance(slice) {}
        let (done, all) = search.progress();
        assert!(done <= all);
        search.found().clone()
    }

    #[test]
    fn outcome_is_open_until_the_draw_that_decides_it() {
        // Ana's message is sent at 1 s. If it arrives before Ben reads, his write supersedes hers; otherwise one is lost.
        let found = search(RUN, "loss", 100_000);
        let first = found.points[0];
        assert!(first.holding > 10 && first.holding < 50, "{first:?}");
        assert!(found.last_uncertain().unwrap().at <= Micros::from_ms(1000));
        let certain = found.certain_from().unwrap();
        assert!(certain > Micros::from_ms(1000) && certain < Micros::from_ms(1020), "{certain}");
        let last = found.points.last().unwrap();
        assert_eq!(last.holding, if found.holds { last.runs } else { 0 });
        assert!(last.other.is_none() && first.other.is_some());
    }

    #[test]
    fn slices_change_nothing() {
        assert_eq!(search(RUN, "loss", 100_000), search(RUN, "loss", 7));
    }

    #[test]
    fn run_without_randomness_is_certain_from_the_start() {
        let found = search(&RUN.replace(r#", "jitter_ms": 300"#, ""), "loss", 100_000);
        assert_eq!(found.certain_from(), Some(Micros::ZERO));
        assert!(found.points.iter().all(|point| point.runs == 1));
    }
}
