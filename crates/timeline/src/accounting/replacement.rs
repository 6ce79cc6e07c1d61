//! A replacement: what a leader holds of a key once a write is applied, and how the copies that end there end.

use std::sync::Arc;

use replication::{Dot, Operation, RemovalReason, SetUpdate, Value, Write, sort_by};

use super::contents::Contents;
use super::fate::{Ending, LossCause};
use super::holding::{Holding, Version, has_item};
use super::ledger::Ledger;
use super::made::AllMade;
use super::rules::{Kind, Rules};
use super::seen::SeenByClients;

/// A write that a leader applies.
pub(super) struct Replacement<'a> {
    pub(super) record: u32,
    pub(super) rules: Rules,
    pub(super) made: &'a AllMade,
    pub(super) seen: &'a SeenByClients,
    /// What the leader held.
    pub(super) before: &'a Holding,
    pub(super) write: &'a Arc<Write>,
    /// Whether it accepted the write from a client.
    pub(super) is_accepted_here: bool,
    /// Whether the write did not apply to what is stored, and is applied to nothing instead.
    pub(super) is_upsert: bool,
    /// The versions that are stored afterwards, in the order of dots.
    pub(super) kept: &'a [Dot],
    pub(super) removed: &'a [(Dot, RemovalReason)],
}

