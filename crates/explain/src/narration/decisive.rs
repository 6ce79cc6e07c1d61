//! Narration of the decisive event of an instant, as it happens: a value that dies, an update that finds no row, an
//! item that comes back.

use analysis::{DecisiveEvent, decisive_event, latest_decisive_event, latest_return};
use replication::{Dot, Inapplicable, LeaderId, Merge, Policy, Value};

use super::{Narration, Narrator, Suggestion};
use crate::names::list_of;
use crate::value::describe_reading;

impl Narrator<'_> {
    /// The latest decisive event since the record of number `since`.
    pub(super) fn latest_decisive(&self, since: usize) -> Option<Narration> {
        latest_decisive_event(self.timeline, since, self.count).map(|event| self.tell_decisive(&event))
    }

    /// The decisive event of this very instant, unless it only merges.
    pub(super) fn decisive_now(&self) -> Option<Narration> {
        let event = decisive_event(self.timeline, self.count)?;
        let only_merges = matches!(&event, DecisiveEvent::Merged { returned, .. } if returned.is_empty());
        (!only_merges).then(|| self.tell_decisive(&event))
    }

    pub(super) fn narrate(&self, event: &DecisiveEvent) -> Narration {
        match event {
            DecisiveEvent::GaveUp { leader, lost, kept, compared } => match self.loss_of(*lost) {
                Some(loss) => self.lost(loss),
                None => self.gave_up(*leader, *lost, *kept, *compared),
            },
            DecisiveEvent::Skipped { leader, dot, reason } => self.skipped(*leader, *dot, *reason),
            DecisiveEvent::Merged { leader, merge, sources, returned } => {
                let returned: Vec<String> =
                    returned.iter().map(|item| describe_reading(Some(item))).collect();
                self.merged(*leader, *merge, sources, &returned)
            }
            DecisiveEvent::TombstoneDropped { leader, key } => Narration::without_suggestion(format!(
                "{} has dropped the tombstone of {key}: from now on an older write can bring it back there.",
                self.leader(*leader)
            )),
            DecisiveEvent::Resurrected { leader, dot, tombstone } => Narration::without_suggestion(format!(
                "{} is back at {}: {} should have kept it out, but its tombstone had been dropped.",
                self.write_label(*dot),
                self.leader(*leader),
                self.write_label(*tombstone)
            ))
            .suggesting(Suggestion::KeepTombstones),
        }
    }

    fn gave_up(&self, leader: LeaderId, lost: Dot, kept: Dot, compared: bool) -> Narration {
        let (at, loser, winner) = (self.leader(leader), self.write_label(lost), self.write_label(kept));
        let sentence = match (compared, self.timestamp_reason(lost, kept)) {
            (false, _) => {
                format!("{at} overwrites {loser} with {winner}, which arrived later, without comparing them.")
            }
            (true, Some(reason)) => {
                format!("{at} discards {loser}: {winner} {reason}.{}", self.clock_remark(lost, kept))
            }
            (true, None) => format!("{at} discards {loser} and keeps {winner}."),
        };
        self.suggesting_siblings(Narration::without_suggestion(sentence))
    }

    fn skipped(&self, leader: LeaderId, dot: Dot, reason: Inapplicable) -> Narration {
        let (at, what) = (self.leader(leader), self.write_label(dot));
        let sentence = format!("{at} skips {what}: {reason}. The write is not sent again.");
        let narration = Narration::without_suggestion(sentence);
        match reason {
            Inapplicable::UpdateMissing => narration.suggesting(Suggestion::DeliverCausally),
            Inapplicable::InsertExists
            | Inapplicable::WrongKind
            | Inapplicable::TooLarge
            | Inapplicable::Siblings => narration,
        }
    }

    fn merged(&self, leader: LeaderId, merge: Dot, sources: &[Dot], returned: &[String]) -> Narration {
        let (at, value) =
            (self.leader(leader), self.write(merge).map(|write| describe_reading(write.value())));
        let sources: Vec<String> = sources.iter().map(|dot| self.write_label(*dot)).collect();
        let value = value.unwrap_or_else(|| merge.to_string());
        let back = match returned {
            [] => String::new(),
            items => format!(" {}", is_back(items)),
        };
        Narration::without_suggestion(format!("{at} merges {} into {value}.{back}", list_of(&sources)))
    }

    /// That the merges since the last activity brought items back, where the leaders have converged on them.
    pub(super) fn came_back(&self) -> Option<Narration> {
        let back = latest_return(self.timeline, self.latest_activity(), self.count, self.world)?;
        let items: Vec<String> = back.items.iter().map(|item| describe_reading(Some(item))).collect();
        let narration = Narration::without_suggestion(is_back(&items));
        let merge = self.write(back.merge)?;
        // The default rule is union. Add wins is for sets.
        let is_union = self.world.policy == Policy::Merge(Merge::default());
        match is_union && matches!(merge.value(), Some(Value::Set(_))) {
            true => Some(narration.suggesting(Suggestion::MergeByAddWins)),
            false => Some(narration),
        }
    }
}

fn is_back(items: &[String]) -> String {
    match items {
        [one] => format!("{one} is back, though one of the merged writes had removed it."),
        many => format!("{} are back, though one of the merged writes had removed them.", list_of(many)),
    }
}
