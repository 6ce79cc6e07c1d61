//! What clients handed in with their writes, and what they had seen besides, where homes order siblings.

use std::collections::BTreeSet;
use std::sync::Arc;

use replication::{CausalContext, Dot, Write};

use super::client_contexts::{ClientContext, HandedIn, KnownVersion};
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
            match &context.handed_in {
                HandedIn::Versions(versions) if versions.iter().all(|known| known.dot != dot) => {
                    let shown = versions.iter().filter(|known| known.with_context);
                    pending.extend(shown.map(|known| known.dot));
                    // What its client had seen otherwise it has handed in with a version that covers it.
                    if versions.iter().any(|known| self.covers(known.dot, dot)) {
                        pending.extend(context.shown_besides());
                    }
                }
                HandedIn::Stated(stated) if !stated.contains(dot) => {}
                HandedIn::Versions(_) | HandedIn::Stated(_) => return true,
            }
        }
        false
    }

    /// Whether the client of a write had seen another one through the context of a version that it did not hand in: it
    /// had read nothing since, another version, or stated a context.
    pub(super) fn knew_besides(&self, by: Dot, dot: Dot) -> bool {
        let context = self.client_contexts.get(by);
        let mut shown = context.into_iter().flat_map(ClientContext::shown_besides);
        shown.any(|version| self.client_context_covers(version, dot))
    }

    /// Notes what the client of a write handed in and had seen: what it read, and earlier versions that it knew and that
    /// what it read came after, whoever had put them in this order; or what its command states.
    pub(super) fn note_handed_in(
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
        let is_handed_in = |known: &KnownVersion| {
            let came_before = |version: &Dot| *version == known.dot || self.covers(*version, known.dot);
            read.iter().any(came_before) && self.client_had_seen(seen, moment, client, key, known.dot)
        };
        let known = self.client_contexts.not_handed_in(moment.sent, client, key);
        let known: Vec<_> = known.filter(|known| stated.is_none() && is_handed_in(known)).collect();
        let versions: Vec<Dot> = known.iter().map(|known| known.dot).collect();
        let handed_in = match stated {
            Some(context) => HandedIn::Stated(context.clone()),
            None => {
                let earlier = known.into_iter().filter(|known| !read.contains(&known.dot));
                HandedIn::Versions(KnownVersion::returned(read.iter().copied()).chain(earlier).collect())
            }
        };
        self.client_contexts.note_handed_in(moment.sent, write, handed_in, &versions);
    }
}
