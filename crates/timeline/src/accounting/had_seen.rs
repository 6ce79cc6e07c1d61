//! What the writer of a write had seen: a search through what its client knew and what its leader held.

use std::collections::BTreeSet;

use replication::Dot;

use super::client_contexts::{ClientContext, SentContext};
use super::made::{AllMade, Made, Shows, WriterSaw};
use super::seen::SeenByClients;

impl AllMade {
    /// Whether the writer of one write had seen the other (SEMANTICS C2).
    pub(super) fn had_seen(&self, clients: &SeenByClients, by: Dot, dot: Dot) -> bool {
        let search = Search {
            made: self,
            clients,
            dot,
            pending: Vec::new(),
            writers: BTreeSet::new(),
            readers: BTreeSet::new(),
        };
        search.succeeds_from(Knower::WriterOf(by))
    }
}

/// Somebody who may have seen the write.
#[derive(Clone, Copy, Debug)]
enum Knower {
    WriterOf(Dot),
    /// A client to which this version was returned, through the version's context without the order of homes.
    ReaderOf(Dot),
}

/// A search for somebody who had seen a write.
struct Search<'a> {
    made: &'a AllMade,
    clients: &'a SeenByClients,
    dot: Dot,
    pending: Vec<Knower>,
    /// Those that were asked. Two sets, because sets of dots exist elsewhere: another type would be compiled for the page.
    writers: BTreeSet<Dot>,
    readers: BTreeSet<Dot>,
}

impl Search<'_> {
    fn succeeds_from(mut self, start: Knower) -> bool {
        let mut next = Some(start);
        while let Some(knower) = next {
            let has_seen = match knower {
                Knower::WriterOf(version) => self.writer_saw(version),
                Knower::ReaderOf(version) => self.context_shows(version),
            };
            if has_seen {
                return true;
            }
            next = self.pending.pop();
        }
        false
    }

    /// Asks them too.
    fn ask(&mut self, knowers: impl IntoIterator<Item = Knower>) {
        for knower in knowers {
            let is_new = match knower {
                Knower::WriterOf(version) => self.writers.insert(version),
                Knower::ReaderOf(version) => self.readers.insert(version),
            };
            if is_new {
                self.pending.push(knower);
            }
        }
    }

    fn writer_saw(&mut self, version: Dot) -> bool {
        let Some(made) = self.made.get(version) else {
            return false;
        };
        match &made.saw {
            WriterSaw::Merge => {
                let dot = self.dot;
                let others = made.write.sources.iter().filter(|it| **it != version && **it != dot);
                self.ask(others.map(|it| Knower::WriterOf(*it)));
                false
            }
            WriterSaw::Held(held) => {
                let dot = self.dot;
                let covering = held.through.iter().filter(|it| self.made.covers(**it, dot));
                self.ask(covering.map(|it| Knower::WriterOf(*it)));
                held.contained.contains(dot)
            }
            WriterSaw::Client { read, context } => {
                let (dot, client) = (self.dot, made.write.client);
                client.is_some_and(|client| {
                    self.made.client_had_seen(self.clients, made.moment, client, &made.write.key, dot)
                }) || read.iter().any(|it| self.made.contents(*it).contains(dot))
                    || self.own_context_shows(made, context)
            }
        }
    }

    /// Whether the context of a client's write shows that the client had seen the searched one.
    fn own_context_shows(&mut self, made: &Made, context: &Shows) -> bool {
        let write = &made.write;
        match context {
            Shows::Nothing => false,
            Shows::Covered => write.context.contains(self.dot),
            Shows::ClientContext => {
                self.ask_unsent(write.dot);
                self.context_shows(write.dot)
            }
            Shows::Stated(context) => {
                self.ask_unsent(write.dot);
                context.contains(self.dot) || self.made.is_in_covered(context, &write.key, self.dot)
            }
        }
    }

    /// The client of a write may have seen the searched one through the context of a version that it did not send: its
    /// last read had returned another version or nothing, or its command states a context.
    fn ask_unsent(&mut self, by: Dot) {
        let context = self.made.client_contexts.get(by);
        self.ask(context.into_iter().flat_map(ClientContext::unsent_with_context).map(Knower::ReaderOf));
    }

    /// Whether the context of a version covers the write, without the order that homes have added. The context of an
    /// operation that computes is what its leader held, of which its client learns what its writer had seen.
    fn context_shows(&mut self, version: Dot) -> bool {
        if !self.made.covers(version, self.dot) {
            return false;
        }
        if self.made.get(version).is_some_and(|made| matches!(made.saw, WriterSaw::Held(_))) {
            return self.writer_saw(version);
        }
        // A version that was made without homes has the context of its client.
        let Some(context) = self.made.client_contexts.get(version) else {
            return true;
        };
        match &context.sent {
            SentContext::Stated(stated) => stated.contains(self.dot),
            SentContext::Versions(versions) if versions.iter().any(|known| known.dot == self.dot) => true,
            SentContext::Versions(versions) => {
                let shown = versions.iter().filter(|known| known.with_context);
                self.ask(shown.map(|known| Knower::ReaderOf(known.dot)));
                // A version that was sent may cover what the client had seen through another one.
                if versions.iter().any(|known| self.made.covers(known.dot, self.dot)) {
                    self.ask_unsent(version);
                }
                false
            }
        }
    }
}
