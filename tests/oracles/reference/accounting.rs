//! The fate of every accepted write (C2).

use std::collections::{BTreeMap, BTreeSet};

use super::dots::{Dot, Dots};
use super::merging::{Known, known_dots};
use super::operations::Operation;
use super::settings::{Handling, Tie, Timestamp};
use super::stores::{as_row, rank};
use super::values::Val;
use super::world::{Leader, Version, World, Write};

/// How a copy of a write ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It lost by timestamp.
    Discarded,
    /// It lost by the merge rule.
    DiscardedByMerge,
    /// It was replaced without a comparison.
    Overwritten,
    /// It did not apply.
    Skipped,
    /// Its leader left.
    Stranded,
    /// A delete whose key reads again.
    Resurrected,
}

/// The fate of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A remaining leader keeps a version that contains it.
    Kept {
        /// Whether every such version contains only a part of it.
        partly: bool,
    },
    /// Replaced by a write whose writer had seen it.
    Superseded,
    /// Replaced blindly where it was.
    OverwrittenInOrder,
    /// Lost, by how its last copy ended.
    Lost(Cause),
    /// Not decided by the documents.
    Unknown,
}

impl Cause {
    /// The cause in the report.
    pub fn name(self) -> &'static str {
        match self {
            Cause::Discarded => "discarded",
            Cause::DiscardedByMerge => "discarded-by-merge",
            Cause::Overwritten => "overwritten",
            Cause::Skipped => "skipped",
            Cause::Stranded => "stranded",
            Cause::Resurrected => "resurrected",
        }
    }
}

#[derive(Default)]
struct Record {
    superseded: bool,
    overwritten_in_order: bool,
    resurrected: bool,
    last: Option<Cause>,
}

/// What a snapshot brings of deletes and removals without a version, by key.
#[derive(Default)]
struct Gone {
    deletes: BTreeMap<String, Dots>,
    removals: BTreeMap<String, BTreeMap<Dot, BTreeSet<Val>>>,
}

/// The records of all writes.
#[derive(Default)]
pub struct Accounting {
    /// Whether the policy changed in the run.
    pub policy_changed: bool,
    records: BTreeMap<Dot, Record>,
    /// By leader and key, the deletes whose tombstones were removed and whose key is absent.
    ghosts: BTreeMap<(String, String), Dots>,
    /// Under a set, by leader and key: the removals that are kept there, with their items.
    away: BTreeMap<(String, String), BTreeMap<Dot, BTreeSet<Val>>>,
    /// By the leader that joins: what the snapshot on its way to it brings.
    snapshots: BTreeMap<String, Gone>,
    /// Under a set: the items that each delete removed where it was accepted.
    deleted: BTreeMap<Dot, BTreeSet<Val>>,
    /// Under a set: the removals that were in effect where each write was accepted.
    against: BTreeMap<Dot, Dots>,
}

impl Accounting {
    /// A write was accepted; `live` are the adds in effect in the accepting leader's set. A delete removes their items.
    pub fn accept(&mut self, write: &Write, live: &BTreeSet<(Dot, Val)>) {
        self.records.insert(write.dot.clone(), Record::default());
        if write.operation == Operation::Delete {
            let items = live.iter().map(|(_, item)| item.clone()).collect();
            self.deleted.insert(write.dot.clone(), items);
        }
        let place = (write.dot.leader.clone(), write.key.clone());
        let against = self.away.get(&place).into_iter().flat_map(BTreeMap::keys).cloned().collect();
        self.against.insert(write.dot.clone(), against);
    }

