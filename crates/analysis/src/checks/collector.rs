//! Collecting witnesses along a run: the first ones, the worst one and how many there are, as of any record.

use super::tally::Tally;
use super::witness::Witness;

/// At most this many witnesses are kept; the rest are counted.
pub(super) const MAX_WITNESSES: usize = 100;

/// Witnesses as they are found, in the order of records.
#[derive(Clone, Debug, Default)]
pub(super) struct Collector {
    first: Vec<Witness>,
    count: Tally,
    /// Those with a greater measure than all before them, each with its measure.
    worst: Vec<(u64, Witness)>,
}

impl Collector {
    /// Adds a witness.
    pub(super) fn push(&mut self, witness: Witness) {
        self.count.add(witness.number, 1);
        if self.first.len() < MAX_WITNESSES {
            self.first.push(witness);
        }
    }

    /// Adds a witness with a measure: the greater, the worse.
    pub(super) fn push_measured(&mut self, witness: Witness, measure: u64) {
        if self.worst.last().is_none_or(|(worst, _)| measure > *worst) {
            self.worst.push((measure, witness.clone()));
        }
        self.push(witness);
    }

    /// How many there are among the first `count` records.
    pub(super) fn violations(&self, count: usize) -> usize {
        self.count.up_to(count)
    }

    /// The first of them.
    pub(super) fn witnesses(&self, count: usize) -> Vec<Witness> {
        self.first.iter().take_while(|witness| witness.number < count).cloned().collect()
    }

    /// The worst of those with a measure.
    pub(super) fn worst(&self, count: usize) -> Option<Witness> {
        let known = self.worst.partition_point(|(_, witness)| witness.number < count);
        known.checked_sub(1).and_then(|last| self.worst.get(last)).map(|(_, witness)| witness.clone())
    }
}
