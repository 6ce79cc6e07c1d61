//! Keyed random draws: each number is a hash of the seed, the draw's purpose and its subject.
//!
//! There is no generator state, so editing an earlier command changes only its own consequences. The hash is
//! SipHash-2-4 keyed with the seed, a published algorithm with a known-answer test below.

use siphasher::sip::SipHasher24;

use crate::canonical::{Canonical, Encoder};

/// Draws random numbers for one run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyedRng {
    pub(crate) seed: u64,
}

impl KeyedRng {
    /// 64 uniform bits for one purpose and subject.
    fn bits(self, purpose: &str, subject: &impl Canonical) -> u64 {
        // Hashing one piece is faster than hashing many small ones.
        let mut bytes = Encoder::default();
        bytes.text(purpose);
        subject.encode(&mut bytes);
        SipHasher24::new_with_keys(self.seed, 0).hash(bytes.as_slice())
    }

    /// A uniform integer from 0 to `max` inclusive (biased by less than one part in 2^64).
    pub(crate) fn up_to(self, max: u64, purpose: &str, subject: &impl Canonical) -> u64 {
        if max == 0 {
            return 0;
        }
        let wide = u128::from(self.bits(purpose, subject)) * (u128::from(max) + 1);
        (wide >> 64) as u64
    }

    /// True with a probability of `percent` in 100.
    pub(crate) fn chance(self, percent: u8, purpose: &str, subject: &impl Canonical) -> bool {
        percent > 0 && self.up_to(99, purpose, subject) < u64::from(percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::versions::Dot;

    fn dot(counter: u64) -> Dot {
        Dot::new("F".parse().unwrap(), counter)
    }

    #[test]
    fn draws_match_reference_values() {
        let rng = KeyedRng { seed: 7 };
        assert_eq!(rng.bits("loss", &dot(1)), 0x2283_9442_08b2_e0a8, "computed by another implementation");
        assert_ne!(rng.bits("loss", &dot(1)), rng.bits("jitter", &dot(1)));
        assert_ne!(rng.bits("loss", &dot(1)), KeyedRng { seed: 8 }.bits("loss", &dot(1)));
    }

    #[test]
    fn draws_are_uniform() {
        let rng = KeyedRng { seed: 1 };
        let heads = (1..=10_000).filter(|n| rng.chance(30, "loss", &dot(*n))).count();
        assert!((2_800..=3_200).contains(&heads), "{heads} of 10,000 at 30 %");
        assert!((1..=1_000).all(|n| rng.up_to(4, "jitter", &dot(n)) <= 4));
    }
}
