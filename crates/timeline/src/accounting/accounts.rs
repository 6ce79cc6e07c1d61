//! Accounts: the fates of all writes of a finished run, found for any number of records.

use std::collections::BTreeSet;

use replication::{Dot, World, sort_by};

use super::fate::{Fate, Loss, LossCause};
use super::made::AllMade;
use super::short_dots::{ShortDot, ShortDots};
use super::tracker::Accounting;
use super::under_way::under_way;

/// How many writes have each fate. Kept, superseded, overwritten in order and lost add up to the writes accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FateCounts {
    /// Writes that leaders accepted from clients.
    pub accepted: usize,
    /// Those kept, wholly or partly.
    pub kept: usize,
    /// Those of them that are kept partly.
    pub kept_partly: usize,
    /// Those superseded.
    pub superseded: usize,
    /// Those overwritten in order.
    pub overwritten_in_order: usize,
    /// Those lost.
    pub lost: usize,
    /// Those lost by cause, in the order of [`LossCause::ALL`].
    by_cause: [usize; LossCause::ALL.len()],
}

impl FateCounts {
    /// How many writes are lost for this cause.
    #[must_use]
    pub fn lost_by(&self, cause: LossCause) -> usize {
        self.by_cause[cause as usize]
    }

    /// How many writes are lost for each cause; causes of none are left out.
    pub fn causes(&self) -> impl Iterator<Item = (LossCause, usize)> {
        let all = LossCause::ALL.into_iter().map(|cause| (cause, self.lost_by(cause)));
        all.filter(|(_, count)| *count > 0)
    }

    fn add(&mut self, fate: Fate) {
        self.accepted += 1;
        self.kept_partly += usize::from(fate == Fate::KeptPartly);
        *match fate {
            Fate::Kept | Fate::KeptPartly => &mut self.kept,
            Fate::Superseded => &mut self.superseded,
            Fate::OverwrittenInOrder => &mut self.overwritten_in_order,
            Fate::Lost(cause) => {
                self.by_cause[cause as usize] += 1;
                &mut self.lost
            }
        } += 1;
    }
}

/// A fate since a record.
#[derive(Clone, Copy, Debug)]
struct Since {
    record: u32,
    fate: Fate,
    to: Option<ShortDot>,
}

/// The fates of all writes, in compact lists: every seek walks them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accounts {
    /// The writes of clients in the order of acceptance, with the number of the accepting record.
    accepted: Vec<(u32, ShortDot)>,
    dots: ShortDots,
    /// For each write, where its changes begin in `changes`; they end where those of the next begin.
    first_change: Vec<u32>,
    changes: Vec<Since>,
    made: AllMade,
}

impl Accounts {
    pub(crate) fn new(accounting: &Accounting) -> Self {
        let ledger = &accounting.ledger;
        let accepted: Vec<(u32, ShortDot)> = ledger.accepted.iter().copied().collect();
        let mut changes: Vec<_> = ledger.changes.iter().copied().collect();
        // Stable: the changes of one write stay in order.
        sort_by(&mut changes, |some, other| some.write.cmp(&other.write));
        let mut first_change = vec![0; accepted.len() + 1];
        changes.iter().for_each(|change| first_change[change.write as usize + 1] += 1);
        for place in 1..first_change.len() {
            first_change[place] += first_change[place - 1];
        }
        let since = |change: &super::ledger::Change| Since {
            record: change.record,
            fate: change.fate,
            to: change.to,
        };
        let changes = changes.iter().map(since).collect();
        Self { accepted, dots: ledger.dots.clone(), first_change, changes, made: accounting.made.clone() }
    }

    /// The last change of a write among the first `count` records.
    fn last_change(&self, write: usize, count: usize) -> Option<&Since> {
        let changes = self.changes_of(write);
        let place = changes.partition_point(|change| (change.record as usize) < count);
        changes.get(place.checked_sub(1)?)
    }

    /// Whether a version contains a write at some point after a record.
    pub(crate) fn is_kept_after(&self, record: usize, dot: Dot) -> bool {
        let Some(number) = self.number_of(dot) else {
            return false;
        };
        let later = |change: &&Since| change.record as usize > record;
        self.changes_of(number).iter().rev().take_while(later).any(|change| is_kept(change.fate))
    }

    /// The changes of a write, in order.
    fn changes_of(&self, write: usize) -> &[Since] {
        &self.changes[self.first_change[write] as usize..self.first_change[write + 1] as usize]
    }

    /// The number of a write in the order of acceptance.
    fn number_of(&self, dot: Dot) -> Option<usize> {
        let record = self.made.get(dot)?.moment.accepted;
        self.accepted.binary_search_by_key(&record, |(record, _)| *record).ok()
    }

    /// The fates after the first `count` records, with the world at that point.
    pub(crate) fn at(&self, count: usize, world: &World) -> Fates<'_> {
        Fates { accounts: self, count, under_way: under_way(&self.made, world) }
    }
}

/// The fates of the writes accepted by a point of a run.
#[derive(Clone, Debug)]
pub struct Fates<'a> {
    accounts: &'a Accounts,
    count: usize,
    /// The writes that something in flight, queued or held back contains.
    under_way: BTreeSet<Dot>,
}

impl Fates<'_> {
    /// The fate of a write of a client; none if it was not accepted by then.
    #[must_use]
    pub fn of(&self, dot: Dot) -> Option<Fate> {
        Some(self.fate(dot, self.accounts.last_change(self.number_of(dot)?, self.count)))
    }

    /// Whether a write is kept only by what is in flight, queued or held back.
    #[must_use]
    pub fn is_only_under_way(&self, dot: Dot) -> bool {
        let number = self.number_of(dot);
        let change = number.and_then(|number| self.accounts.last_change(number, self.count));
        change.is_some_and(|change| !is_kept(change.fate)) && self.under_way.contains(&dot)
    }

    /// How many writes have each fate, and the lost ones in the order of acceptance.
    #[must_use]
    pub fn summary(&self) -> (FateCounts, Vec<Loss>) {
        let (mut counts, mut losses) = (FateCounts::default(), Vec::new());
        let accepted = &self.accounts.accepted;
        let accepted = &accepted[..accepted.partition_point(|(record, _)| (*record as usize) < self.count)];
        let dots = &self.accounts.dots;
        let numbered = accepted.iter().enumerate();
        for (number, dot) in numbered.filter_map(|(number, (_, dot))| Some((number, dots.dot(*dot)?))) {
            let change = self.accounts.last_change(number, self.count);
            let fate = self.fate(dot, change);
            counts.add(fate);
            if let (Fate::Lost(cause), Some(change)) = (fate, change) {
                let record_number = change.record as usize;
                let to = change.to.and_then(|to| dots.dot(to));
                losses.push(Loss { dot, cause, to, record_number });
            }
        }
        (counts, losses)
    }

    fn number_of(&self, dot: Dot) -> Option<usize> {
        let number = self.accounts.number_of(dot)?;
        let (record, _) = *self.accounts.accepted.get(number)?;
        ((record as usize) < self.count).then_some(number)
    }

    fn fate(&self, dot: Dot, change: Option<&Since>) -> Fate {
        let fate = change.map_or(Fate::Kept, |change| change.fate);
        if is_kept(fate) || !self.under_way.contains(&dot) { fate } else { Fate::Kept }
    }
}

fn is_kept(fate: Fate) -> bool {
    matches!(fate, Fate::Kept | Fate::KeptPartly)
}
