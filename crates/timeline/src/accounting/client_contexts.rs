//! Causal contexts without what homes have added: what the clients had seen and sent, and what that came after.

use std::sync::Arc;

use persistent::Map;
use replication::{CausalContext, ClientId, Dot, Key};

/// What the context of a write covers without the order of its home.
#[derive(Clone, Debug)]
pub(super) enum ClientContext {
    /// Versions that its client knew.
    Known(Box<[KnownVersion]>),
    /// What its command states.
    Stated(Arc<CausalContext>),
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
    /// Of each client and key, the versions that it knows and has not sent yet, each with whether it knows its context.
    not_handed_in: Map<(ClientId, Key), Map<Dot, bool>>,
}

impl ClientContexts {
    pub(super) fn insert(&mut self, of: Dot, context: ClientContext) {
        self.of_writes.insert(of, context);
    }

    pub(super) fn get(&self, of: Dot) -> Option<&ClientContext> {
        self.of_writes.get(&of)
    }

    /// Notes a version that a client can send with its next write of the key.
    pub(super) fn note_known(&mut self, client: ClientId, key: &Key, version: KnownVersion) {
        let known = self.not_handed_in.entry((client, key.clone())).or_default();
        *known.entry(version.dot).or_default() |= version.with_context;
    }

    /// The versions that a client knows and has not sent yet, in the order of dots.
    pub(super) fn not_handed_in(&self, client: ClientId, key: &Key) -> impl Iterator<Item = KnownVersion> {
        let known = self.not_handed_in.get(&(client, key.clone())).into_iter().flatten();
        known.map(|(dot, with_context)| KnownVersion { dot: *dot, with_context: *with_context })
    }

    /// Notes that a client has sent these versions: its write comes after them.
    pub(super) fn note_handed_in(&mut self, client: ClientId, key: &Key, versions: &[KnownVersion]) {
        if let Some(known) = self.not_handed_in.get_mut(&(client, key.clone())) {
            for version in versions {
                known.remove(&version.dot);
            }
        }
    }
}
