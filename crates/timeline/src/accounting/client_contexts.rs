//! Causal contexts without what homes have added: what the clients had seen and sent, and what that came after.

use std::sync::Arc;

use persistent::Map;
use replication::{CausalContext, ClientId, Dot, Key, Write};

/// What the client of a write handed in, without the order of its home, and what else it knew when it sent the write.
#[derive(Clone, Debug)]
pub(super) struct ClientContext {
    pub(super) handed_in: HandedIn,
    not_handed_in: Map<Dot, Option<u32>>,
    /// The record at which the client sent the write.
    sent: u32,
}

/// What the context of a write covers without the order of its home.
#[derive(Clone, Debug)]
pub(super) enum HandedIn {
    /// Versions that its client knew.
    Versions(Box<[KnownVersion]>),
    /// What its command states.
    Stated(Arc<CausalContext>),
}

impl ClientContext {
    /// Of an operation that computes from these versions.
    pub(super) fn computed_from(versions: impl Iterator<Item = Dot>) -> Self {
        let versions = KnownVersion::returned(versions).collect();
        Self { handed_in: HandedIn::Versions(versions), not_handed_in: Map::default(), sent: 0 }
    }

    /// The versions that its client knew besides, with their contexts.
    pub(super) fn shown_besides(&self) -> impl Iterator<Item = Dot> {
        let was_known = |since: &Option<u32>| since.is_some_and(|since| since < self.sent);
        self.not_handed_in.iter().filter(move |(_, since)| was_known(since)).map(|(dot, _)| *dot)
    }
}

/// A version that a client knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownVersion {
    pub(super) dot: Dot,
    /// Whether the client also knows what its client context covers. Of its own operation that computes, it does once an
    /// answer has returned it.
    pub(super) with_context: bool,
}

impl KnownVersion {
    /// Versions that an answer has returned, or that a write was computed from.
    pub(super) fn returned(dots: impl Iterator<Item = Dot>) -> impl Iterator<Item = Self> {
        dots.map(|dot| Self { dot, with_context: true })
    }
}

/// The client context of each write that was accepted where homes order siblings.
#[derive(Clone, Debug, Default)]
pub(super) struct ClientContexts {
    of_writes: Map<Dot, ClientContext>,
    /// Of each client and key, the versions that it knows and has not handed in yet, each with the record since which it
    /// knows its context.
    not_handed_in: Map<(ClientId, Key), Map<Dot, Option<u32>>>,
}

impl ClientContexts {
    pub(super) fn insert(&mut self, of: Dot, context: ClientContext) {
        self.of_writes.insert(of, context);
    }

    pub(super) fn get(&self, of: Dot) -> Option<&ClientContext> {
        self.of_writes.get(&of)
    }

    /// Notes a version that a client can hand in with its next write of the key, and since which record it knows the
    /// version's context: of its own operation that computes, once an answer has returned it.
    pub(super) fn note_known(&mut self, client: ClientId, key: &Key, dot: Dot, context_since: Option<u32>) {
        let known = self.not_handed_in.entry((client, key.clone())).or_default();
        let since = known.entry(dot).or_default();
        *since = since.or(context_since);
    }

    /// The versions that a client knows and had not handed in yet with what it sent at a record, in the order of dots.
    pub(super) fn not_handed_in(
        &self,
        sent: u32,
        client: ClientId,
        key: &Key,
    ) -> impl Iterator<Item = KnownVersion> {
        let known = self.not_handed_in.get(&(client, key.clone())).into_iter().flatten();
        known.map(move |(dot, since)| KnownVersion {
            dot: *dot,
            with_context: since.is_some_and(|since| since < sent),
        })
    }

    /// Notes what the client of a write handed in and what else it knew. It had not handed in these `versions` before.
    pub(super) fn note_handed_in(&mut self, sent: u32, write: &Write, handed_in: HandedIn, versions: &[Dot]) {
        let client_and_key = write.client.map(|client| (client, write.key.clone()));
        let mut besides = Map::default();
        if let Some(known) = client_and_key.and_then(|place| self.not_handed_in.get_mut(&place)) {
            for dot in versions {
                known.remove(dot);
            }
            besides = known.clone();
        }
        self.of_writes.insert(write.dot, ClientContext { handed_in, not_handed_in: besides, sent });
    }
}
