//! Non-uniform random draws: exponential gaps between operations, and Zipf-distributed keys.
//!
//! Logarithm and power go through `libm`, which gives the same bits natively and in WebAssembly, and are rounded to
//! whole numbers immediately.

use crate::canonical::{Canonical, Encoder};
use crate::key::Key;
use crate::limits::MAX_WORKLOAD_KEYS;
use crate::random::KeyedRng;
use crate::time::Micros;
use crate::workload::centi::Centi;

/// The key of a draw: one operation of one client, both counted from 1.
pub(super) struct OperationNumber {
    pub(super) client: u64,
    pub(super) operation: u64,
}

impl Canonical for OperationNumber {
    fn encode(&self, sink: &mut Encoder) {
        sink.number(self.client);
        sink.number(self.operation);
    }
}

/// The time between two operations of a Poisson process with this rate: exponentially distributed.
pub(super) fn exponential_gap(draws: KeyedRng, per_second: Centi, operation: &OperationNumber) -> Micros {
    /// The number of values between 0 and 1 that an `f64` distinguishes.
    const PARTS: u64 = 1 << 53;
    let part = draws.up_to(PARTS - 1, "workload gap", operation) + 1;
    let mean_us = 100_000_000.0 / f64::from(per_second.0);
    Micros(libm::round(-libm::log(part as f64 / PARTS as f64) * mean_us) as u64)
}

/// Keys with Zipf-distributed popularity.
pub(super) struct ZipfKeys {
    keys: Vec<Key>,
    /// For each key, the sum of its weight and all weights before it.
    cumulative_weights: Vec<u64>,
}

impl ZipfKeys {
    /// Keys `k1`, `k2` and so on; key n has a weight of 1/n to the power of the exponent.
    pub(super) fn new(keys: u32, exponent: Centi) -> Self {
        /// The weight of the first key; the sum of a thousand of these is far from overflow.
        const FIRST_WEIGHT: f64 = (1_u64 << 40) as f64;
        let power = -f64::from(exponent.0) / 100.0;
        let numbers = 1..=keys.clamp(1, MAX_WORKLOAD_KEYS);
        let weights =
            numbers.clone().map(|n| libm::round(FIRST_WEIGHT * libm::pow(f64::from(n), power)) as u64);
        let cumulative_weights = weights.scan(0, |total, weight| {
            *total += weight;
            Some(*total)
        });
        Self {
            keys: numbers.filter_map(|n| format!("k{n}").parse().ok()).collect(),
            cumulative_weights: cumulative_weights.collect(),
        }
    }

    /// Draws the key of an operation.
    pub(super) fn key(&self, draws: KeyedRng, operation: &OperationNumber) -> Key {
        let total = self.cumulative_weights.last().copied().unwrap_or(1);
        let drawn = draws.up_to(total - 1, "workload key", operation);
        self.keys[self.cumulative_weights.partition_point(|sum| *sum <= drawn)].clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(operation: u64) -> OperationNumber {
        OperationNumber { client: 1, operation }
    }

    #[test]
    fn gaps_are_exponential() {
        let draws = KeyedRng { seed: 3 };
        let gaps: Vec<u64> =
            (1..=20_000).map(|n| exponential_gap(draws, Centi(50), &numbered(n)).0).collect();
        let mean = gaps.iter().sum::<u64>() / 20_000;
        assert!((1_960_000..=2_040_000).contains(&mean), "one in two seconds, and the mean is {mean} µs");
        let longer = |than: u64| gaps.iter().filter(|gap| **gap > than).count();
        assert!((7_150..=7_570).contains(&longer(2_000_000)), "e to the −1 of them exceed the mean");
        assert!(
            (890..=1_100).contains(&longer(6_000_000)),
            "e to the −3 of them exceed three times the mean"
        );
    }

    #[test]
    fn key_popularity_follows_the_zipf_exponent() {
        for (exponent, times) in [(0, 1.0), (100, 2.0), (120, 2.297), (200, 4.0)] {
            let popularity = ZipfKeys::new(20, Centi(exponent));
            let keys: Vec<Key> =
                (1..=40_000).map(|n| popularity.key(KeyedRng { seed: 5 }, &numbered(n))).collect();
            let count = |key: &str| keys.iter().filter(|drawn| drawn.as_str() == key).count() as f64;
            let ratio = count("k1") / count("k2");
            assert!((ratio / times - 1.0).abs() < 0.1, "at {exponent} hundredths the ratio is {ratio}");
            assert!(keys.iter().any(|key| key.as_str() == "k20") && count("k21") == 0.0);
        }
    }

    #[test]
    fn largest_table_with_steepest_exponent_can_be_sampled() {
        for (keys, exponent) in [(0, 0), (1, 500), (1_000, 500), (u32::MAX, 0), (3, u32::MAX)] {
            let popularity = ZipfKeys::new(keys, Centi(exponent));
            assert!(
                (1..100).all(|n| !popularity.key(KeyedRng { seed: 1 }, &numbered(n)).as_str().is_empty())
            );
        }
    }
}
