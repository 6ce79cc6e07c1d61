//! What clients have seen of each key: the writes contained in what reads and acknowledgements returned to them.

use persistent::Map;
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

/// What one client has seen of one key besides its own writes, and since which record.
#[derive(Clone, Debug, Default)]
struct Seen {
    since: Map<Dot, u32>,
    /// What was returned before: the next response differs from it in little.
    last: Contents,
}

/// What all clients have seen.
#[derive(Clone, Debug, Default)]
pub(super) struct SeenByClients(Map<(ClientId, Key), Seen>);

impl SeenByClients {
    /// Notes that a response returned these writes. Those that the client made itself it has seen since they were
    /// accepted, which is no later than a response.
    pub(super) fn note(
        &mut self,
        record: u32,
        client: ClientId,
        key: &Key,
        returned: &Contents,
        is_own: impl Fn(Dot) -> bool,
    ) {
        match returned {
            Contents::Nothing => return,
            Contents::One(dot, _) if is_own(*dot) => return,
            Contents::One(..) | Contents::Many(_) => {}
        }
        let seen = self.0.entry((client, key.clone())).or_default();
        for dot in seen.last.difference(returned) {
            if returned.contains(dot) && !is_own(dot) {
                seen.since.entry(dot).or_insert(record);
            }
        }
        seen.last = returned.clone();
    }

    /// Whether a response had returned a write of another client before a client sent a request.
    pub(super) fn was_returned(&self, sent: u32, client: ClientId, key: &Key, dot: Dot) -> bool {
        let seen = self.0.get(&(client, key.clone()));
        seen.and_then(|seen| seen.since.get(&dot)).is_some_and(|since| *since < sent)
    }
}
