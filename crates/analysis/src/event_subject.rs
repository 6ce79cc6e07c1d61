//! The subject of an event: the leader, link or command it is about, and the writes involved.

use replication::{Dot, Event, LeaderId, LinkId};

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventSubject {
    /// A leader, or a message that it sent or received.
    Leader(LeaderId),
    /// A link.
    Link(LinkId),
    /// A command that did nothing.
    IgnoredCommand,
    /// The whole run, or something that no longer exists.
    WholeRun,
}

impl EventSubject {
    /// What an event is about.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        match event {
            Event::Sent { message } | Event::Lost { message } | Event::Stopped { message, .. } => {
                Self::Leader(message.link.from)
            }
            Event::Buffered { message, .. } | Event::Delivered { message } => Self::Leader(message.link.to),
            Event::Cut(link) | Event::Healed(link) | Event::LinkAdded(link) => Self::Link(*link),
            Event::Ignored(_) => Self::IgnoredCommand,
            other => other.leader().map_or(Self::WholeRun, Self::Leader),
        }
    }

    /// The leader, if it is about one.
    #[must_use]
    pub fn leader(self) -> Option<LeaderId> {
        match self {
            Self::Leader(leader) => Some(leader),
            Self::Link(_) | Self::IgnoredCommand | Self::WholeRun => None,
        }
    }
}

/// The writes involved in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventWrites {
    /// The write it is about.
    pub dot: Dot,
    /// Other writes: those its writer had seen, those kept alongside it, and those it removed.
    pub related: Vec<Dot>,
}

impl EventWrites {
    /// The writes involved in an event; none if it is about no write.
    #[must_use]
    pub fn of(event: &Event) -> Option<Self> {
        let mut related: Vec<Dot> = match event {
            Event::Accepted { observed, .. } => observed.clone(),
            Event::Merged { sources, .. } => sources.clone(),
            Event::Applied { kept, removed, .. } => {
                kept.iter().copied().chain(removed.iter().map(|(dot, _)| *dot)).collect()
            }
            // About a message, a request, or a key.
            Event::MessageOverridden { .. }
            | Event::RequestAnswered { .. }
            | Event::RetryRecognised { .. }
            | Event::ResponseReceived { .. }
            | Event::HomeAssigned { .. }
            | Event::TombstoneRemoved { .. } => return None,
            _ => Vec::new(),
        };
        let dot = event.dot()?;
        related.retain(|other| *other != dot);
        Some(Self { dot, related })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_run::{TWO_CARTS, leader, small_run};

    #[test]
    fn a_conflicting_write_meets_the_one_that_was_stored() {
        let timeline = small_run(r#""siblings""#, TWO_CARTS);
        let events: Vec<Event> = timeline.records().iter().map(|record| record.event).collect();
        let arrived = events.iter().filter(|event| matches!(event, Event::Applied { via: Some(_), .. }));
        let met: Vec<usize> =
            arrived.filter_map(EventWrites::of).map(|writes| writes.related.len()).collect();
        assert_eq!(met, [1, 1]);
    }

    #[test]
    fn a_sent_message_is_about_its_sender_and_a_delivered_one_about_its_receiver() {
        let write = r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } }"#;
        let timeline = small_run(r#""siblings""#, write);
        let ends: Vec<EventSubject> = timeline
            .records()
            .iter()
            .filter(|record| matches!(record.event, Event::Sent { .. } | Event::Delivered { .. }))
            .map(|record| EventSubject::of(&record.event))
            .collect();
        assert_eq!(ends, [EventSubject::Leader(leader("F")), EventSubject::Leader(leader("T"))]);
    }
}
