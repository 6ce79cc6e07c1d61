//! What clients have seen of each key: the writes contained in what reads and acknowledgements returned to them.

use imbl::OrdMap;
use replication::{ClientId, Dot, Key};

use super::contents::Contents;

/// The records of a client's request and of its acceptance: a later one if the request waited or was forwarded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) sent: u32,
    pub(super) accepted: u32,
}

impl Moment {
    /// A request that was accepted at once.
    pub(super) const fn at(record: u32) -> Self {
        Self { sent: record, accepted: record }
    }
}

/// What one client has seen of one key, and since which record.
#[derive(Clone, Debug, Default)]
struct Seen {
    since: OrdMap<Dot, u32>,
    /// Its own writes, and since when they are accepted.
    own: OrdMap<Dot, u32>,
    /// What was returned last: the next response differs from it in little.
    last: Contents,
}

/// What all clients have seen.
#[derive(Clone, Debug, Default)]
pub(super) struct SeenByClients(OrdMap<(ClientId, Key), Seen>);

impl SeenByClients {
    /// Notes that a response returned these writes.
    pub(super) fn note(&mut self, record: u32, client: ClientId, key: &Key, returned: &Contents) {
        let seen = self.0.entry((client, key.clone())).or_default();
        for dot in seen.last.difference(returned) {
            if returned.contains(dot) {
                seen.since.entry(dot).or_insert(record);
            }
        }
        seen.last = returned.clone();
    }

    /// Notes that a client made a write.
    pub(super) fn note_own(&mut self, record: u32, client: ClientId, key: &Key, dot: Dot) {
        self.0.entry((client, key.clone())).or_default().own.insert(dot, record);
    }

    /// Whether a client had seen a write when it sent a request. Its own writes count once they are accepted.
    pub(super) fn has_seen(&self, moment: Moment, client: ClientId, key: &Key, dot: Dot) -> bool {
        let Some(seen) = self.0.get(&(client, key.clone())) else {
            return false;
        };
        let before = |since: Option<&u32>, record: u32| since.is_some_and(|since| *since < record);
        before(seen.since.get(&dot), moment.sent) || before(seen.own.get(&dot), moment.accepted)
    }
}
