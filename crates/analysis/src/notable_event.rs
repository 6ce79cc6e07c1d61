//! Notable events at a leader, such as a conflict or a lost write: those worth a marker in the diagram.

use std::sync::Arc;

use replication::{BufferReason, ClientId, Dot, Event, FailureAction, LeaderId, RefusalReason, Value, Write};
use timeline::{EventKind, Timeline};

/// The kinds of records among which notable events are.
pub const NOTABLE: &[EventKind] = &[
    EventKind::Accepted,
    EventKind::Read,
    EventKind::Refused,
    EventKind::Conflict,
    EventKind::WriteLost,
    EventKind::LeaderChanged,
    EventKind::Merged,
    EventKind::MergeFailed,
    EventKind::Inapplicable,
    EventKind::WriteBuffered,
    EventKind::HomeAssigned,
    EventKind::Purged,
];

/// A notable event at one leader.
#[derive(Clone, Debug, PartialEq)]
pub struct NotableEvent {
    /// Where it happened.
    pub leader: LeaderId,
    /// The leader that the write or assignment came from.
    pub origin: LeaderId,
    /// What happened.
    pub kind: NotableKind,
}

/// What happened at a leader.
#[derive(Clone, Debug, PartialEq)]
pub enum NotableKind {
    /// It accepted this write.
    Write(Arc<Write>),
    /// It answered a read of this client.
    Read(ClientId),
    /// It refused a request.
    Refused,
    /// A request to it got no answer.
    Unanswered,
    /// A write conflicted with what was stored; it now keeps this many siblings.
    Siblings(usize),
    /// It removed the last stored copy of this write.
    Lost {
        /// The lost write.
        dot: Dot,
        /// Whether the applied write came over a link.
        by_remote: bool,
        /// Whether a copy that is still under way brings it back: it is not lost in the end.
        comes_back: bool,
    },
    /// It went down.
    Crash,
    /// It is up again.
    Restart,
    /// It began to drain: it leaves once it has sent everything.
    Draining,
    /// It left.
    Left,
    /// It gave up waiting for this write.
    GaveUp(Dot),
    /// It merged siblings into this value; none for a tombstone.
    Merged(Option<Value>),
    /// Its merge script failed.
    MergeFailed,
    /// A write could not be applied, and this was done with it.
    Inapplicable(FailureAction),
    /// A write is buffered until its dependencies are applied.
    WaitsForDependencies,
    /// It learned of a new home of a key.
    HomeAssigned(LeaderId),
}

/// The notable event of a record; none if it is not notable.
#[must_use]
pub fn notable_event(timeline: &Timeline, number: usize) -> Option<NotableEvent> {
    let event = &timeline.records().get(number)?.event;
    let at = |leader: &LeaderId, kind| Some(NotableEvent { leader: *leader, origin: *leader, kind });
    let about = |leader: &LeaderId, origin, kind| Some(NotableEvent { leader: *leader, origin, kind });
    match event {
        Event::Accepted { leader, write, .. } => at(leader, NotableKind::Write(write.clone())),
        Event::Answered { leader, client, .. } => at(leader, NotableKind::Read(*client)),
        Event::Refused { leader, reason, .. } => at(leader, kind_of_refusal(*reason)),
        Event::Applied { leader, write, kept, reading: None, .. }
            if !merges_next(timeline, number) && kept.len() > 1 && kept.contains(&write.dot) =>
        {
            about(leader, write.dot.leader, NotableKind::Siblings(kept.len()))
        }
        Event::Applied { leader, via, .. } if !merges_next(timeline, number) => {
            let lost = loss(timeline, number, via.is_some())?;
            about(leader, lost.0, lost.1)
        }
        Event::Crashed(leader) => at(leader, NotableKind::Crash),
        Event::Restarted(leader) => at(leader, NotableKind::Restart),
        Event::Draining(leader) => at(leader, NotableKind::Draining),
        Event::Left(leader) => at(leader, NotableKind::Left),
        Event::Purged { leader, dot } => at(leader, NotableKind::GaveUp(*dot)),
        Event::Merged { leader, write, .. } => at(leader, NotableKind::Merged(write.value().cloned())),
        Event::MergeFailed { leader, .. } => at(leader, NotableKind::MergeFailed),
        Event::Inapplicable { leader, dot, action, .. } => {
            about(leader, dot.leader, NotableKind::Inapplicable(*action))
        }
        // A write that cannot be applied is notable as such already.
        Event::WriteBuffered { leader, dot, reason: BufferReason::Dependencies } => {
            about(leader, dot.leader, NotableKind::WaitsForDependencies)
        }
        Event::HomeAssigned { leader, home, .. } => about(leader, *home, NotableKind::HomeAssigned(*home)),
        Event::Applied { .. }
        | Event::WriteBuffered { .. }
        | Event::Sent { .. }
        | Event::Lost { .. }
        | Event::Buffered { .. }
        | Event::Stopped { .. }
        | Event::Delivered { .. }
        | Event::Dropped { .. }
        | Event::Duplicated { .. }
        | Event::MessageOverridden { .. }
        | Event::LinkResumed(_)
        | Event::RequestForwarded { .. }
        | Event::RequestAnswered { .. }
        | Event::TombstoneRemoved { .. }
        | Event::SnapshotSent { .. }
        | Event::SnapshotLoaded(_)
        | Event::SnapshotInterrupted(_)
        | Event::ReplicationChanged
        | Event::Cut(_)
        | Event::Healed(_)
        | Event::LinkAdded(_)
        | Event::LinkRemoved(_)
        | Event::TopologyChanged
        | Event::PolicyChanged
        | Event::LinksChanged
        | Event::ClockSet { .. }
        | Event::Moved(_)
        | Event::Joined(_)
        | Event::RequestWaiting { .. }
        | Event::RequestSent { .. }
        | Event::RequestArrived { .. }
        | Event::RetryRecognised { .. }
        | Event::ResponseReceived { .. }
        | Event::RequestTimedOut { .. }
        | Event::Ignored(_)
        | Event::Halted => None,
    }
}

