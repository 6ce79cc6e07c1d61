//! Copies of something that grows, spread evenly over its growth: as many as may be kept.

/// How far apart two copies are at first. It doubles each time that there is too much.
const FIRST_SPACING: usize = 256;
/// What a copy weighs that has nothing of its own.
const OWN_WEIGHT: usize = 64;

/// A copy, with how far the original had grown then and what the copy weighs.
#[derive(Clone, Debug)]
struct Checkpoint<T> {
    position: usize,
    weight: usize,
    copy: T,
}

/// Copies by how far the original had grown. The first is at the beginning, and stays.
#[derive(Clone, Debug)]
pub(crate) struct SpacedCheckpoints<T> {
    points: Vec<Checkpoint<T>>,
    spacing: usize,
    limits: Limits,
}

/// How many copies are kept at most, and how much all of them may weigh beside what they share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) points: usize,
    pub(crate) weight: usize,
}

impl<T: Clone> SpacedCheckpoints<T> {
    pub(crate) fn new(beginning: T, most: Limits) -> Self {
        let first = Checkpoint { position: 0, weight: OWN_WEIGHT, copy: beginning };
        Self { points: vec![first], spacing: FIRST_SPACING, limits: most }
    }

    /// The same up to the last copy of which this is so. The beginning stays.
    pub(crate) fn up_to(&self, holds: impl Fn(&T) -> bool) -> Self {
        let count = self.points.partition_point(|point| holds(&point.copy)).max(1);
        Self { points: self.points[..count].to_vec(), ..*self }
    }

    /// Keeps a copy if the original has grown enough since the last one, and gives it back if it did.
    pub(crate) fn offer(&mut self, grown: usize, own_weight: usize, copy: impl FnOnce() -> T) -> Option<&T> {
        let last = self.points.last().map_or(0, |point| point.position);
        if grown < last + self.spacing {
            return None;
        }
        self.points.push(Checkpoint { position: grown, weight: OWN_WEIGHT + own_weight, copy: copy() });
        while self.points.len() > self.limits.points
            || (self.weight() > self.limits.weight && self.points.len() > 2)
        {
            self.thin_out();
        }
        self.points.last().filter(|last| last.position == grown).map(|last| &last.copy)
    }

    fn weight(&self) -> usize {
        self.points.iter().map(|point| point.weight).sum()
    }

    fn thin_out(&mut self) {
        let mut number = 0;
        self.points.retain(|_| {
            number += 1;
            number % 2 == 1
        });
        self.spacing *= 2;
    }

    /// The last copy of which this is so, if it is so of all before it; the first if it is so of none.
    pub(crate) fn last_where(&self, holds: impl Fn(&T) -> bool) -> &T {
        let number = self.points.partition_point(|point| holds(&point.copy));
        &self.points[number.saturating_sub(1)].copy
    }

    /// The last copy.
    pub(crate) fn last(&self) -> &T {
        self.last_where(|_| true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Copies of a number that grows, each weighing as much as this.
    fn grown_to(end: usize, own_weight: usize, most: Limits) -> SpacedCheckpoints<usize> {
        let mut spaced = SpacedCheckpoints::new(0, most);
        for grown in 1..=end {
            spaced.offer(grown, own_weight, || grown);
        }
        spaced
    }

    fn places(spaced: &SpacedCheckpoints<usize>) -> Vec<usize> {
        spaced.points.iter().map(|point| point.position).collect()
    }

    #[test]
    fn copies_are_never_too_many_and_lie_evenly() {
        let spaced = grown_to(100_000, 0, Limits { points: 32, weight: usize::MAX });
        let places = places(&spaced);
        assert!((16..=32).contains(&places.len()));
        assert_eq!(places[0], 0, "the beginning stays");
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] == spaced.spacing));
        assert!(100_000 - places[places.len() - 1] < spaced.spacing);
    }

    #[test]
    fn copies_are_never_too_heavy() {
        let heavy = grown_to(100_000, 936, Limits { points: 1_000, weight: 20_000 });
        assert!(heavy.weight() <= 20_000);
        assert!((10..=20).contains(&heavy.points.len()));
    }

    #[test]
    fn the_last_copy_of_which_something_is_so_is_found() {
        let spaced = grown_to(1_000, 0, Limits { points: 32, weight: usize::MAX });
        assert_eq!(places(&spaced), [0, 256, 512, 768]);
        assert_eq!(*spaced.last_where(|copy| *copy <= 255), 0);
        assert_eq!(*spaced.last_where(|copy| *copy <= 256), 256);
        assert_eq!(*spaced.last_where(|copy| *copy <= 900), 768);
        assert_eq!(*spaced.last_where(|_| false), 0, "the beginning is always there");
        assert_eq!(*spaced.last(), 768);
        assert_eq!(places(&spaced.up_to(|copy| *copy < 600)), [0, 256, 512]);
        assert_eq!(places(&spaced.up_to(|_| false)), [0]);
    }
}
