//! A stored record that is not decoded yet: its subject can be read without decoding the rest.

use replication::{Event, Micros};

use super::stored::{Reader, Stored};

/// A stored record of which only the number and the time are known.
pub struct UnreadRecord<'a> {
    /// Its number.
    pub number: usize,
    /// When it happened.
    pub at: Micros,
    pub(super) rest: Reader<'a>,
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordSubject {
    /// A message is sent, or a duplicate of it is: part of the step that caused it.
    Sending,
    /// The course of a message, apart from its effect at its receiver.
    Message,
    /// Anything else.
    Other,
}

impl UnreadRecord<'_> {
    /// What the event is about.
    #[must_use]
    pub fn subject(&self) -> RecordSubject {
        match self.rest.bytes.first() {
            Some(6 | 12) => RecordSubject::Sending,
            Some(7..=11 | 13) => RecordSubject::Message,
            Some(_) | None => RecordSubject::Other,
        }
    }

    /// Reads the event. None only for bytes that were not written.
    #[must_use]
    pub fn read(mut self) -> Option<Event> {
        Event::take(&mut self.rest)
    }
}
