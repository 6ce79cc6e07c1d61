//! Spacing of checkpoints: copies of a growing value at even distances, thinned out as it grows.

/// The weight of the beginning.
const OWN_WEIGHT: usize = 64;

/// A copy of the value, with the position at which it was taken and its weight.
#[derive(Clone, Debug)]
struct Checkpoint<T> {
    position: usize,
    weight: usize,
    copy: T,
}

/// Checkpoints by position. The first, at the beginning, is never dropped.
#[derive(Clone, Debug)]
pub(crate) struct SpacedCheckpoints<T> {
    points: Vec<Checkpoint<T>>,
    spacing: usize,
    limits: Limits,
}

/// How close checkpoints are, how many are kept, and their total weight, shared parts not counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The initial distance between checkpoints. It doubles whenever another limit is exceeded.
    pub(crate) spacing: usize,
    pub(crate) points: usize,
    pub(crate) weight: usize,
}

impl<T: Clone> SpacedCheckpoints<T> {
    pub(crate) fn new(beginning: T, most: Limits) -> Self {
        let first = Checkpoint { position: 0, weight: OWN_WEIGHT, copy: beginning };
        Self { points: vec![first], spacing: most.spacing, limits: most }
    }

    /// The checkpoints before the first for which this does not hold. The beginning always stays.
    pub(crate) fn up_to(&self, holds: impl Fn(&T) -> bool) -> Self {
        let count = self.points.partition_point(|point| holds(&point.copy)).max(1);
        Self { points: self.points[..count].to_vec(), ..*self }
    }

    /// Takes a checkpoint if the value has grown enough since the last one, and returns it if it is kept. The weight may
    /// depend on how much it has grown.
    pub(crate) fn offer(
        &mut self,
        position: usize,
        weigh_and_copy: impl FnOnce(usize) -> (usize, T),
    ) -> Option<&T> {
        let last = self.points.last().map_or(0, |point| point.position);
        if position < last + self.spacing {
            return None;
        }
        let (weight, copy) = weigh_and_copy(position - last);
        self.points.push(Checkpoint { position, weight, copy });
        while self.points.len() > self.limits.points
            || (self.weight() > self.limits.weight && self.points.len() > 2)
        {
            self.thin_out();
        }
        self.points.last().filter(|last| last.position == position).map(|last| &last.copy)
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

    /// The last checkpoint for which this holds, given that it holds for all before; the first if for none.
    pub(crate) fn last_where(&self, holds: impl Fn(&T) -> bool) -> &T {
        let number = self.points.partition_point(|point| holds(&point.copy));
        &self.points[number.saturating_sub(1)].copy
    }

    /// The last checkpoint.
    pub(crate) fn last(&self) -> &T {
        self.last_where(|_| true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checkpoints of a growing number, each of this weight.
    fn checkpoints_up_to(end: usize, own_weight: usize, most: Limits) -> SpacedCheckpoints<usize> {
        let mut spaced = SpacedCheckpoints::new(0, most);
        for position in 1..=end {
            spaced.offer(position, |_| (own_weight, position));
        }
        spaced
    }

    fn positions(spaced: &SpacedCheckpoints<usize>) -> Vec<usize> {
        spaced.points.iter().map(|point| point.position).collect()
    }

    #[test]
    fn checkpoints_stay_within_the_count_limit_at_even_distances() {
        let spaced = checkpoints_up_to(100_000, 0, Limits { spacing: 256, points: 32, weight: usize::MAX });
        let positions = positions(&spaced);
        assert!((16..=32).contains(&positions.len()));
        assert_eq!(positions[0], 0, "the beginning stays");
        assert!(positions.windows(2).all(|pair| pair[1] - pair[0] == spaced.spacing));
        assert!(100_000 - positions[positions.len() - 1] < spaced.spacing);
    }

    #[test]
    fn checkpoints_stay_within_the_weight_limit() {
        let heavy = checkpoints_up_to(100_000, 1_000, Limits { spacing: 256, points: 1_000, weight: 20_000 });
        assert!(heavy.weight() <= 20_000);
        assert!((10..=20).contains(&heavy.points.len()));
    }

    #[test]
    fn last_where_finds_the_last_checkpoint_that_matches() {
        let spaced = checkpoints_up_to(1_000, 0, Limits { spacing: 256, points: 32, weight: usize::MAX });
        assert_eq!(positions(&spaced), [0, 256, 512, 768]);
        assert_eq!(*spaced.last_where(|copy| *copy <= 255), 0);
        assert_eq!(*spaced.last_where(|copy| *copy <= 256), 256);
        assert_eq!(*spaced.last_where(|copy| *copy <= 900), 768);
        assert_eq!(*spaced.last_where(|_| false), 0, "the beginning is always there");
        assert_eq!(*spaced.last(), 768);
        assert_eq!(positions(&spaced.up_to(|copy| *copy < 600)), [0, 256, 512]);
        assert_eq!(positions(&spaced.up_to(|_| false)), [0]);
    }
}
