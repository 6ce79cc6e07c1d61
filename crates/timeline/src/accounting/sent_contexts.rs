//! The contexts that clients send with their writes, where homes order siblings.

use std::sync::Arc;

use replication::{CausalContext, Dot, Write};

use super::client_contexts::{KnownVersion, SentContext};
use super::made::AllMade;
use super::seen::{Moment, SeenByClients};

impl AllMade {
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