    /// A leader applied a write: copies at that leader may have ended.
    pub fn apply(
        &mut self,
        _index: usize,
        world: &World,
        (leader, write): (&str, &Write),
        before: &[Version],
        after: &[Version],
    ) {
        let place = (leader.to_string(), write.key.clone());
        let ghosts = self.ghosts.get(&place).cloned().unwrap_or_default();
        let had: Dots = contained(before).union(&ghosts).cloned().collect();
        let mut copies = had.clone();
        if world.policy.policy.replicates_statements() {
            copies.insert(write.dot.clone());
        } else {
            copies.extend(as_row(write).contains);
        }
        let now = contained(after);
        let is_live = after.iter().any(|version| version.value.is_some());
        let accepted_here = write.client.is_some() && write.dot.leader == leader;
        for dot in copies.difference(&now) {
            if ghosts.contains(dot) && !is_live {
                continue;
            }
            let ends_here = world.policy.policy == Handling::Set || now.contains(&write.dot);
            let replaced = had.contains(dot) && ends_here;
            let ended = killers(world, (leader, write), after, (dot, replaced));
            let seen = ended.iter().any(|killer| killer.seen.contains(dot) && killer.dot != *dot);
            let here = accepted_here && replaced && counts_in_order(world, &ended);
            let in_order = here || is_ordered_elsewhere(world, &ended, dot);
            // A copy that was superseded or overwritten in order was not lost.
            let is_lost = !seen && !in_order;
            let resurrected = is_lost && ghosts.contains(dot) && is_beaten(world, leader, &write.key, dot);
            let cause = if resurrected { Cause::Resurrected } else { cause_of(world) };
            let Some(record) = self.records.get_mut(dot) else { continue };
            record.resurrected |= resurrected;
            record.superseded |= seen;
            record.overwritten_in_order |= in_order && !seen;
            record.last = Some(cause);
        }
        if is_live {
            self.ghosts.remove(&place);
        }
        if world.policy.policy == Handling::Set {
            self.end_removals(world, (leader, write));
        }
    }

    /// Under a set, a removal is kept at a leader until its item is there again, for a delete until all its items
    /// are; then its copy ends by the write that brings the item back, or by the adds that are there where it arrives.
    fn end_removals(&mut self, world: &World, (leader, write): (&str, &Write)) {
        let live = world.live_items(leader, &write.key);
        let removals = self.away.entry((leader.to_string(), write.key.clone())).or_default();
        match &write.operation {
            Operation::Remove(item) => {
                removals.insert(write.dot.clone(), BTreeSet::from([item.clone()]));
            }
            Operation::Delete => {
                let items = self.deleted.get(&write.dot).cloned().unwrap_or_default();
                removals.extend((!items.is_empty()).then(|| (write.dot.clone(), items)));
            }
            _ => {}
        }
        removals.retain(|dot, items| {
            if items.iter().any(|item| !live.iter().any(|(_, other)| other == item)) {
                return true;
            }
            let arrives = *dot == write.dot;
            let back =
                live.iter().filter(|(add, item)| items.contains(item) && (arrives || *add == write.dot));
            let back: Vec<&Write> = back.filter_map(|(add, _)| world.writes.get(add)).collect();
            let seen = back.iter().any(|add| add.seen.contains(dot));
            let in_order =
                back.iter().any(|add| self.against.get(&add.dot).is_some_and(|all| all.contains(dot)));
            if let Some(record) = self.records.get_mut(dot) {
                record.superseded |= seen;
                record.overwritten_in_order |= in_order && !seen;
                record.last = Some(Cause::DiscardedByMerge);
            }
            false
        });
    }

    /// A leader left out a write that did not apply.
    pub fn skip(&mut self, _index: usize, _leader: &str, write: &Write) {
        if let Some(record) = self.records.get_mut(&write.dot) {
            record.last = Some(Cause::Skipped);
        }
    }

    /// A leader left, and what it kept ends there.
    pub fn leave(&mut self, _index: usize, id: &str, leader: &Leader) {
        let mut kept: Dots = leader.store.values().flat_map(|versions| contained(versions)).collect();
        kept.extend(
            self.ghosts.iter().filter(|((at, _), _)| at == id).flat_map(|(_, dots)| dots.iter().cloned()),
        );
        self.ghosts.retain(|(at, _), _| at != id);
        kept.extend(
            self.away
                .iter()
                .filter(|((at, _), _)| at == id)
                .flat_map(|(_, removals)| removals.keys().cloned()),
        );
        self.away.retain(|(at, _), _| at != id);
        for dot in kept {
            if let Some(record) = self.records.get_mut(&dot) {
                record.last = Some(Cause::Stranded);
            }
        }
    }

