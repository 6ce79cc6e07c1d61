//! How many pairs of leaders read differently, over time (SEMANTICS C5).

use std::collections::BTreeSet;

use replication::{LeaderId, Micros};
use timeline::Timeline;

use crate::trace_state::{ChangedPair, TraceState};

/// How many pairs of leaders read differently on some key, from each instant at which that changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DivergenceSeries {
    steps: Vec<(Micros, usize)>,
}

impl DivergenceSeries {
    /// The series of a run.
    #[must_use]
    pub fn of(timeline: &Timeline) -> Self {
        let mut state = TraceState::new(timeline);
        let mut series = Self::default();
        let mut apart = BTreeSet::new();
        let mut last = None;
        for record in timeline.records().unread(0, timeline.records().len()) {
            let at = record.at;
            if let Some(before) = last.filter(|before| *before != at) {
                series.end_instant(before, &mut state, &mut apart);
            }
            state.follow(timeline, record, |_| {});
            last = Some(at);
        }
        if let Some(at) = last {
            series.end_instant(at, &mut state, &mut apart);
        }
        series
    }

    fn end_instant(
        &mut self,
        at: Micros,
        state: &mut TraceState,
        apart: &mut BTreeSet<(LeaderId, LeaderId)>,
    ) {
        for ChangedPair { leaders, pair, .. } in state.agreement().changed_pairs() {
            match pair.keys {
                0 => apart.remove(&leaders),
                _ => apart.insert(leaders),
            };
        }
        let present = &state.replicas().leaders;
        apart.retain(|(one, other)| present.contains_key(one) && present.contains_key(other));
        if self.steps.last().map_or(0, |(_, count)| *count) != apart.len() {
            self.steps.push((at, apart.len()));
        }
        state.end_instant();
    }

    /// Each instant at which the number of pairs changes, with the number from then on.
    #[must_use]
    pub fn steps(&self) -> &[(Micros, usize)] {
        &self.steps
    }

    /// Since when all pairs read the same; none if some differ at the end.
    #[must_use]
    pub fn agree_since(&self) -> Option<Micros> {
        match self.steps.last() {
            None => Some(Micros::ZERO),
            Some((at, 0)) => Some(*at),
            Some(_) => None,
        }
    }

    /// The time for which pairs read differently up to an instant, summed over all pairs, in microseconds.
    #[must_use]
    pub fn pair_time(&self, until: Micros) -> u64 {
        let ends = self.steps.iter().skip(1).map(|(at, _)| *at).chain([until]);
        self.steps.iter().zip(ends).map(|((from, pairs), to)| (to - *from).0 * *pairs as u64).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_run::small_run;

    const MS: u64 = 1_000;

    #[test]
    fn pair_is_apart_from_a_write_until_it_arrives() {
        let write = r#"{ "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } }"#;
        let series = DivergenceSeries::of(&small_run(r#""siblings""#, write));
        assert_eq!(series.steps(), [(Micros::from_ms(10), 1), (Micros::from_ms(110), 0)]);
        assert_eq!(series.agree_since(), Some(Micros::from_ms(110)));
        assert_eq!(series.pair_time(Micros::from_ms(200)), 100 * MS);
    }

    #[test]
    fn leaders_that_never_agree_again_have_no_such_instant() {
        let cut = r#"{ "at_ms": 5, "cut": { "between": ["F", "T"] } },
                     { "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } }"#;
        let series = DivergenceSeries::of(&small_run(r#""siblings""#, cut));
        assert_eq!(series.agree_since(), None);
        assert_eq!(series.pair_time(Micros::from_ms(30)), 20 * MS);
    }

    #[test]
    fn departed_leader_no_longer_differs_from_any() {
        let leave = r#"{ "at_ms": 5, "cut": { "between": ["F", "T"] } },
                       { "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } },
                       { "at_ms": 40, "leave": { "leader": "T" } }"#;
        let series = DivergenceSeries::of(&small_run(r#""siblings""#, leave));
        assert_eq!(series.agree_since(), Some(Micros::from_ms(40)));
    }

    #[test]
    fn nothing_written_is_agreement_from_the_start() {
        let series = DivergenceSeries::of(&small_run(r#""siblings""#, ""));
        assert_eq!((series.agree_since(), series.pair_time(Micros::from_ms(9))), (Some(Micros::ZERO), 0));
    }
}
