//! What clients have seen of each key: the writes contained in what reads and acknowledgements returned to them.

use imbl::OrdMap;
use replication::{ClientId, Dot, Key};

use super::contents::Contents;

/// What one client has seen of one key, and since which record.
#[derive(Clone, Debug, Default)]
struct Seen {
    since: OrdMap<Dot, u32>,
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
        self.0.entry((client, key.clone())).or_default().since.entry(dot).or_insert(record);
    }

    /// Whether a client had seen a write before this record.
    pub(super) fn has_seen(&self, record: u32, client: ClientId, key: &Key, dot: Dot) -> bool {
        let seen = self.0.get(&(client, key.clone()));
        seen.and_then(|seen| seen.since.get(&dot)).is_some_and(|since| *since < record)
    }
}