    /// A leader sent a snapshot to one that joins: it has what its source has now.
    pub fn send_snapshot(&mut self, from: &str, to: &str) {
        let of_source = |(at, _): &&(String, String)| at == from;
        let ghosts = self.ghosts.iter().filter(|(place, _)| of_source(place));
        let away = self.away.iter().filter(|(place, _)| of_source(place));
        let sent = Gone {
            deletes: ghosts.map(|((_, key), dots)| (key.clone(), dots.clone())).collect(),
            removals: away.map(|((_, key), removals)| (key.clone(), removals.clone())).collect(),
        };
        self.snapshots.insert(to.to_string(), sent);
    }

    /// A leader that joined has what its source had when it sent the snapshot.
    pub fn join(&mut self, to: &str) {
        let Gone { deletes, removals } = self.snapshots.remove(to).unwrap_or_default();
        self.ghosts.extend(deletes.into_iter().map(|(key, dots)| ((to.to_string(), key), dots)));
        self.away.extend(removals.into_iter().map(|(key, removals)| ((to.to_string(), key), removals)));
    }

    /// A tombstone was removed at the end of its lifetime; its delete is kept while the key stays absent.
    pub fn expire(&mut self, leader: &str, key: &str, tombstone: &[Version]) {
        let dots = contained(tombstone);
        self.ghosts.entry((leader.to_string(), key.to_string())).or_default().extend(dots);
    }

    /// The fate of every client's write.
    pub fn fates(&self, world: &World) -> BTreeMap<Dot, Fate> {
        let mut full = Dots::new();
        let mut partial = Dots::new();
        for (id, leader) in &world.leaders {
            for (key, versions) in &leader.store {
                let contained = contained(versions);
                let partly = partly_contained(world, id, key, versions);
                full.extend(contained.difference(&partly).cloned());
                partial.extend(contained.intersection(&partly).cloned());
            }
        }
        let fate = |dot: &Dot, record: &Record| self.fate(world, dot, record, (&full, &partial));
        self.records.iter().map(|(dot, record)| (dot.clone(), fate(dot, record))).collect()
    }

    fn fate(&self, world: &World, dot: &Dot, record: &Record, (full, partial): (&Dots, &Dots)) -> Fate {
        let write = &world.writes[dot];
        // The documents do not say what becomes of a write of the empty set, nor of a delete that removes nothing.
        let removes_nothing = || match &write.operation {
            Operation::Delete => self.deleted.get(dot).is_none_or(BTreeSet::is_empty),
            Operation::Remove(_) => false,
            _ => write.added_items().is_empty(),
        };
        if self.policy_changed || (write.policy == Handling::Set && removes_nothing()) {
            return Fate::Unknown;
        }
        let away = self.away.values().any(|removals| removals.contains_key(dot));
        let absent = away || self.ghosts.values().any(|dots| dots.contains(dot));
        if full.contains(dot) || (absent && !record.resurrected) {
            Fate::Kept { partly: false }
        } else if partial.contains(dot) {
            Fate::Kept { partly: true }
        } else if record.superseded {
            Fate::Superseded
        } else if record.overwritten_in_order {
            Fate::OverwrittenInOrder
        } else if record.resurrected {
            Fate::Lost(Cause::Resurrected)
        } else {
            record.last.map_or(Fate::Unknown, Fate::Lost)
        }
    }
}

/// What versions contain.
fn contained(versions: &[Version]) -> Dots {
    versions.iter().flat_map(|version| version.contains.iter().cloned()).collect()
}

/// The writes that ended a copy: under merging, the latest writes; under a set, all that cover it; else the applied
/// write, if it replaced the copy, or what is kept instead. A sibling is kept instead of the copy only if its
/// context covers it.
fn killers<'a>(
    world: &'a World,
    (leader, write): (&str, &'a Write),
    after: &[Version],
    (dot, replaced): (&Dot, bool),
) -> Vec<&'a Write> {
    let kept = || after.iter().filter_map(|version| world.writes.get(&version.dot));
    match world.policy.policy {
        Handling::Merge(_) => Known::new(world, &known_dots(world, leader, &write.key)).heads(),
        _ if replaced => vec![write],
        Handling::Siblings { .. } => kept().filter(|version| version.context.contains(dot)).collect(),
        Handling::Set => {
            let without_items = world.without_items(leader, &write.key);
            let without_items = without_items.iter().filter_map(|version| world.writes.get(version));
            kept().chain(without_items).filter(|version| version.context.contains(dot)).collect()
        }
        Handling::None | Handling::LastWriteWins { .. } | Handling::Counter | Handling::Register => {
            kept().collect()
        }
    }
}

