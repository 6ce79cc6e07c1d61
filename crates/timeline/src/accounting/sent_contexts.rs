//! The contexts that clients sent with their writes, and what else they had seen, where homes order siblings.

use std::collections::BTreeSet;
use std::sync::Arc;

use replication::{CausalContext, Dot, Write};

use super::client_contexts::{ClientContext, KnownVersion, SentContext};
use super::made::AllMade;
use super::seen::{Moment, SeenByClients};

impl AllMade {
    /// Whether the context of a version covers a write, without the order that homes have added.
    pub(super) fn client_context_covers(&self, version: Dot, dot: Dot) -> bool {
        let mut pending = vec![version];
        let mut visited = BTreeSet::new();
        while let Some(version) = pending.pop() {
            if !visited.insert(version) || !self.covers(version, dot) {
                continue;
            }
            // A version that was made without homes has the context of its client.
            let Some(context) = self.client_contexts.get(version) else {
                return true;
            };
            match &context.sent {
                SentContext::Versions(versions) if versions.iter().all(|known| known.dot != dot) => {
                    let shown = versions.iter().filter(|known| known.with_context);
                    pending.extend(shown.map(|known| known.dot));
                    // A version that was sent may cover what the client had seen through another one.
                    if versions.iter().any(|known| self.covers(known.dot, dot)) {
                        pending.extend(context.unsent_with_context());
                    }
                }
                SentContext::Stated(stated) if !stated.contains(dot) => {}
                SentContext::Versions(_) | SentContext::Stated(_) => return true,
            }
        }
        false
    }

    /// Whether the client of a write had seen another one through the context of a version that it did not send: its last
    /// read had returned another version or nothing, or its command states a context.
    pub(super) fn had_seen_unsent(&self, by: Dot, dot: Dot) -> bool {
        let context = self.client_contexts.get(by);
        let mut shown = context.into_iter().flat_map(ClientContext::unsent_with_context);
        shown.any(|version| self.client_context_covers(version, dot))
    }

    /// Notes what the client of a write sent and had seen: what it read, and earlier versions that it knew and that
    /// what it read came after, whoever had put them in this order; or what its command states.
    pub(super) fn note_sent(
        &mut self,
        seen: &SeenByClients,
        moment: Moment,
        write: &Write,
        read: &[Dot],
        stated: Option<&Arc<CausalContext>>,
    ) {
        let Some(client) = write.client else {
            return;
        };
        let key = &write.key;
        let is_sent = |known: &KnownVersion| {
            let came_before = |version: &Dot| *version == known.dot || self.covers(*version, known.dot);
            read.iter().any(came_before) && self.client_had_seen(seen, moment, client, key, known.dot)
        };
        let known = self.client_contexts.unsent(moment.sent, client, key);
        let known: Vec<_> = known.filter(|known| stated.is_none() && is_sent(known)).collect();
        let versions: Vec<Dot> = known.iter().map(|known| known.dot).collect();
        let sent = match stated {
            Some(context) => SentContext::Stated(context.clone()),
            None => {
                let earlier = known.into_iter().filter(|known| !read.contains(&known.dot));
                SentContext::Versions(KnownVersion::returned(read.iter().copied()).chain(earlier).collect())
            }
        };
        self.client_contexts.note_sent(moment.sent, write, sent, &versions);
    }
}