fn kind_of_refusal(reason: RefusalReason) -> NotableKind {
    if reason.is_unanswered() { NotableKind::Unanswered } else { NotableKind::Refused }
}

/// The first write that becomes lost with a record, with its origin.
fn loss(timeline: &Timeline, number: usize, by_remote: bool) -> Option<(LeaderId, NotableKind)> {
    let dot = timeline.losses_of(number).next()?.dot;
    let comes_back = timeline.comes_back_after(number, dot);
    Some((dot.leader, NotableKind::Lost { dot, by_remote, comes_back }))
}

/// Whether the next record merges what was just applied: then the merge is the notable event.
fn merges_next(timeline: &Timeline, number: usize) -> bool {
    let next = timeline.records().get(number + 1);
    next.is_some_and(|next| matches!(next.event, Event::Merged { .. } | Event::MergeFailed { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_run::{TWO_CARTS, small_run};

    fn kinds(timeline: &Timeline) -> Vec<NotableKind> {
        let all = (0..timeline.records().len()).filter_map(|number| notable_event(timeline, number));
        all.map(|event| event.kind).collect()
    }

    #[test]
    fn concurrent_writes_conflict_at_both_leaders_that_keep_siblings() {
        let timeline = small_run(r#""siblings""#, TWO_CARTS);
        let conflicts = kinds(&timeline).into_iter().filter(|kind| *kind == NotableKind::Siblings(2));
        assert_eq!(conflicts.count(), 2);
    }

    #[test]
    fn a_concurrent_write_is_lost_once_under_last_write_wins() {
        let timeline = small_run(r#""last-write-wins""#, TWO_CARTS);
        let all = kinds(&timeline);
        let lost: Vec<_> = all.iter().filter(|kind| matches!(kind, NotableKind::Lost { .. })).collect();
        assert_eq!(lost.len(), 1, "{all:?}");
    }

    #[test]
    fn write_restored_by_a_copy_in_flight_is_not_lost() {
        let timeline = small_run(
            r#"{ "last-write-wins": { "tombstone_lifetime_ms": 100 } }"#,
            r#"{ "at_ms": 1, "write": { "client": "ben", "key": "cart", "value": "old" } },
               { "at_ms": 2, "cut": { "from": "T", "to": "F" } },
               { "at_ms": 20, "write": { "client": "ana", "key": "cart", "value": "new" } },
               { "at_ms": 300, "delete": { "client": "ana", "key": "cart" } },
               { "at_ms": 900, "heal": { "from": "T", "to": "F" } }"#,
        );
        let came_back = |kind: &NotableKind| match kind {
            NotableKind::Lost { comes_back, .. } => Some(*comes_back),
            _ => None,
        };
        let lost: Vec<bool> = kinds(&timeline).iter().filter_map(came_back).collect();
        assert_eq!(lost, [true, false], "the old value returns, and then the deletion is lost");
    }

    #[test]
    fn an_overwrite_by_a_client_that_had_seen_the_value_loses_nothing() {
        let timeline = small_run(
            r#""last-write-wins""#,
            r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
               { "at_ms": 20, "read": { "client": "ana", "key": "cart" } },
               { "at_ms": 30, "write": { "client": "ana", "key": "cart", "value": "eggs" } }"#,
        );
        assert!(!kinds(&timeline).iter().any(|kind| matches!(kind, NotableKind::Lost { .. })));
    }

    #[test]
    fn a_leader_that_drains_and_leaves_and_one_that_gives_up_waiting_are_notable() {
        let timeline = small_run(
            r#""siblings""#,
            r#"{ "at_ms": 5, "cut": { "between": ["F", "T"] } },
               { "at_ms": 6, "write": { "client": "ben", "key": "cart", "value": "milk" } },
               { "at_ms": 10, "leave": { "leader": "T", "drain": true } },
               { "at_ms": 20, "leave": { "leader": "T" } },
               { "at_ms": 300, "purge": { "write": "T1" } }"#,
        );
        let gave_up = NotableKind::GaveUp("T1".parse().unwrap());
        let all = kinds(&timeline);
        assert!(
            [NotableKind::Draining, NotableKind::Left, gave_up].iter().all(|kind| all.contains(kind)),
            "{all:?}"
        );
    }

    #[test]
    fn a_merge_replaces_the_conflict_that_it_resolves() {
        let timeline = small_run(r#""merge""#, TWO_CARTS);
        let all = kinds(&timeline);
        assert!(all.iter().any(|kind| matches!(kind, NotableKind::Merged(_))), "{all:?}");
        assert!(!all.iter().any(|kind| matches!(kind, NotableKind::Siblings(_))), "{all:?}");
    }

    #[test]
    fn every_notable_event_is_of_an_indexed_kind() {
        for example in scenario::GALLERY {
            let timeline = Timeline::new(&example.scenario());
            let signed: std::collections::BTreeSet<usize> = timeline.index().next(NOTABLE, 0).collect();
            for number in 0..timeline.records().len() {
                let is_notable = notable_event(&timeline, number).is_some();
                assert!(!is_notable || signed.contains(&number), "{} {number}", example.id);
            }
        }
    }
}
