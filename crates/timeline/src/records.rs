//! Every event of a run, in order. Copies share their common part.

use imbl::Vector;
use replication::{Micros, Record};

/// The records of a run, by number.
#[derive(Clone, Debug, Default)]
pub struct Records(Vector<Record>);

impl Records {
    pub(crate) fn push(&mut self, record: Record) {
        self.0.push_back(record);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no records.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A record by number.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&Record> {
        self.0.get(number)
    }

    /// The last record.
    #[must_use]
    pub fn last(&self) -> Option<&Record> {
        self.0.last()
    }

    /// All records, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Record> + ExactSizeIterator {
        self.0.iter()
    }

    /// The records from one number up to another, with their numbers, in order; clipped to the end.
    pub fn range(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = (usize, &Record)> {
        let to = to.min(self.0.len());
        (from.min(to)..to).filter_map(|number| Some((number, self.0.get(number)?)))
    }

    /// How many events happened before an instant.
    #[must_use]
    pub fn before(&self, at: Micros) -> usize {
        self.count(at, false)
    }

    /// How many events happened before an instant, or up to and including it.
    pub(crate) fn count(&self, until: Micros, inclusive: bool) -> usize {
        let is_before = |record: &Record| record.at < until || (inclusive && record.at == until);
        crate::search::partition_point(self.0.len(), |number| self.0.get(number).is_some_and(is_before))
    }
}
