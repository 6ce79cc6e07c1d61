//! Replies of leaders to clients: answers and refusals.

use std::sync::Arc;

use replication::{
    CausalContext, ClientId, Event, Key, LeaderId, Micros, Record, RefusalReason, Value, Write,
};
use timeline::{EventKind, Timeline};

/// A leader's reply to a client, or the lack of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// When it was given.
    pub at: Micros,
    /// The leader that got the request.
    pub leader: LeaderId,
    /// The client that made the request.
    pub client: ClientId,
    /// The requested key.
    pub key: Key,
    /// The outcome.
    pub kind: ReplyKind,
}

/// The outcome of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplyKind {
    /// A read was answered.
    Answer {
        /// The versions that were returned.
        versions: Vec<Arc<Write>>,
        /// The value they combine to, where that differs from what each version wrote.
        reading: Option<Arc<Value>>,
        /// The causal context returned with them.
        context: Box<CausalContext>,
    },
    /// It was refused, or nobody answered.
    Refused {
        /// The reason.
        reason: RefusalReason,
        /// Whether the client cannot know if it was executed (SEMANTICS P5).
        is_unanswered: bool,
    },
}

/// The latest answer to a read, or refusal, of a leader among the first `count` events.
#[must_use]
pub fn latest_reply(timeline: &Timeline, leader: LeaderId, count: usize) -> Option<Reply> {
    let mut replies = replies(timeline, &[EventKind::Read, EventKind::Refused], count);
    replies.find(|reply| reply.leader == leader)
}

/// The latest refusal among the first `count` events.
#[must_use]
pub fn latest_refusal(timeline: &Timeline, count: usize) -> Option<(Reply, RefusalReason)> {
    replies(timeline, &[EventKind::Refused], count).find_map(|reply| match reply.kind {
        ReplyKind::Refused { reason, .. } => Some((reply, reason)),
        ReplyKind::Answer { .. } => None,
    })
}

fn replies(timeline: &Timeline, signs: &[EventKind], count: usize) -> impl Iterator<Item = Reply> {
    timeline.latest(signs, count).filter_map(|(_, Record { at, event })| {
        if let Event::Answered { leader, client, key, versions, reading, context, .. } = event {
            return Some(Reply {
                at,
                leader,
                client,
                key,
                kind: ReplyKind::Answer { versions, reading, context },
            });
        }
        let Event::Refused { leader, client, key, reason, .. } = event else { return None };
        let kind = ReplyKind::Refused { reason, is_unanswered: reason.is_unanswered() };
        Some(Reply { at, leader, client, key, kind })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_run::{leader, small_run};

    #[test]
    fn the_latest_reply_is_of_the_leader_that_was_asked_and_a_leader_that_is_down_refuses() {
        let timeline = small_run(
            r#""siblings""#,
            r#"{ "at_ms": 10, "read": { "client": "ana", "key": "cart" } },
               { "at_ms": 20, "crash": { "leader": "T" } },
               { "at_ms": 30, "read": { "client": "ben", "key": "cart" } }"#,
        );
        let count = timeline.records().len();
        let kind = |id| latest_reply(&timeline, leader(id), count).map(|reply| reply.kind);
        assert!(matches!(kind("F"), Some(ReplyKind::Answer { versions, .. }) if versions.is_empty()));
        let refused = ReplyKind::Refused { reason: RefusalReason::Down, is_unanswered: false };
        assert_eq!(kind("T"), Some(refused));
        let refusal = latest_refusal(&timeline, count).map(|(reply, reason)| (reply.leader, reason));
        assert_eq!(refusal, Some((leader("T"), RefusalReason::Down)));
        assert_eq!(latest_reply(&timeline, leader("F"), 0), None);
    }
}
