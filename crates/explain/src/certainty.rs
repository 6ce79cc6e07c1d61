//! When an outcome is certain, in a sentence or two.

use analysis::{Certainty, PossibleOutcome};

/// When an outcome is certain: `Certain from 1,012.5 ms on: no write is lost. Still open at 987 ms: with randomness
/// redrawn from there, a write is lost in 62 of 100 runs.`
#[must_use]
pub fn describe_certainty(outcome: &PossibleOutcome, found: &Certainty) -> String {
    let runs = found.points.first().map_or(0, |point| point.runs);
    let said = if found.holds { outcome.statement } else { outcome.opposite };
    let open = found.last_uncertain().map(|point| {
        let (at, holding, runs) = (point.at, point.holding, point.runs);
        format!(
            "at {at}: with randomness redrawn from there, {} in {holding} of {runs} runs.",
            outcome.statement
        )
    });
    match (found.certain_from(), open) {
        (_, None) if runs <= 1 => format!("Nothing in this run is left to chance: {said}."),
        (_, None) => format!("Certain from the start: in all {runs} runs, {said}."),
        (None, Some(open)) => format!("Open to the end: {open}"),
        (Some(at), Some(open)) => format!("Certain from {at} on: {said}. Still open {open}"),
    }
}

#[cfg(test)]
mod tests {
    use analysis::{CertaintyPoint, find_possible_outcome};
    use replication::Micros;

    use super::*;

    fn said(holds: bool, holding: &[usize]) -> String {
        let points = holding.iter().enumerate();
        let points = points.map(|(place, holding)| CertaintyPoint {
            at: Micros::from_ms(place as u64 * 100),
            holding: *holding,
            runs: 50,
            other: None,
        });
        let found = Certainty { holds, points: points.collect() };
        describe_certainty(find_possible_outcome("loss").unwrap(), &found)
    }

    #[test]
    fn sentence_names_the_certain_instant_and_the_odds_before_it() {
        assert_eq!(
            said(true, &[20, 31, 50, 50]),
            "Certain from 200 ms on: a write is lost. Still open at 100 ms: with randomness redrawn from \
             there, a write is lost in 31 of 50 runs."
        );
        assert_eq!(said(false, &[0, 0]), "Certain from the start: in all 50 runs, no write is lost.");
    }

    #[test]
    fn run_without_randomness_says_so() {
        let points = vec![CertaintyPoint { at: Micros::ZERO, holding: 1, runs: 1, other: None }];
        let found = Certainty { holds: true, points };
        let loss = find_possible_outcome("loss").unwrap();
        assert_eq!(
            describe_certainty(loss, &found),
            "Nothing in this run is left to chance: a write is lost."
        );
    }
}
