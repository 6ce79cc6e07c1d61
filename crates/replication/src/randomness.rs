//! Which seed random draws use: one from the beginning, and others from some instant on.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::random::KeyedRng;
use crate::time::Micros;

/// The instant from which random draws use another seed. Until then, a run is the same with and without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redraw {
    /// The first instant of the other draws.
    #[serde(rename = "from_ms")]
    pub from: Micros,
    /// The seed of the other draws.
    pub seed: u64,
}

/// The seeds of all random draws of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Randomness {
    /// The seed from the beginning.
    pub seed: u64,
    /// Other seeds for later draws. The latest that has begun counts; of several at one instant, the last.
    pub redraws: Arc<[Redraw]>,
}

impl Randomness {
    /// The same seed from the beginning to the end.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Self { seed, redraws: Arc::default() }
    }

    /// The draws of this instant.
    pub(crate) fn at(&self, now: Micros) -> KeyedRng {
        let begun = self.redraws.iter().filter(|redraw| redraw.from <= now);
        let latest = begun.max_by_key(|redraw| redraw.from);
        KeyedRng { seed: latest.map_or(self.seed, |redraw| redraw.seed) }
    }

    /// The first instant after this one at which another seed begins.
    pub(crate) fn next_change(&self, after: Micros) -> Option<Micros> {
        self.redraws.iter().map(|redraw| redraw.from).filter(|from| *from > after).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latest_seed_that_has_begun_counts() {
        let redraw = |ms, seed| Redraw { from: Micros::from_ms(ms), seed };
        let redraws = [redraw(8, 1), redraw(5, 9), redraw(8, 2)];
        let randomness = Randomness { seed: 7, redraws: redraws.into() };
        let seeds = [0, 4_999, 5_000, 7_999, 8_000].map(|now| randomness.at(Micros(now)).seed);
        assert_eq!(seeds, [7, 7, 9, 9, 2]);
        assert_eq!(randomness.next_change(Micros::from_ms(5)), Some(Micros::from_ms(8)));
        assert_eq!(Randomness::of(7).at(Micros(u64::MAX)).seed, 7);
    }
}