/// Whether the order of the leader that accepted a replacing write put it after the copy: a home's order, or that of
/// a set.
fn is_ordered_elsewhere(world: &World, ended: &[&Write], dot: &Dot) -> bool {
    let covers = |killer: &&Write| match killer.policy {
        Handling::Set => killer.context.contains(dot) && killer.dot != *dot,
        _ => world.policy.policy.has_contexts() && killer.home_order.contains(dot) && killer.dot != *dot,
    };
    ended.iter().any(covers)
}

/// Whether replacing counts as in order: not where a merge left the copy out.
fn counts_in_order(world: &World, ended: &[&Write]) -> bool {
    !matches!(world.policy.policy, Handling::Merge(_)) || ended.len() == 1
}

fn cause_of(world: &World) -> Cause {
    match world.policy.policy {
        Handling::None | Handling::Siblings { .. } | Handling::Counter => Cause::Overwritten,
        Handling::LastWriteWins { .. } | Handling::Register => Cause::Discarded,
        Handling::Merge(_) | Handling::Set => Cause::DiscardedByMerge,
    }
}

/// Whether a leader keeps a live version that a delete would have beaten by timestamp.
fn is_beaten(world: &World, leader: &str, key: &str, delete: &Dot) -> bool {
    let (timestamp, tie) = match world.policy.policy {
        Handling::LastWriteWins { timestamp, tie, .. } => (timestamp, tie),
        Handling::None
        | Handling::Siblings { .. }
        | Handling::Merge(_)
        | Handling::Counter
        | Handling::Set
        | Handling::Register => (Timestamp::Leader, Tie::Leader),
    };
    let delete = Version { dot: delete.clone(), value: None, contains: Dots::new(), partly: Dots::new() };
    let live = world.versions(leader, key).iter().filter(|version| version.value.is_some());
    live.into_iter()
        .any(|version| rank(world, version, timestamp, tie) < rank(world, &delete, timestamp, tie))
}

/// The writes of which the versions of a key contain only a part.
fn partly_contained(world: &World, leader: &str, key: &str, versions: &[Version]) -> Dots {
    match world.policy.policy {
        Handling::Merge(_) => world.partly_at(leader, key),
        Handling::Set => {
            let live = world.live_items(leader, key);
            let partly = |version: &&Version| {
                let items = world.writes.get(&version.dot).map(Write::added_items).unwrap_or_default();
                items.iter().any(|item| !live.iter().any(|(_, other)| other == item))
            };
            versions.iter().filter(partly).map(|version| version.dot.clone()).collect()
        }
        Handling::None | Handling::LastWriteWins { .. } | Handling::Siblings { .. } => Dots::new(),
        Handling::Counter | Handling::Register => Dots::new(),
    }
}

/// The versions that a leader stores afterwards, where a write of equal value that loses there is contained in its
/// winner, with all that it contained, except what the winner's writer had seen. The effect of an increment is not in
/// an equal number.
pub fn with_equals(
    world: &World,
    write: &Write,
    before: &[Version],
    mut after: Vec<Version>,
) -> Vec<Version> {
    match world.policy.policy {
        Handling::None | Handling::LastWriteWins { .. } | Handling::Register => {}
        Handling::Siblings { .. } | Handling::Merge(_) | Handling::Counter | Handling::Set => return after,
    }
    let mut losers = before.to_vec();
    losers.push(as_row(write));
    losers.retain(|loser| !after.iter().any(|version| version.dot == loser.dot));
    for loser in losers {
        let is_increment = |lost: &Write| matches!(lost.operation, Operation::Increment(_));
        if world.writes.get(&loser.dot).is_some_and(is_increment) {
            continue;
        }
        for winner in after.iter_mut().filter(|winner| winner.value == loser.value) {
            let seen = world.writes.get(&winner.dot).map(|won| won.seen.clone()).unwrap_or_default();
            if !seen.contains(&loser.dot) {
                winner.contains.extend(loser.contains.difference(&seen).cloned());
            }
        }
    }
    after
}
