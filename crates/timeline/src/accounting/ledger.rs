//! The ledger: how many leaders keep each client write, how copies of it ended, and its fate over time.

use persistent::List;
use replication::Dot;

use crate::dot_map::DotMap;

use super::contents::Part;
use super::fate::{Ending, Fate, LossCause};
use super::short_dots::{ShortDot, ShortDots};

/// A change of a write's fate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    /// The number of the record.
    pub(super) record: u32,
    /// The number of the write, in the order of acceptance.
    pub(super) write: u32,
    pub(super) fate: Fate,
    /// The write that it was lost to.
    pub(super) to: Option<ShortDot>,
}

/// What is known of the copies of one write.
#[derive(Clone, Debug)]
struct Account {
    number: u32,
    fate: Fate,
    /// How many leaders keep a version that contains all of it, or some of it.
    whole: u16,
    partial: u16,
    /// How many leaders keep its effect without a version: a delete or removal whose key or item stays away.
    effects: u16,
    is_superseded: bool,
    is_overwritten_in_order: bool,
    is_resurrected: bool,
    last: Option<(LossCause, Option<ShortDot>)>,
}

impl Account {
    fn new(number: u32) -> Self {
        Self {
            number,
            fate: Fate::Kept,
            whole: 0,
            partial: 0,
            effects: 0,
            is_superseded: false,
            is_overwritten_in_order: false,
            is_resurrected: false,
            last: None,
        }
    }

    fn current_fate(&self) -> Fate {
        let is_in_effect = self.effects > 0 && !self.is_resurrected;
        match self.last {
            _ if self.whole > 0 || is_in_effect => Fate::Kept,
            _ if self.partial > 0 => Fate::KeptPartly,
            _ if self.is_superseded => Fate::Superseded,
            _ if self.is_overwritten_in_order => Fate::OverwrittenInOrder,
            _ if self.is_resurrected => Fate::Lost(LossCause::Resurrected),
            Some((cause, _)) => Fate::Lost(cause),
            // Accepted, and not applied yet.
            None => Fate::Kept,
        }
    }

    /// What took the place of its last copy, if it is lost.
    fn lost_to(&self) -> Option<ShortDot> {
        self.last.and_then(|(_, to)| to).filter(|_| matches!(self.fate, Fate::Lost(_)))
    }

    fn kept_by(&mut self, part: Part) -> &mut u16 {
        match part {
            Part::Whole => &mut self.whole,
            Part::Some => &mut self.partial,
        }
    }
}

/// The accounts of all client writes.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    accounts: DotMap<Account>,
    pub(super) dots: ShortDots,
    /// The writes in the order of acceptance, with the number of the accepting record.
    pub(super) accepted: List<(u32, ShortDot)>,
    /// Every change of fate, in order.
    pub(super) changes: List<Change>,
}

impl Ledger {
    pub(super) fn open(&mut self, record: u32, dot: Dot) {
        // Fits: a run has at most a million events.
        let number = self.accepted.len() as u32;
        self.accepted.push_back((record, self.dots.shorten(dot)));
        self.accounts.insert(dot, Account::new(number));
    }

    /// Notes that a leader keeps more or less of a write than before.
    pub(super) fn move_copy(&mut self, record: u32, dot: Dot, before: Option<Part>, after: Option<Part>) {
        self.change(record, dot, |account| {
            if let Some(part) = before {
                let count = account.kept_by(part);
                *count = count.saturating_sub(1);
            }
            if let Some(part) = after {
                *account.kept_by(part) += 1;
            }
        });
    }

    /// Notes that a leader begins or ceases to keep the effect of a write without a version of it.
    pub(super) fn move_effect(&mut self, record: u32, dot: Dot, before: bool, after: bool) {
        self.change(record, dot, |account| {
            account.effects = account.effects.saturating_sub(u16::from(before)) + u16::from(after);
        });
    }

    /// Notes how a copy ended, and the write that took its place.
    pub(super) fn end_copy(&mut self, record: u32, dot: Dot, ending: Ending, to: Option<Dot>) {
        let to = to.map(|to| self.dots.shorten(to));
        self.change(record, dot, |account| match ending {
            Ending::Superseded => account.is_superseded = true,
            Ending::InOrder => account.is_overwritten_in_order = true,
            Ending::Lost(cause) => {
                account.is_resurrected |= cause == LossCause::Resurrected;
                account.last = Some((cause, to));
            }
        });
    }

    fn change(&mut self, record: u32, dot: Dot, change: impl FnOnce(&mut Account)) {
        let Some(account) = self.accounts.get_mut(dot) else {
            return;
        };
        let before = (account.fate, account.lost_to());
        change(account);
        account.fate = account.current_fate();
        let after = (account.fate, account.lost_to());
        if before != after {
            let (fate, to) = after;
            self.changes.push_back(Change { record, write: account.number, fate, to });
        }
    }
}
