//! What each write was made from: what its value contains, and what its writer had seen.

use std::sync::Arc;

use imbl::OrdMap;
use replication::{CausalContext, Dot, Value, Write};

use super::contents::Contents;
use super::rules::{Kind, Rules};
use super::seen::{Moment, SeenByClients};

/// What the writer of a write had seen.
#[derive(Clone, Debug)]
pub(super) enum WriterSaw {
    /// What its client had seen, further versions that its context covered here, and the context that it stated.
    Client { read: Arc<[Dot]>, stated: Option<Box<CausalContext>> },
    /// What the accepting leader held: the operation computed from it.
    Held(Contents),
    /// What the writers of the merged writes had seen.
    Merge,
}

/// A write as it is replicated.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) write: Arc<Write>,
    pub(super) moment: Moment,
    pub(super) contents: Contents,
    pub(super) saw: WriterSaw,
    /// Of the deletion of a set: what it removed.
    pub(super) removed: Option<Value>,
}

/// Every write so far.
#[derive(Clone, Debug, Default)]
pub(super) struct AllMade(OrdMap<Dot, Arc<Made>>);

impl AllMade {
    pub(super) fn insert(&mut self, made: Made) {
        self.0.insert(made.write.dot, Arc::new(made));
    }

    pub(super) fn get(&self, dot: Dot) -> Option<&Made> {
        self.0.get(&dot).map(Arc::as_ref)
    }

    pub(super) fn contents(&self, dot: Dot) -> Contents {
        self.get(dot).map_or(Contents::Nothing, |made| made.contents.clone())
    }

    /// Whether the writer of one write had seen the other.
    pub(super) fn had_seen(&self, clients: &SeenByClients, rules: Rules, by: Dot, dot: Dot) -> bool {
        let Some(made) = self.get(by) else {
            return false;
        };
        match &made.saw {
            WriterSaw::Merge => {
                let mut merged = made.write.sources.iter().filter(|it| **it != by && **it != dot);
                merged.any(|it| self.had_seen(clients, rules, *it, dot))
            }
            WriterSaw::Held(held) => held.contains(dot),
            WriterSaw::Client { read, stated } => {
                let client = made.write.client;
                client.is_some_and(|client| clients.has_seen(made.moment, client, &made.write.key, dot))
                    || stated.as_ref().is_some_and(|context| context.contains(dot))
                    || read.iter().any(|it| self.contents(*it).contains(dot))
                    || covers(rules, &made.write, dot)
            }
        }
    }
}

/// Whether a causal context shows that the writer had seen a write. A home adds what it holds itself, as does a leader
/// under a CRDT set, and the context of a merge covers writes of which it kept nothing.
fn covers(rules: Rules, write: &Write, dot: Dot) -> bool {
    let shows_it = match rules.kind {
        Kind::Timestamps | Kind::Statements | Kind::Siblings | Kind::Counter => !rules.has_homes,
        Kind::Merging | Kind::Set => false,
    };
    shows_it && write.context.contains(dot)
}
