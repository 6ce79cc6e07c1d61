//! Narration of leaders that are left apart: what each of them has, and why nothing brings them together.

use analysis::StrandedWrite;
use replication::{Dot, Event, FailureAction, Inapplicable, Key, LeaderId, Micros, VersionRule};
use timeline::{EventKind, Loss, LossCause};

use super::remedies::remedies;
use super::{Narration, Narrator, Suggestion};
use crate::names::list_of;
use crate::partial_replication::describe_given_up;
use crate::value::describe_entry;

/// Why leaders are left apart after a change of policy.
#[must_use]
pub fn describe_policy_change(at: Micros) -> String {
    format!(
        "The policy change at {at} left stored values as they were: the leaders stay diverged until the next write."
    )
}

impl Narrator<'_> {
    /// Leaders that read different values, with nothing in flight.
    pub(super) fn disagreement(&self) -> Narration {
        let Some((key, values)) = self.first_differing_key() else {
            return Narration::without_suggestion("Every message has arrived, but the leaders still differ.");
        };
        let readings: Vec<String> =
            values.iter().map(|(id, value)| format!("{} has {value}", self.leader(*id))).collect();
        let readings = list_of(&readings);
        if let Some(given_up) = self.given_up_write(&key) {
            let why = describe_given_up(self.names(), given_up);
            let narration =
                Narration::without_suggestion(format!("The leaders differ on {key}: {readings}. {why}"));
            let remedy = remedies(self.world, self.outcome).into_iter().next();
            return Narration { suggestion: remedy, ..narration };
        }
        let sentence = match self.outcome.unreachable.first() {
            Some((from, to)) => format!(
                "Nothing is in flight, but {readings}: there is no path from {} to {}.",
                self.leader(*from),
                self.leader(*to)
            ),
            None => format!(
                "{}, but the leaders differ on {key}: {readings}. {}",
                if self.every_write_arrived() { "Every message has arrived" } else { "Nothing is in flight" },
                self.silent_reason(&key)
            ),
        };
        let narration = Narration::without_suggestion(sentence.trim_end());
        match (self.skipped_update(), self.resurrected(&key)) {
            (true, _) => narration.suggesting(Suggestion::DeliverCausally),
            (false, Some(_)) => narration.suggesting(Suggestion::KeepTombstones),
            (false, None) => self.suggesting_siblings(narration),
        }
    }

    /// Suggests siblings as the policy, unless concurrent writes are kept side by side already.
    pub(super) fn suggesting_siblings(&self, narration: Narration) -> Narration {
        match self.world.policy.as_policy().version_rule() {
            VersionRule::Siblings => narration,
            VersionRule::Statements
            | VersionRule::Timestamps
            | VersionRule::Merging
            | VersionRule::Counter
            | VersionRule::Set => narration.suggesting(Suggestion::KeepSiblings),
        }
    }

    /// Whether no leader lacks forever what another has applied.
    fn every_write_arrived(&self) -> bool {
        self.outcome.stranded.is_empty() && self.outcome.given_up.is_empty()
    }

    /// A write of the key that some leaders have and others gave up waiting for.
    fn given_up_write(&self, key: &Key) -> Option<&StrandedWrite> {
        let is_of_key = |dot: Dot| self.write(dot).is_some_and(|write| write.key == *key);
        self.outcome.given_up.iter().find(|given_up| is_of_key(given_up.write))
    }

    /// A delete of the key whose tombstone some leader dropped too early.
    fn resurrected(&self, key: &Key) -> Option<&Loss> {
        let is_of_key = |dot: Dot| self.write(dot).is_some_and(|write| write.key == *key);
        let mut lost = self.outcome.lost.iter();
        lost.find(|loss| loss.cause == LossCause::Resurrected && is_of_key(loss.dot))
    }

    /// Whether a leader skipped an update because its row had not arrived.
    fn skipped_update(&self) -> bool {
        let mut skipped = self.timeline.latest(&[EventKind::Inapplicable], self.count);
        skipped.any(|(_, record)| {
            let action = FailureAction::Skipped;
            matches!(&record.event, Event::Inapplicable { reason: Inapplicable::UpdateMissing, action: it, .. } if *it == action)
        })
    }

    /// `Tokyo skipped Ben’s “eggs”: there is nothing to update.`, of the key.
    fn skipped_write(&self, key: &Key) -> Option<String> {
        let mut skipped = self.timeline.latest(&[EventKind::Inapplicable], self.count);
        skipped.find_map(|(_, record)| match &record.event {
            Event::Inapplicable { leader, dot, reason, action: FailureAction::Skipped }
                if self.write(*dot).is_some_and(|write| write.key == *key) =>
            {
                Some(format!("{} skipped {}: {reason}.", self.leader(*leader), self.write_label(*dot)))
            }
            _ => None,
        })
    }

    /// Why nothing brings the leaders together, where no error says so.
    fn silent_reason(&self, key: &Key) -> String {
        if let Some(loss) = self.resurrected(key) {
            if self.decisive_now().is_some() {
                // The decisive event of this instant, told first, says as much.
                return String::new();
            }
            let (deletion, reason) = (self.write_label(loss.dot), self.reason_of_loss(loss));
            return format!("{deletion} is undone: {reason}");
        }
        match self.outcome.diverged_since_policy_change {
            Some(at) => describe_policy_change(at),
            None => self.skipped_write(key).unwrap_or_else(|| "No error was reported.".into()),
        }
    }

    /// The first key that reads differently at different leaders, and the value at each.
    fn first_differing_key(&self) -> Option<(Key, Vec<(LeaderId, String)>)> {
        let leaders = self.world.members.iter().filter_map(|id| Some((*id, self.world.leaders.get(id)?)));
        let leaders: Vec<_> = leaders.collect();
        let keys = leaders.iter().flat_map(|(_, leader)| leader.store.iter().map(|(key, _)| key));
        let key = keys.into_iter().find(|key| !self.world.reads_agree_on(key))?;
        let shown = leaders.iter().map(|(id, leader)| {
            (*id, leader.store.get(key).map_or_else(|| "nothing".into(), describe_entry))
        });
        Some((key.clone(), shown.collect()))
    }
}