impl Replacement<'_> {
    /// Notes how copies end, and returns what the leader holds afterwards.
    pub(super) fn apply(&self, reading: Option<&Arc<Value>>, ledger: &mut Ledger) -> Holding {
        let incoming = Version {
            write: self.write.clone(),
            contents: self.arriving_contents(),
            is_returned: self.rules.kind.returns(self.write),
        };
        if self.repeats_without_effect() && self.rules.kind == Kind::Set {
            return self.before.clone();
        }
        let mut after = self.stored_after(&incoming, reading);
        let replaced: Vec<&Version> = self.replaced(&incoming).collect();
        if !self.repeats_without_effect() {
            replaced.iter().for_each(|version| self.contain_equal(version, &mut after));
        }
        for dot in self.concerned(&replaced, &incoming, &after) {
            self.account_for(dot, &replaced, &mut after, ledger);
        }
        self.review_effects(&mut after, ledger);
        after
    }

    /// What the arriving write contains once it is applied here.
    fn arriving_contents(&self) -> Contents {
        let computes_here = self.rules.kind == Kind::Statements && self.write.operation.is_relative();
        let mut contents = match computes_here && !self.is_upsert {
            true => self.before.held.clone(),
            false => self.made.contents(self.write.dot),
        };
        if self.write.client.is_some() {
            contents.join(&Contents::one(self.write.dot));
        }
        contents
    }

    fn stored_after(&self, incoming: &Version, reading: Option<&Arc<Value>>) -> Holding {
        // Both lists are in the order of dots, and can be long.
        let mut stored = self.before.versions.iter().peekable();
        let version = |dot: &Dot| {
            while stored.next_if(|version| version.write.dot < *dot).is_some() {}
            let there = stored.peek().filter(|version| version.write.dot == *dot);
            let is_incoming = *dot == self.write.dot;
            match there {
                Some(there) if !is_incoming || self.rules.kind != Kind::Statements => Some((*there).clone()),
                Some(_) | None => is_incoming.then(|| incoming.clone()),
            }
        };
        Holding {
            versions: self.kept.iter().filter_map(version).collect(),
            held: self.before.held.clone(),
            effects: self.before.effects.clone(),
            reading: reading.cloned(),
        }
    }

    /// Whether a row that is no longer stored was applied again: it changes nothing, not even by being left out
    /// (SEMANTICS P6).
    fn repeats_without_effect(&self) -> bool {
        !self.is_kept(self.write.dot) && self.removed.iter().all(|(dot, _)| *dot != self.write.dot)
    }

    fn is_kept(&self, dot: Dot) -> bool {
        self.kept.binary_search(&dot).is_ok()
    }

    /// The versions that were stored, or arrived, and are not stored afterwards.
    fn replaced<'b>(&'b self, incoming: &'b Version) -> impl Iterator<Item = &'b Version> {
        let is_new = self.before.version(self.write.dot).is_none();
        let added = usize::from(is_new && self.is_kept(self.write.dot));
        // Most writes replace nothing, or all.
        let stored = match self.kept.len() - added == self.before.versions.len() {
            true => &[][..],
            false => &self.before.versions[..],
        };
        let arriving = is_new.then_some(incoming).into_iter();
        stored.iter().chain(arriving).filter(|version| !self.is_kept(version.write.dot))
    }

    /// A write of equal value is contained in the one that wins over it, with what it contained, unless the winner's
    /// writer had seen that. The effect of an increment is not contained in an equal number.
    fn contain_equal(&self, loser: &Version, after: &mut Holding) {
        let compares_values = match self.rules.kind {
            Kind::Timestamps | Kind::Statements => !matches!(loser.write.operation, Operation::Increment(_)),
            Kind::Siblings | Kind::Merging | Kind::Counter | Kind::Set => false,
        };
        if !compares_values {
            return;
        }
        let lost_value = match loser.write.dot == self.write.dot {
            true => loser.write.value(),
            false => self.before.value_of(loser),
        };
        let is_equal = |winner: &Version| {
            lost_value == after.value_of(winner) && !self.had_seen(winner.write.dot, loser.write.dot)
        };
        let place = after.versions.iter().position(is_equal);
        if let Some(winner) = place.and_then(|place| after.versions.get_mut(place)) {
            let unseen = loser.contents.iter().filter(|(dot, _)| !self.had_seen(winner.write.dot, *dot));
            unseen.for_each(|(dot, part)| winner.contents.insert(dot, part));
        }
    }

    /// The writes that may be contained differently afterwards, in order.
    fn concerned(&self, replaced: &[&Version], incoming: &Version, after: &Holding) -> Vec<Dot> {
        let mut all = Vec::with_capacity(4);
        let dots = |version: &Version| version.contents.iter().map(|(dot, _)| dot).collect::<Vec<_>>();
        let reference = after.version(self.write.dot).or_else(|| after.versions.first());
        for version in replaced {
            match reference {
                Some(reference) => all.extend(version.contents.difference(&reference.contents)),
                None => all.extend(dots(version)),
            }
        }
        if replaced.is_empty() {
            all.extend(dots(incoming));
        }
        // What a write contains that is left out for one of equal value counts for that one.
        if replaced.iter().any(|version| version.write.dot == incoming.write.dot) {
            all.extend(incoming.contents.difference(&self.before.held));
        }
        if self.rules.kind == Kind::Set {
            let versions = self.before.versions.iter().chain(&after.versions);
            all.extend(versions.filter(|version| self.concerns(&version.write)).flat_map(dots));
        }
        all.push(self.write.dot);
        sort_by(&mut all, Ord::cmp);
        all.dedup();
        all
    }

    /// Whether the arriving operation on a set concerns an item of this version.
    fn concerns(&self, version: &Write) -> bool {
        let (SetUpdate::Add(item) | SetUpdate::Remove(item)) = SetUpdate::of(self.write) else {
            return true;
        };
        match SetUpdate::of(version) {
            SetUpdate::Add(other) | SetUpdate::Remove(other) => item == other,
            SetUpdate::Whole(_) | SetUpdate::Delete | SetUpdate::NotASet => true,
        }
    }

    /// Whether the copy of a removal ended here earlier. It stays ended when another removal takes its item out.
    fn ended_earlier(&self, dot: Dot) -> bool {
        let is_here =
            dot == self.write.dot || self.before.held.contains(dot) || self.before.effects.contains(&dot);
        !is_here
            && self.rules.kind == Kind::Set
            && self.made.get(dot).is_some_and(|made| SetUpdate::of(&made.write).only_removes())
    }

    fn account_for(&self, dot: Dot, replaced: &[&Version], after: &mut Holding, ledger: &mut Ledger) {
        if self.ended_earlier(dot) {
            return;
        }
        let (before, now) = (self.before.held.get(dot), after.part_of(dot, self.rules.kind));
        if now.is_none() && self.is_in_effect(dot, after) {
            if !after.effects.contains(&dot) {
                after.effects.push(dot);
                ledger.move_effect(self.record, dot, false, true);
            }
        } else if now.is_none() {
            let ended = replaced.iter().find(|version| version.contents.contains(dot));
            if let Some((ending, to)) = self.ending(dot, ended.copied(), before.is_some()) {
                ledger.end_copy(self.record, dot, ending, to);
            }
        }
        if before != now {
            ledger.move_copy(self.record, dot, before, now);
            match now {
                Some(part) => after.held.set(dot, part),
                None => after.held.remove(dot),
            }
        }
    }

    /// Whether a removal from a set has no version, but what it removed stays away.
    fn is_in_effect(&self, dot: Dot, after: &Holding) -> bool {
        let Some(made) = self.made.get(dot).filter(|_| self.rules.kind == Kind::Set) else {
            return false;
        };
        match (SetUpdate::of(&made.write), made.removed(), after.reading.as_deref()) {
            (SetUpdate::Delete, Some(Value::Set(removed)), Some(Value::Set(items))) => {
                removed.is_empty() || removed.iter().any(|item| !items.contains(item))
            }
            (SetUpdate::Delete, _, _) => true,
            (SetUpdate::Remove(item), _, reading) => !has_item(reading, item),
            (SetUpdate::Add(_) | SetUpdate::Whole(_) | SetUpdate::NotASet, _, _) => false,
        }
    }

    fn had_seen(&self, by: Dot, dot: Dot) -> bool {
        by != dot && self.made.had_seen(self.seen, by, dot)
    }

    /// Whether a version is kept instead of a write because its writer had seen it. Where contexts decide what a write
    /// replaces, its context says so; instead of a removal from a set, an addition of its item is kept.
    fn is_kept_instead(&self, kept: Dot, dot: Dot) -> bool {
        let covers = || self.made.get(kept).is_some_and(|made| made.write.context.contains(dot));
        let decides = match self.rules.kind {
            Kind::Siblings => covers(),
            Kind::Set => covers() || self.brings_back(kept, dot),
            Kind::Timestamps | Kind::Statements | Kind::Merging | Kind::Counter => true,
        };
        decides && self.had_seen(kept, dot)
    }

    /// Whether a write adds an item to a set that another removed, and no removal that is stored has taken the item out of
    /// it again.
    fn brings_back(&self, addition: Dot, removal: Dot) -> bool {
        let Some(addition) = self.made.get(addition) else {
            return false;
        };
        let takes_out = |stored: &Dot, item: &Value| {
            self.made.get(*stored).is_some_and(|stored| {
                SetUpdate::of(&stored.write).removed_item() == Some(item)
                    && SetUpdate::takes_item_out(&stored.write, &addition.write)
            })
        };
        let back = self.made.brought_back_by(&addition.write, removal);
        back.iter().any(|item| !self.kept.iter().any(|stored| takes_out(stored, item)))
    }

    /// How a copy ends here, and the write that takes its place; none if none was here and none arrived.
    fn ending(&self, dot: Dot, ended: Option<&Version>, was_held: bool) -> Option<(Ending, Option<Dot>)> {
        // A removal from a set can be stored, for other items' sake, and have no effect where it arrives.
        let arrives_in_vain =
            dot == self.write.dot && self.is_kept(dot) && self.before.version(dot).is_none() && !was_held;
        if ended.is_none() && !was_held && !arrives_in_vain {
            return None;
        }
        let takes_place = self.is_kept(self.write.dot) || self.rules.kind == Kind::Set;
        // What was stored is replaced by what arrives; what arrives may be left out for what is kept.
        let is_arriving = ended.is_some_and(|version| version.write.dot == self.write.dot);
        let is_replaced = was_held && !is_arriving && takes_place;
        let was_seen = match is_replaced {
            true => self.had_seen(self.write.dot, dot),
            false => self.kept.iter().any(|kept| self.is_kept_instead(*kept, dot)),
        };
        let to = if takes_place { Some(self.write.dot) } else { self.kept.first().copied() };
        let to = to.filter(|to| *to != dot);
        if was_seen {
            return Some((Ending::Superseded, to));
        }
        if self.is_accepted_here && was_held && takes_place {
            return Some((Ending::InOrder, to));
        }
        let reason = ended.and_then(|version| {
            self.removed.iter().find(|(removed, _)| *removed == version.write.dot).map(|(_, reason)| *reason)
        });
        Some((self.by_rule(dot, reason), to))
    }

    /// How a copy ends that no writer of what is stored had seen.
    fn by_rule(&self, dot: Dot, reason: Option<RemovalReason>) -> Ending {
        match (reason, self.rules.kind) {
            (_, Kind::Set) if self.is_brought_back_in_order(dot) => Ending::InOrder,
            (Some(RemovalReason::Overwritten), _) => Ending::Lost(LossCause::Overwritten),
            (Some(RemovalReason::Superseded), _) if self.rules.has_homes => Ending::InOrder,
            // It covers what its leader held, in the order of that leader.
            (Some(RemovalReason::Superseded), Kind::Set) if self.is_covered(dot) => Ending::InOrder,
            (Some(RemovalReason::Superseded), Kind::Siblings | Kind::Counter | Kind::Timestamps) => {
                Ending::Superseded
            }
            (_, Kind::Statements) => Ending::Lost(LossCause::Overwritten),
            (_, Kind::Timestamps) => Ending::Lost(LossCause::Discarded),
            (_, Kind::Merging | Kind::Set | Kind::Siblings | Kind::Counter) => {
                Ending::Lost(LossCause::DiscardedByMerge)
            }
        }
    }

    /// Whether the arriving write, or one that is kept, covers this one and does not contain it.
    fn is_covered(&self, dot: Dot) -> bool {
        let mut others = self.kept.iter().copied().chain([self.write.dot]).filter_map(|it| self.made.get(it));
        others.any(|made| made.write.context.contains(dot) && !made.contents.contains(dot))
    }

    /// Whether what ends a removal from a set was accepted at a leader where the removal was in effect.
    fn is_brought_back_in_order(&self, dot: Dot) -> bool {
        let arriving = [self.write.dot];
        let additions = if dot == self.write.dot { self.kept } else { &arriving };
        let came_after = |addition: &Dot| self.made.get(*addition).is_some_and(|it| it.brought_back(dot));
        additions.iter().any(|addition| came_after(addition) && self.brings_back(*addition, dot))
    }

    /// Ends the deletes and removals that are no longer in effect.
    fn review_effects(&self, after: &mut Holding, ledger: &mut Ledger) {
        let effects = std::mem::take(&mut after.effects);
        for dot in effects {
            let stays = match self.rules.kind {
                Kind::Set => self.is_in_effect(dot, after),
                Kind::Statements | Kind::Timestamps | Kind::Siblings | Kind::Merging | Kind::Counter => {
                    after.is_absent()
                }
            };
            if stays && !after.held.contains(dot) {
                after.effects.push(dot);
                continue;
            }
            if !after.held.contains(dot) {
                let (ending, to) = self.ending_of_effect(dot);
                ledger.end_copy(self.record, dot, ending, to);
            }
            ledger.move_effect(self.record, dot, true, false);
        }
    }

    fn ending_of_effect(&self, dot: Dot) -> (Ending, Option<Dot>) {
        let live =
            if self.is_kept(self.write.dot) { Some(self.write.dot) } else { self.kept.first().copied() };
        let writes = live.and_then(|live| self.made.get(live)).zip(self.made.get(dot));
        let would_lose = writes
            .zip(self.rules.timestamps)
            .is_some_and(|((live, delete), rule)| rule.compare(&delete.write, &live.write).is_gt());
        let ending = if live.is_some_and(|live| self.had_seen(live, dot)) {
            Ending::Superseded
        } else if self.is_accepted_here && live == Some(self.write.dot) {
            Ending::InOrder
        } else if would_lose {
            Ending::Lost(LossCause::Resurrected)
        } else {
            self.by_rule(dot, None)
        };
        (ending, live)
    }
}
