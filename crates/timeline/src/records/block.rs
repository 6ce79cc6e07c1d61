//! A block: a few consecutive records in one piece of memory.

use replication::{Micros, Record};

use super::stored::{Reader, Stored, Writer};
use super::tables::Tables;
use super::unread::UnreadRecord;

/// The number of records in a full block.
pub(super) const BLOCK_RECORDS: usize = 64;

/// Consecutive records. Each begins with the time since the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) first_at: Micros,
    /// Where each record ends in `bytes`.
    ends: Vec<u32>,
    bytes: Vec<u8>,
}

impl Block {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn push(&mut self, record: &Record, tables: &mut Tables) {
        if self.ends.is_empty() {
            self.first_at = record.at;
        }
        let mut to = Writer { bytes: &mut self.bytes, tables };
        (record.at - self.first_at).put(&mut to);
        record.event.put(&mut to);
        // Fits: the lists of all events of a run are limited.
        self.ends.push(self.bytes.len() as u32);
    }

    /// The same block without room for more.
    pub(super) fn shrunk(mut self) -> Self {
        self.ends.shrink_to_fit();
        self.bytes.shrink_to_fit();
        self
    }

    /// When a record happened.
    pub(super) fn at(&self, place: usize, tables: &Tables) -> Option<Micros> {
        self.start(place, tables).map(|(at, _)| at)
    }

    pub(super) fn get(&self, place: usize, tables: &Tables) -> Option<Record> {
        let (at, mut rest) = self.start(place, tables)?;
        Some(Record { at, event: Stored::take(&mut rest)? })
    }

    /// A record with its number in the run, not read yet.
    pub(super) fn unread<'a>(
        &'a self,
        number: usize,
        place: usize,
        tables: &'a Tables,
    ) -> Option<UnreadRecord<'a>> {
        let (at, rest) = self.start(place, tables)?;
        Some(UnreadRecord { number, at, rest })
    }

    /// The time of a record, and the rest of it.
    fn start<'a>(&'a self, place: usize, tables: &'a Tables) -> Option<(Micros, Reader<'a>)> {
        let end = *self.ends.get(place)? as usize;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let mut reader = Reader { bytes: self.bytes.get(start..end)?, tables };
        let since = Micros::take(&mut reader)?;
        Some((Micros(self.first_at.0 + since.0), reader))
    }
}
