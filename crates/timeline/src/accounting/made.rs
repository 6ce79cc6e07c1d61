//! What each write was made from: what its value contains, and what its writer had seen.

use std::sync::Arc;

use replication::{CausalContext, ClientId, Dot, Key, SetUpdate, Value, Write};

use crate::dot_map::DotMap;

use super::client_contexts::ClientContexts;
use super::contents::Contents;
use super::holding::Holding;
use super::rules::{Kind, Rules};
use super::seen::{Moment, SeenByClients};

/// What the causal context of a write says about what its client had seen.
#[derive(Clone, Debug)]
pub(super) enum Shows {
    /// Nothing: it also covers what the client had not seen.
    Nothing,
    /// The client had seen what it covers.
    Covered,
    /// The client had seen what it covers without the order that homes have added.
    ClientContext,
    /// The client stated this context, and had seen what it covers, with what that contains.
    Stated(Arc<CausalContext>),
}

impl Shows {
    /// A home adds its own order to the context, a CRDT set what its leader holds; and the context of a merge covers
    /// writes of which it kept nothing.
    pub(super) fn by(rules: Rules, stated: Option<Arc<CausalContext>>) -> Self {
        let own = match rules.kind {
            Kind::Timestamps | Kind::Statements => Self::Covered,
            Kind::Siblings if rules.has_homes => Self::ClientContext,
            Kind::Counter if rules.has_homes => Self::Nothing,
            Kind::Siblings | Kind::Counter => Self::Covered,
            Kind::Merging | Kind::Set => Self::Nothing,
        };
        stated.map_or(own, Self::Stated)
    }
}

/// What the writer of a write had seen.
#[derive(Clone, Debug)]
pub(super) enum WriterSaw {
    /// What its client had seen, further versions that its context covered here, and what its context shows.
    Client { read: Box<[Dot]>, context: Shows },
    /// What the accepting leader held, as the operation computed from it: what its versions contained and, under
    /// siblings, what the contexts of these versions cover of what their writers had seen.
    Held(Box<Held>),
    /// What the writers of the merged writes had seen.
    Merge,
}

/// What an accepting leader held.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) contained: Contents,
    pub(super) through: Vec<Dot>,
}

/// A write as it is replicated.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) write: Arc<Write>,
    pub(super) moment: Moment,
    pub(super) contents: Contents,
    pub(super) saw: WriterSaw,
    /// What only few writes have.
    pub(super) special: Option<Box<Special>>,
}

/// What is known of a few kinds of writes only.
#[derive(Clone, Debug, Default)]
pub(super) struct Special {
    /// Of a statement that computes, which each leader executes itself: what its value contained at the accepting leader.
    pub(super) contained_at_origin: Contents,
    /// Of the deletion of a set: what it removed.
    pub(super) removed: Option<Value>,
    /// Of an addition to a set: the removals of its items that were in effect where it was accepted.
    pub(super) brought_back: Vec<Dot>,
}

impl Special {
    /// None if there is nothing to keep.
    pub(super) fn unless_empty(self) -> Option<Box<Self>> {
        let is_empty = matches!(self.contained_at_origin, Contents::Nothing)
            && self.removed.is_none()
            && self.brought_back.is_empty();
        (!is_empty).then(|| Box::new(self))
    }
}

impl Made {
    /// Of the deletion of a set: what it removed.
    pub(super) fn removed(&self) -> Option<&Value> {
        self.special.as_ref()?.removed.as_ref()
    }

    /// Whether it brought back what this removal had removed from a set, where it was accepted.
    pub(super) fn brought_back(&self, removal: Dot) -> bool {
        self.special.as_ref().is_some_and(|special| special.brought_back.contains(&removal))
    }

    /// Whether its value contained a write, anywhere or at the accepting leader.
    fn contained(&self, dot: Dot) -> bool {
        let at_origin = || self.special.as_ref().is_some_and(|it| it.contained_at_origin.contains(dot));
        self.contents.contains(dot) || at_origin()
    }
}

/// Every write so far.
#[derive(Clone, Debug, Default)]
pub(super) struct AllMade {
    all: DotMap<Arc<Made>>,
    /// What contexts cover without the order of homes, where keys have homes.
    pub(super) client_contexts: ClientContexts,
}

impl AllMade {
    pub(super) fn insert(&mut self, made: Made) {
        self.all.insert(made.write.dot, Arc::new(made));
    }

    pub(super) fn get(&self, dot: Dot) -> Option<&Made> {
        self.all.get(dot).map(Arc::as_ref)
    }

    pub(super) fn contents(&self, dot: Dot) -> Contents {
        self.get(dot).map_or(Contents::Nothing, |made| made.contents.clone())
    }

    /// When a client's own write of a key was accepted; none if it is not its own.
    pub(super) fn own_since(&self, client: ClientId, key: &Key, dot: Dot) -> Option<u32> {
        let made = self.get(dot)?;
        (made.write.client == Some(client) && made.write.key == *key).then_some(made.moment.accepted)
    }

    /// Whether a client had seen a write when it sent a request. Its own writes count once they are accepted.
    pub(super) fn client_had_seen(
        &self,
        seen: &SeenByClients,
        moment: Moment,
        client: ClientId,
        key: &Key,
        dot: Dot,
    ) -> bool {
        match self.own_since(client, key, dot) {
            Some(accepted) => accepted < moment.accepted,
            None => seen.was_returned(moment.sent, client, key, dot),
        }
    }

    /// The items that a write adds to a set and that another removed.
    pub(super) fn brought_back_by(&self, addition: &Write, removal: Dot) -> Vec<&Value> {
        let Some(removal) = self.get(removal) else {
            return Vec::new();
        };
        let mut removed = match (SetUpdate::of(&removal.write), removal.removed()) {
            (SetUpdate::Remove(item), _) => vec![item],
            (SetUpdate::Delete, Some(Value::Set(items))) => items.iter().collect(),
            (SetUpdate::Delete | SetUpdate::Add(_) | SetUpdate::Whole(_) | SetUpdate::NotASet, _) => {
                Vec::new()
            }
        };
        let added = SetUpdate::of(addition);
        removed.retain(|item| added.adds(item));
        removed
    }

    /// Whether the context of a write covers another.
    pub(super) fn covers(&self, by: Dot, dot: Dot) -> bool {
        self.get(by).is_some_and(|made| made.write.context.contains(dot))
    }

    /// What the writer of an operation that computes from these versions had seen.
    pub(super) fn held(&self, before: &Holding, kind: Kind) -> WriterSaw {
        let mut through = Vec::new();
        for version in before.versions.iter().filter(|_| kind == Kind::Siblings) {
            match self.get(version.write.dot).map(|made| &made.saw) {
                // What it computed from is contained here too, and its context covers more: no chains.
                Some(WriterSaw::Held(earlier)) => through.extend(&earlier.through),
                Some(WriterSaw::Client { .. } | WriterSaw::Merge) => through.push(version.write.dot),
                None => {}
            }
        }
        WriterSaw::Held(Box::new(Held { contained: before.shown(), through }))
    }

    /// Whether a version of a key that a context covers contains the write.
    pub(super) fn is_in_covered(&self, context: &CausalContext, key: &Key, dot: Dot) -> bool {
        context.vector().iter().any(|(leader, counter)| {
            // The latest contain the most.
            let mut covered = self.all.up_to(Dot::new(leader, counter)).rev();
            covered.any(|made| made.write.key == *key && made.contained(dot))
        })
    }
}
