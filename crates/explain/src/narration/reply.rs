//! Narration of a reply that a client did not hope for: a stale read, a refusal, or that its request waits.

use analysis::{StaleRead, stale_read};
use replication::{ClientId, Event, Key, LeaderId, RefusalReason, Write};

use super::{Narration, Narrator, Suggestion};
use crate::event::{describe_answer, describe_event};
use crate::names::{list_of, possessive};
use crate::reason::describe_refusal;
use crate::value::{describe_write_value, write_label};

/// At most this many missing writes are named; the rest are counted.
const MAX_LACKED: usize = 2;

impl Narrator<'_> {
    /// The reply that a client gets at this very instant, unless something else is decided, or written after it.
    pub(super) fn reply_now(&self) -> Option<Narration> {
        let latest = self.timeline.records().get(self.count.checked_sub(1)?)?.at;
        let of_instant = self.timeline.first(self.count).rev().take_while(|(_, record)| record.at == latest);
        let mut later = of_instant.take_while(|(_, record)| !matches!(record.event, Event::Accepted { .. }));
        let narration = later.find_map(|(number, record)| match is_reply(&record.event) {
            true => self.tell_reply(number, &record.event),
            false => None,
        })?;
        self.decisive_now().is_none().then_some(narration)
    }

    /// What is told of such an event, of which this is the record's number.
    pub(super) fn reply(&self, number: usize, event: &Event) -> Option<Narration> {
        match event {
            Event::Refused { leader, client, key, reason, .. } => {
                Some(self.refusal(*leader, *client, key, *reason))
            }
            Event::RequestWaiting { .. } => self.waiting_request(),
            Event::RetryRecognised { .. } => Some(self.told(event)),
            Event::RequestSent { attempt } if attempt.id.attempt > 1 => Some(self.told(event)),
            Event::Answered { leader, client, versions, reading, request, .. } => {
                let answer = describe_answer(versions, reading.as_deref());
                let told =
                    format!("{} reads {answer} at {}", self.names().client(*client), self.leader(*leader));
                let stale =
                    stale_read(self.timeline, number, self.world).and_then(|stale| self.lacking(stale));
                match (stale, request) {
                    (Some(lacking), _) => Some(Narration::without_suggestion(format!("{told}, {lacking}."))),
                    // It waited until its leader had caught up.
                    (None, Some(_)) => Some(Narration::without_suggestion(format!("{told}."))),
                    (None, None) => None,
                }
            }
            _ => None,
        }
    }

    fn told(&self, event: &Event) -> Narration {
        Narration::without_suggestion(describe_event(self.names(), event, None))
    }

    fn refusal(&self, leader: LeaderId, client: ClientId, key: &Key, reason: RefusalReason) -> Narration {
        let (at, owner) = (self.leader(leader), possessive(&self.names().client(client)));
        let why = describe_refusal(self.names(), reason);
        let narration = Narration::without_suggestion(match reason.is_unanswered() {
            true => format!("{owner} request for {key} got no answer at {at}, because {why}."),
            false => format!("{at} refused {owner} request for {key}, because {why}."),
        });
        let home = if let RefusalReason::NoAnswer(home) = reason { Some(home) } else { None };
        let mut asked = [Some(leader), home].into_iter().flatten();
        match asked.find(|id| self.world.leaders.contains_key(id) && !self.is_up(*id)) {
            Some(down) => narration.suggesting(Suggestion::Restart(down)),
            None => narration,
        }
    }

    /// What the leader of a stale read lacks.
    fn lacking(&self, StaleRead { client, missing, .. }: StaleRead) -> Option<String> {
        let named: Vec<String> = missing
            .iter()
            .take(MAX_LACKED)
            .filter_map(|dot| Some(self.owned(client, self.write(*dot)?)))
            .collect();
        match (&named[..], missing.len() - named.len()) {
            ([], _) => None,
            ([one], 0) => Some(format!("which does not have {one} yet")),
            (_, 0) => Some(format!("which lacks {}", list_of(&named))),
            (_, more) => Some(format!("which lacks {} and {more} more", named.join(", "))),
        }
    }

    /// A write, as its own where this client wrote it.
    fn owned(&self, client: ClientId, write: &Write) -> String {
        match write.client == Some(client) {
            true => {
                let owner = possessive(&self.names().client(client));
                format!("{owner} own {}", describe_write_value(write))
            }
            false => write_label(self.names(), write),
        }
    }
}

/// Whether a client is told something, or waits longer, with this event.
fn is_reply(event: &Event) -> bool {
    matches!(
        event,
        Event::Refused { .. }
            | Event::RequestWaiting { .. }
            | Event::RetryRecognised { .. }
            | Event::RequestSent { .. }
            | Event::Answered { .. }
    )
}
