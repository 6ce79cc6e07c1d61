//! A leader's log: the events that happened at one leader.

use replication::{Event, EventSite, LeaderId};
use timeline::Timeline;

/// The events at a leader among the first `count` of a run, latest first, by the numbers of their records.
pub fn leader_log(timeline: &Timeline, leader: LeaderId, count: usize) -> impl Iterator<Item = usize> {
    let so_far = timeline.first(count).rev();
    so_far.filter(move |(_, record)| belongs_in_log(&record.event, leader)).map(|(number, _)| number)
}

/// Whether an event belongs in a leader's log. A message belongs to the end of the link that acted.
fn belongs_in_log(event: &Event, id: LeaderId) -> bool {
    match event {
        // Where a client's write was accepted, its acceptance is in the log already, and that a message was sent or
        // delivered follows from other entries.
        Event::Applied { via: None, .. } | Event::Sent { .. } | Event::Delivered { .. } => false,
        // A leader that left no longer has a log.
        Event::Left(_) => false,
        // The joining leader waits for it.
        Event::SnapshotInterrupted(link) => link.to == id,
        // No leader knows of it, but it is the sender's message.
        Event::MessageOverridden { message, .. } => message.link.from == id,
        other => match other.site() {
            site @ (EventSite::Leader(_) | EventSite::Sender(_) | EventSite::Receiver(_)) => {
                site.leader() == Some(id)
            }
            EventSite::Link(_) | EventSite::Clock(_) | EventSite::Client(_) | EventSite::Run => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_run::{leader, small_run};

    #[test]
    fn the_log_is_latest_first_and_names_a_local_write_once() {
        let timeline = small_run(
            r#""siblings""#,
            r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
               { "at_ms": 20, "crash": { "leader": "F" } }"#,
        );
        let log: Vec<Event> = leader_log(&timeline, leader("F"), timeline.records().len())
            .filter_map(|number| timeline.records().get(number))
            .map(|record| record.event)
            .collect();
        let is_expected = matches!(log[..], [.., Event::Crashed(_), Event::Accepted { .. }]);
        assert!(is_expected, "{log:?}");
        assert!(!log.iter().any(|event| matches!(event, Event::Applied { .. })), "{log:?}");
    }

    #[test]
    fn a_delivered_write_is_in_the_log_of_its_receiver_only_once_it_was_applied() {
        let timeline = small_run(
            r#""siblings""#,
            r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } }"#,
        );
        let log = |count| leader_log(&timeline, leader("T"), count).count();
        assert_eq!((log(0), log(timeline.records().len())), (0, 1));
    }
}
