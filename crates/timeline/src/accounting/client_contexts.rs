//! Causal contexts without what homes have added: what the clients had read, and what that came after.

use imbl::OrdMap;
use replication::Dot;

use super::contents::Contents;

/// What the context of each write covers that was accepted where keys have homes, without the order of homes.
#[derive(Clone, Debug, Default)]
pub(super) struct ClientContexts(OrdMap<Dot, Contents>);

impl ClientContexts {
    pub(super) fn insert(&mut self, of: Dot, covered: Contents) {
        self.0.insert(of, covered);
    }

    pub(super) fn get(&self, of: Dot) -> Option<Contents> {
        self.0.get(&of).cloned()
    }

    pub(super) fn covers(&self, of: Dot, dot: Dot) -> bool {
        self.0.get(&of).is_some_and(|covered| covered.contains(dot))
    }
}
