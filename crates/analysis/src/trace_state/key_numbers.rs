//! Numbers for keys, so that what is kept for each key is found without comparing text again and again.

use std::collections::BTreeMap;

use replication::{Event, Key};

use super::per_dot::PerDot;

/// The number of a key: the first that occurs in a run has 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct KeyNumber(usize);

impl KeyNumber {
    /// The place of what is kept for this key in a list.
    pub(crate) fn place(self) -> usize {
        self.0
    }
}

/// The numbers of the keys that have occurred so far.
#[derive(Default)]
pub(crate) struct KeyNumbers {
    numbers: BTreeMap<Key, KeyNumber>,
    /// By the write: most events are about one.
    of_writes: PerDot<KeyNumber>,
}

impl KeyNumbers {
    /// The number of the key that an event is about, if it changes or reads what is kept for a key.
    pub(crate) fn of_event(&mut self, event: &Event) -> Option<KeyNumber> {
        match event {
            Event::Accepted { write, .. } | Event::Applied { write, .. } => {
                if let Some(number) = self.of_writes.get(write.dot) {
                    return Some(*number);
                }
                let number = self.of_key(&write.key);
                self.of_writes.insert(write.dot, number);
                Some(number)
            }
            Event::Answered { key, .. }
            | Event::RequestWaiting { key, .. }
            | Event::RetryRecognised { key, .. }
            | Event::TombstoneRemoved { key, .. } => Some(self.of_key(key)),
            Event::RequestSent { attempt } | Event::ResponseReceived { attempt, .. } => {
                Some(self.of_key(&attempt.key))
            }
            Event::RequestAnswered { request, .. } | Event::RequestForwarded { request } => {
                Some(self.of_key(&request.key))
            }
            _ => None,
        }
    }

    /// The number of a key, which may be new.
    pub(crate) fn of_key(&mut self, key: &Key) -> KeyNumber {
        if let Some(number) = self.numbers.get(key) {
            return *number;
        }
        let number = KeyNumber(self.numbers.len());
        self.numbers.insert(key.clone(), number);
        number
    }

    /// Each key with its number, in the order of keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key, KeyNumber)> {
        self.numbers.iter().map(|(key, number)| (key, *number))
    }
}
