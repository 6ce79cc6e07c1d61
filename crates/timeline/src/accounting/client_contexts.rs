//! Causal contexts without what homes have added: what the clients had seen and sent, and what that came after.

use std::sync::Arc;

use persistent::Map;
use replication::{CausalContext, ClientId, Dot, Key, Write};

/// The versions of a key that a client knows and has not sent with a write yet, each with the record since which it also
/// knows what the version's client context covers: for its own operation that computes, since an answer has returned it.
type Unsent = Map<Dot, Option<u32>>;

/// What the client of a write sent, without the order of its home, and what else it knew at that record.
#[derive(Clone, Debug)]
pub(super) struct ClientContext {
    pub(super) sent: SentContext,
    unsent: Unsent,
    sent_at: u32,
}

/// What the context of a write covers without the order of its home.
#[derive(Clone, Debug)]
pub(super) enum SentContext {
    /// Versions that its client knew.
    Versions(Box<[KnownVersion]>),
    /// What its command states.
    Stated(Arc<CausalContext>),
}

impl ClientContext {
    /// The versions that its client had not sent, but whose contexts it knew.
    pub(super) fn unsent_with_context(&self) -> impl Iterator<Item = Dot> {
        known_at(&self.unsent, self.sent_at).filter(|known| known.with_context).map(|known| known.dot)
    }
}

/// A version that a client knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownVersion {
    pub(super) dot: Dot,
    /// Whether the client also knows what its client context covers.
    pub(super) with_context: bool,
}

/// The versions as a client knew them at a record, in the order of dots.
fn known_at(unsent: &Unsent, record: u32) -> impl Iterator<Item = KnownVersion> {
    unsent.iter().map(move |(dot, since)| KnownVersion {
        dot: *dot,
        with_context: since.is_some_and(|since| since < record),
    })
}

impl KnownVersion {
    /// Versions that an answer has returned.
    pub(super) fn returned(dots: impl Iterator<Item = Dot>) -> impl Iterator<Item = Self> {
        dots.map(|dot| Self { dot, with_context: true })
    }
}

/// The client context of each write that was accepted where homes order siblings, operations that compute aside.
#[derive(Clone, Debug, Default)]
pub(super) struct ClientContexts {
    of_writes: Map<Dot, ClientContext>,
    unsent: Map<(ClientId, Key), Unsent>,
}

impl ClientContexts {
    pub(super) fn get(&self, of: Dot) -> Option<&ClientContext> {
        self.of_writes.get(&of)
    }

    /// Notes a version that a client can send with its next write of the key, and since which record it knows the
    /// version's context.
    pub(super) fn note_known(&mut self, client: ClientId, key: &Key, dot: Dot, context_since: Option<u32>) {
        let known = self.unsent.entry((client, key.clone())).or_default();
        let since = known.entry(dot).or_default();
        *since = since.or(context_since);
    }

    /// The versions of a key that a client knew at a record and has not sent yet, in the order of dots.
    pub(super) fn unsent(
        &self,
        record: u32,
        client: ClientId,
        key: &Key,
    ) -> impl Iterator<Item = KnownVersion> {
        self.unsent.get(&(client, key.clone())).into_iter().flat_map(move |unsent| known_at(unsent, record))
    }

    /// Notes what the client of a write sent at a record, with these `versions` for the first time.
    pub(super) fn note_sent(&mut self, sent_at: u32, write: &Write, sent: SentContext, versions: &[Dot]) {
        let client_and_key = write.client.map(|client| (client, write.key.clone()));
        let known = client_and_key.and_then(|place| self.unsent.get_mut(&place));
        let unsent = known.map_or_else(Map::default, |known| {
            for dot in versions {
                known.remove(dot);
            }
            known.clone()
        });
        self.of_writes.insert(write.dot, ClientContext { sent, unsent, sent_at });
    }
}
