//! Collecting witnesses: the first ones, the worst one, and how many there are.

use super::witness::Witness;

/// At most this many witnesses are kept; the rest are counted.
pub(super) const MAX_WITNESSES: usize = 100;

/// Witnesses as they are found.
#[derive(Clone, Debug, Default)]
pub(super) struct Collector {
    /// The first ones, in the order of records.
    pub(super) first: Vec<Witness>,
    /// How many there are.
    pub(super) count: usize,
    /// The one with the greatest measure, and that.
    worst: Option<(u64, Witness)>,
}

impl Collector {
    /// Adds a witness.
    pub(super) fn push(&mut self, witness: Witness) {
        self.count += 1;
        if self.first.len() < MAX_WITNESSES {
            self.first.push(witness);
        }
    }

    /// Adds a witness with a measure: the greater, the worse.
    pub(super) fn push_measured(&mut self, witness: Witness, measure: u64) {
        if self.worst.as_ref().is_none_or(|(worst, _)| measure > *worst) {
            self.worst = Some((measure, witness.clone()));
        }
        self.push(witness);
    }

    /// The worst of those with a measure.
    pub(super) fn worst(&self) -> Option<Witness> {
        self.worst.as_ref().map(|(_, witness)| witness.clone())
    }
}
