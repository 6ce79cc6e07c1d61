//! A seeded generator of random numbers: SplitMix64, a published algorithm.

/// A generator with 64 bits of state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Random {
    state: u64,
}

impl Random {
    /// A generator whose numbers depend on the seed and on what they are for.
    pub(super) fn new(seed: u64, purpose: u64) -> Self {
        let mut mixed = Self { state: seed };
        let start = mixed.next() ^ purpose.wrapping_mul(0xff51_afd7_ed55_8ccd);
        Self { state: start }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one, which is not 0 (biased by less than one part in 2^32).
    pub(super) fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.next()) * end as u128;
        (wide >> 64) as usize
    }

    /// True in this many of 100 cases.
    pub(super) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these; none if there are none.
    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() {
            return None;
        }
        all.get(self.below(all.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_match_the_published_algorithm() {
        let mut random = Random { state: 1_234_567 };
        let published = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([random.next(), random.next(), random.next()], published);
    }

    #[test]
    fn numbers_stay_below_their_end() {
        let mut random = Random::new(3, 9);
        let drawn: Vec<usize> = (0..1_000).map(|_| random.below(3)).collect();
        assert!((0..3).all(|number| drawn.iter().filter(|it| **it == number).count() > 250));
    }
}
