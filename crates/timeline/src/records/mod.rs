//! Every event of a run, in order, in a few bytes each. Copies share their common part.
//!
//! Records are stored in blocks of bytes and read one at a time. Leaders, clients, keys, writes and values are stored
//! once, in tables beside them.

mod block;
mod event;
pub(crate) mod installed;
mod stored;
mod tables;
mod unread;

use std::sync::Arc;

use persistent::List;
use replication::{Micros, Record};

use self::block::{BLOCK_RECORDS, Block};
use self::tables::Tables;
pub use self::unread::{RecordSubject, UnreadRecord};

/// The records of a run, by number.
#[derive(Clone, Debug, Default)]
pub struct Records {
    full: List<Arc<Block>>,
    /// The last block, which has room for more.
    last: Block,
    tables: Tables,
}

impl Records {
    pub(crate) fn push(&mut self, record: &Record) {
        self.last.push(record, &mut self.tables);
        if self.last.len() == BLOCK_RECORDS {
            let full = std::mem::take(&mut self.last);
            self.full.push_back(Arc::new(full.shrunk()));
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.full.len() * BLOCK_RECORDS + self.last.len()
    }

    /// Whether there are no records.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A record by number.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<Record> {
        self.block(number)?.get(number % BLOCK_RECORDS, &self.tables)
    }

    /// When the record with this number happened.
    #[must_use]
    pub fn at(&self, number: usize) -> Option<Micros> {
        self.block(number)?.at(number % BLOCK_RECORDS, &self.tables)
    }

    /// The block of a record.
    fn block(&self, number: usize) -> Option<&Block> {
        let block = number / BLOCK_RECORDS;
        if block == self.full.len() { Some(&self.last) } else { self.full.get(block).map(Arc::as_ref) }
    }

    /// The last record.
    #[must_use]
    pub fn last(&self) -> Option<Record> {
        self.get(self.len().checked_sub(1)?)
    }

    /// All records, in order.
    ///
    /// # Panics
    /// Never: what was stored can be read.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Record> + ExactSizeIterator {
        (0..self.len()).map(|number| self.get(number).expect("a stored record can be read"))
    }

    /// The records from one number up to another, with their numbers, in order; clipped to the end.
    pub fn range(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = (usize, Record)> {
        let to = to.min(self.len());
        (from.min(to)..to).filter_map(|number| Some((number, self.get(number)?)))
    }

    /// The records from one number up to another, in order, none of them read yet; clipped to the end.
    pub fn unread(&self, from: usize, to: usize) -> impl Iterator<Item = UnreadRecord<'_>> {
        let (mut number, to) = (from, to.min(self.len()));
        let mut block: Option<&Block> = None;
        std::iter::from_fn(move || {
            let place = number % BLOCK_RECORDS;
            if place == 0 || block.is_none() {
                block = self.block(number);
            }
            let record = block.filter(|_| number < to)?.unread(number, place, &self.tables);
            number += 1;
            record
        })
    }

    /// How many events happened before an instant.
    #[must_use]
    pub fn before(&self, at: Micros) -> usize {
        self.count(at, false)
    }

    /// How many events happened before an instant, or up to and including it.
    pub(crate) fn count(&self, until: Micros, inclusive: bool) -> usize {
        let is_before = |at: Micros| at < until || (inclusive && at == until);
        crate::search::partition_point(self.len(), |number| self.at(number).is_some_and(is_before))
    }
}

#[cfg(test)]
mod tests {
    use replication::Event;

    use super::*;

    #[test]
    fn every_record_of_the_gallery_is_read_as_it_was_stored() {
        for example in scenario::GALLERY {
            let trace = example.scenario().run();
            let mut records = Records::default();
            trace.records.iter().for_each(|record| records.push(record));
            assert_eq!(records.iter().collect::<Vec<_>>(), trace.records, "{}", example.id);
            let last = trace.records.len() - 1;
            assert_eq!(records.at(last), Some(trace.records[last].at));
            for beyond in [last + 1, last + 1 + BLOCK_RECORDS] {
                assert_eq!((records.get(beyond), records.at(beyond)), (None, None));
            }
        }
    }

    #[test]
    fn unread_records_match_the_run_and_expose_their_subjects() {
        let subject = |event: &Event| match event {
            Event::Sent { .. } | Event::Duplicated { .. } => RecordSubject::Sending,
            Event::Lost { .. }
            | Event::Buffered { .. }
            | Event::Stopped { .. }
            | Event::Delivered { .. }
            | Event::Dropped { .. }
            | Event::MessageOverridden { .. } => RecordSubject::Message,
            _ => RecordSubject::Other,
        };
        for example in scenario::GALLERY {
            let trace = example.scenario().run();
            let mut records = Records::default();
            trace.records.iter().for_each(|record| records.push(record));
            for from in [0, 1, BLOCK_RECORDS - 1, BLOCK_RECORDS, trace.records.len()] {
                let rest = trace.records.iter().enumerate().skip(from);
                let unread = records.unread(from, usize::MAX);
                let told = unread.map(|it| (it.number, it.at, it.subject(), it.read().unwrap()));
                let wanted = rest.map(|(number, it)| (number, it.at, subject(&it.event), it.event.clone()));
                assert!(told.eq(wanted), "{} from {from}", example.id);
            }
            assert_eq!(records.unread(1, 3).count(), trace.records.len().min(3) - 1);
        }
    }

    #[test]
    fn copies_do_not_change_with_the_original() {
        let trace = scenario::default_scenario().run();
        let mut records = Records::default();
        let (first, rest) = trace.records.split_at(trace.records.len() / 2);
        first.iter().for_each(|record| records.push(record));
        let copy = records.clone();
        rest.iter().for_each(|record| records.push(record));
        assert_eq!(copy.iter().collect::<Vec<_>>(), first);
        assert_eq!(records.len(), trace.records.len());
    }
}
