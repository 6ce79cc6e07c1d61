//! Divergence: the first event in which two runs differ.

use replication::Micros;
use timeline::Timeline;

/// The first event in which two runs differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DivergencePoint {
    /// When it happens: the earlier instant of the two.
    pub at: Micros,
    /// How many events before it are the same: the number of the first event that differs.
    pub number: usize,
}

/// Where two runs diverge; none if they are the same event for event.
#[must_use]
pub fn divergence(one: &Timeline, other: &Timeline) -> Option<DivergencePoint> {
    if one.fingerprint() == other.fingerprint() {
        return None;
    }
    let known = one.common_prefix(other);
    let (records, others) = (one.records(), other.records());
    let shorter = records.len().min(others.len());
    let number =
        (known..shorter).find(|number| records.get(*number) != others.get(*number)).unwrap_or(shorter);
    let instants = [records, others].into_iter().filter_map(|records| records.get(number));
    instants.map(|record| record.at).min().map(|at| DivergencePoint { at, number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_run::{TWO_CARTS, small_run};

    #[test]
    fn runs_diverge_at_their_first_different_event_and_a_run_never_from_itself() {
        let crash = |ms| {
            small_run(
                r#""siblings""#,
                &format!(r#"{TWO_CARTS}, {{ "at_ms": {ms}, "crash": {{ "leader": "F" }} }}"#),
            )
        };
        let (early, late) = (crash(40), crash(60));
        let found = divergence(&early, &late).map(|point| point.at);
        assert_eq!(found, Some(Micros::from_ms(40)));
        assert_eq!(divergence(&early, &late), divergence(&late, &early));
        assert_eq!(divergence(&early, &early), None);
    }
}
