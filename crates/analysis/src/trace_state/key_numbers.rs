//! Numbers for keys, so that what is kept for each key is found without comparing text again and again.

use std::collections::BTreeMap;

use replication::{Event, Key, Write};

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
    /// The number of the key that an event is about, if it is about one.
    pub(crate) fn of_event(&mut self, event: &Event) -> Option<KeyNumber> {
        let key = match event {
            Event::Accepted { write, .. } | Event::Applied { write, .. } | Event::Merged { write, .. } => {
                return Some(self.of_write(write));
            }
            Event::Refused { key, .. }
            | Event::Answered { key, .. }
            | Event::RequestWaiting { key, .. }
            | Event::RetryRecognised { key, .. }
            | Event::MergeFailed { key, .. }
            | Event::TombstoneRemoved { key, .. } => key,
            Event::RequestSent { attempt }
            | Event::RequestArrived { attempt, .. }
            | Event::ResponseReceived { attempt, .. }
            | Event::RequestTimedOut { attempt } => &attempt.key,
            Event::RequestAnswered { request, .. } | Event::RequestForwarded { request } => &request.key,
            // About a write by its dot alone: nothing is kept for its key then.
            Event::Sent { .. }
            | Event::Lost { .. }
            | Event::Buffered { .. }
            | Event::Stopped { .. }
            | Event::Delivered { .. }
            | Event::Dropped { .. }
            | Event::Duplicated { .. }
            | Event::MessageOverridden { .. }
            | Event::WriteBuffered { .. }
            | Event::Inapplicable { .. }
            | Event::Purged { .. } => return None,
            // About several keys, or none.
            Event::HomeAssigned { .. }
            | Event::LinkResumed(_)
            | Event::SnapshotSent { .. }
            | Event::SnapshotLoaded(_)
            | Event::SnapshotInterrupted(_)
            | Event::ReplicationChanged
            | Event::Crashed(_)
            | Event::Restarted(_)
            | Event::Cut(_)
            | Event::Healed(_)
            | Event::LinkAdded(_)
            | Event::LinkRemoved(_)
            | Event::TopologyChanged
            | Event::PolicyChanged
            | Event::LinksChanged
            | Event::ClockSet { .. }
            | Event::Moved(_)
            | Event::Joined(_)
            | Event::Draining(_)
            | Event::Left(_)
            | Event::Ignored(_)
            | Event::Halted => return None,
        };
        Some(self.of_key(key))
    }

    /// The number of a write's key, which is looked up once for all events about the write.
    fn of_write(&mut self, write: &Write) -> KeyNumber {
        if let Some(number) = self.of_writes.get(write.dot) {
            return *number;
        }
        let number = self.of_key(&write.key);
        self.of_writes.insert(write.dot, number);
        number
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
