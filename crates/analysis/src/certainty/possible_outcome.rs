//! Possible outcomes: yes-or-no statements about a run at its end.

use crate::metrics::METRICS;

/// A statement about a run at its end, read off one of its figures.
#[derive(Debug)]
pub struct PossibleOutcome {
    /// Its id in commands and reports.
    pub id: &'static str,
    /// The statement, as the end of a sentence.
    pub statement: &'static str,
    /// What is true of the other runs, as the end of a sentence.
    pub opposite: &'static str,
    /// The id of the metric that decides it.
    metric: &'static str,
    decided_by: fn(Option<u64>) -> bool,
}

/// Every possible outcome; the first is the most common question.
pub const POSSIBLE_OUTCOMES: &[PossibleOutcome] = &[
    at_least_one("loss", "a write is lost", "no write is lost", "lost"),
    at_least_one(
        "siblings",
        "a key is left with several versions",
        "no key is left with several versions",
        "siblings",
    ),
    at_least_one(
        "conflict",
        "a leader keeps several versions for a while",
        "no leader ever keeps several versions",
        "conflicts",
    ),
    at_least_one("resurrection", "a deleted value comes back", "no deleted value comes back", "resurrected"),
    at_least_one("refusal", "a request is refused", "no request is refused", "refused"),
    at_least_one("no-answer", "a request gets no answer", "every request gets an answer", "unanswered"),
    PossibleOutcome {
        id: "no-convergence",
        statement: "the leaders end up disagreeing",
        opposite: "the leaders end up agreeing",
        metric: "convergence-time",
        decided_by: |figure| figure.is_none(),
    },
];

const fn at_least_one(
    id: &'static str,
    statement: &'static str,
    opposite: &'static str,
    metric: &'static str,
) -> PossibleOutcome {
    PossibleOutcome { id, statement, opposite, metric, decided_by: |figure| figure.is_some_and(|it| it > 0) }
}

impl PossibleOutcome {
    /// The place of its metric in [`METRICS`].
    pub(super) fn metric(&self) -> usize {
        METRICS.iter().position(|metric| metric.id == self.metric).unwrap_or_default()
    }

    /// Whether it holds for a run with this figure.
    pub(super) fn holds(&self, figure: Option<u64>) -> bool {
        (self.decided_by)(figure)
    }
}

/// The possible outcome with this id.
#[must_use]
pub fn find_possible_outcome(id: &str) -> Option<&'static PossibleOutcome> {
    POSSIBLE_OUTCOMES.iter().find(|outcome| outcome.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_is_decided_by_a_metric() {
        for outcome in POSSIBLE_OUTCOMES {
            assert_eq!(METRICS[outcome.metric()].id, outcome.metric, "{}", outcome.id);
        }
    }
}
