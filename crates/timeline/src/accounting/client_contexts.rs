//! Causal contexts without what homes have added: what the clients had seen and handed in, and what that came after.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use replication::{CausalContext, ClientId, Dot, Key};

/// What the context of a write covers without the order of its home.
#[derive(Clone, Debug)]
pub(super) enum ClientContext {
    /// These versions, and what the client contexts of these cover.
    Versions(Box<[Dot]>),
    /// What its command states.
    Stated(Arc<CausalContext>),
}

/// The client context of each write that was accepted where homes order siblings.
#[derive(Clone, Debug, Default)]
pub(super) struct ClientContexts {
    of_writes: OrdMap<Dot, ClientContext>,
    /// Of each client and key, the versions that were returned to it, and its own writes, which it has not handed in yet.
    not_handed_in: OrdMap<(ClientId, Key), OrdSet<Dot>>,
}

impl ClientContexts {
    pub(super) fn insert(&mut self, of: Dot, context: ClientContext) {
        self.of_writes.insert(of, context);
    }

    pub(super) fn get(&self, of: Dot) -> Option<&ClientContext> {
        self.of_writes.get(&of)
    }

    /// Notes versions that a client can hand in with its next write of the key.
    pub(super) fn note_known(&mut self, client: ClientId, key: &Key, versions: impl Iterator<Item = Dot>) {
        self.not_handed_in.entry((client, key.clone())).or_default().extend(versions);
    }

    /// The versions that a client knows and hands in for the first time.
    pub(super) fn newly_handed_in(
        &self,
        client: ClientId,
        key: &Key,
        is_handed_in: impl Fn(&Dot) -> bool,
    ) -> Vec<Dot> {
        let known = self.not_handed_in.get(&(client, key.clone()));
        known.into_iter().flatten().filter(|dot| is_handed_in(dot)).copied().collect()
    }

    /// Notes that a client has handed in these versions: its write comes after them.
    pub(super) fn note_handed_in(&mut self, client: ClientId, key: &Key, versions: &[Dot]) {
        if let Some(known) = self.not_handed_in.get_mut(&(client, key.clone())) {
            for dot in versions {
                known.remove(dot);
            }
        }
    }
}
