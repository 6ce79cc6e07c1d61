//! Narration of a reply that a client did not hope for: a stale read, a refusal, or that its request waits.

use analysis::{StaleRead, session_violations, stale_read};
use replication::{Event, LeaderId, RefusalReason};

use super::{Narration, Narrator, Suggestion};
use crate::event::{describe_answer, describe_record};
use crate::partial_replication::describe_violation;

impl Narrator<'_> {
    /// What a client is told at this very instant, unless something else is decided, or written after that.
    pub(super) fn reply_now(&self) -> Option<Narration> {
        let latest = self.timeline.records().get(self.count.checked_sub(1)?)?.at;
        let of_instant = self.timeline.first(self.count).rev().take_while(|(_, record)| record.at == latest);
        let mut later = of_instant.take_while(|(_, record)| !matches!(record.event, Event::Accepted { .. }));
        let narration = later.find_map(|(number, record)| self.reply(number, &record.event))?;
        self.decisive_now().is_none().then_some(narration)
    }

    fn reply(&self, number: usize, event: &Event) -> Option<Narration> {
        if let Event::Refused { leader, reason, .. } = event {
            let narration = self.record(number);
            return Some(match self.to_restart(*leader, *reason) {
                Some(down) => narration.suggesting(Suggestion::Restart(down)),
                None => narration,
            });
        }
        let has_waited =
            matches!(event, Event::RequestWaiting { .. } | Event::Answered { request: Some(_), .. });
        if has_waited {
            return Some(self.record(number));
        }
        let stale = stale_read(self.timeline, number, self.world)?;
        let violations = session_violations(self.timeline);
        let violation = violations.iter().find(|violation| violation.number == number);
        let sentence = violation.map(|violation| describe_violation(self.names(), violation));
        let sentence = sentence.or_else(|| self.stale_read(event, stale))?;
        Some(Narration::without_suggestion(sentence))
    }

    fn record(&self, number: usize) -> Narration {
        Narration::without_suggestion(describe_record(self.timeline, self.world, number))
    }

    /// The leader whose restart lets the request through.
    fn to_restart(&self, leader: LeaderId, reason: RefusalReason) -> Option<LeaderId> {
        let home = if let RefusalReason::NoAnswer(home) = reason { Some(home) } else { None };
        [Some(leader), home]
            .into_iter()
            .flatten()
            .find(|id| self.world.leaders.contains_key(id) && !self.is_up(*id))
    }

    fn stale_read(&self, event: &Event, StaleRead { leader, client, missing }: StaleRead) -> Option<String> {
        let Event::Answered { versions, reading, .. } = event else { return None };
        let answer = describe_answer(versions, reading.as_deref());
        Some(format!(
            "{} reads {answer} at {}, which does not have {} yet.",
            self.names().client(client),
            self.leader(leader),
            self.write_label(missing)
        ))
    }
}
