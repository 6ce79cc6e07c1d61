//! Points of a run from which any instant is reached by a short replay, spread evenly over it.

use std::rc::Rc;

use super::recording::Recording;

/// At most so many points are kept.
const MAX_POINTS: usize = 256;
/// At most so much may all of them weigh beside what they share, in messages under way: about a hundred bytes
/// each.
const MAX_WEIGHT: usize = 1_000_000;
/// What a point weighs that has nothing under way.
const OWN_WEIGHT: usize = 64;
/// How many records lie between two points at first. It doubles each time that there is too much.
const FIRST_SPACING: usize = 256;

/// Copies of the recording at several instants. The first is at the beginning.
#[derive(Clone, Debug)]
pub(super) struct Checkpoints {
    points: Vec<Rc<Recording>>,
    weight: usize,
    spacing: usize,
}

impl Checkpoints {
    pub(super) fn new(beginning: Recording) -> Self {
        Self { points: vec![Rc::new(beginning)], weight: 0, spacing: FIRST_SPACING }
    }

    /// The same up to the last point of which this is so. The beginning stays.
    pub(super) fn up_to(&self, holds: impl Fn(&Recording) -> bool) -> Self {
        let count = self.points.partition_point(|point| holds(point)).max(1);
        let points = self.points[..count].to_vec();
        let weight = points.iter().map(|point| weight_of(point)).sum();
        Self { points, weight, spacing: self.spacing }
    }

    /// Keeps a copy if enough has happened since the last one.
    pub(super) fn offer(&mut self, recording: &Recording) {
        let last = self.points.last().map_or(0, |point| point.records.len());
        if recording.records.len() < last + self.spacing {
            return;
        }
        self.points.push(Rc::new(recording.clone()));
        self.weight += weight_of(recording);
        while self.points.len() > MAX_POINTS || (self.weight > MAX_WEIGHT && self.points.len() > 2) {
            self.thin_out();
        }
    }

    fn thin_out(&mut self) {
        let mut number = 0;
        self.points.retain(|_| {
            number += 1;
            number % 2 == 1
        });
        self.weight = self.points.iter().map(|point| weight_of(point)).sum();
        self.spacing *= 2;
    }

    /// The last point at which no more than so many records had been made.
    pub(super) fn before(&self, count: usize) -> &Recording {
        let number = self.points.partition_point(|point| point.records.len() <= count);
        &self.points[number.saturating_sub(1)]
    }

    /// The last point.
    pub(super) fn last(&self) -> &Recording {
        &self.points[self.points.len() - 1]
    }
}

fn weight_of(recording: &Recording) -> usize {
    OWN_WEIGHT + recording.own_weight()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_never_too_many_and_lie_evenly() {
        let storm = scenario::GALLERY.iter().find(|example| example.id == "orphan").unwrap().scenario();
        let mut recording = Recording::new(storm.simulation());
        let mut checkpoints = Checkpoints::new(recording.clone());
        checkpoints.spacing = 8;
        while recording.step() {
            checkpoints.offer(&recording);
        }
        assert!((MAX_POINTS / 2..=MAX_POINTS).contains(&checkpoints.points.len()));
        let counts: Vec<usize> = checkpoints.points.iter().map(|point| point.records.len()).collect();
        let widest = counts.windows(2).map(|pair| pair[1] - pair[0]).max();
        assert!(widest < Some(checkpoints.spacing * 2));
        assert_eq!(counts[0], 0, "the beginning stays");
        assert_eq!(checkpoints.before(3).records.len(), 0);
        assert_eq!(checkpoints.before(counts[7]).records.len(), counts[7]);
    }
}
