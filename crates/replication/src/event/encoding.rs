//! The canonical encoding of events, for the fingerprint and for random draws.

use super::installed;
use crate::canonical::{Canonical, Encoder};
use crate::clock_owner::ClockOwner;
use crate::event::{Event, IgnoreReason, Record, RefusalReason, RequestMessage, ResponseKind};
use crate::id::LinkId;
use crate::leader::BufferReason;
use crate::message::DeliveryOverride;
use crate::message::Message;
use crate::policy::RemovalReason;
use crate::value::Value;
use crate::versions::Dot;

impl Canonical for Message {
    fn encode(&self, encoder: &mut Encoder) {
        self.link.encode(encoder);
        self.dot.encode(encoder);
        encoder.number(u64::from(self.hops));
        // The encoding predates duplicates, so an original is encoded as before.
        encoder.number(u64::from(self.attempt) | u64::from(self.is_duplicate) << 32);
    }
}

impl Canonical for Record {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.number(self.at.0);
        self.event.encode(encoder);
    }
}

/// Tags are permanent: a new event takes a new number, and no number is reused.
impl Canonical for Event {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::Accepted { leader, write, observed, acknowledged: _, stated_context: _, request: _ } => {
                encoder.tag(if write.is_plain() { 1 } else { 26 });
                leader.encode(encoder);
                write.encode(encoder);
                observed.encode(encoder);
            }
            Self::Applied { leader, write, via, kept, removed, reading } => {
                encoder.tag(if reading.is_none() { 4 } else { 27 });
                leader.encode(encoder);
                write.dot.encode(encoder);
                via.encode(encoder);
                kept.encode(encoder);
                removed.encode(encoder);
                encode_if_some(reading.as_deref(), encoder);
            }
            Self::Sent { message } => encode_tagged(5, message, encoder),
            Self::Delivered { message } => encode_tagged(9, message, encoder),
            Self::Refused { .. }
            | Self::Answered { .. }
            | Self::Lost { .. }
            | Self::Buffered { .. }
            | Self::Stopped { .. }
            | Self::Dropped { .. }
            | Self::Duplicated { .. }
            | Self::WriteBuffered { .. }
            | Self::Inapplicable { .. }
            | Self::LinkResumed(_)
            | Self::Merged { .. }
            | Self::MergeFailed { .. }
            | Self::RequestForwarded { .. }
            | Self::RequestAnswered { .. }
            | Self::HomeAssigned { .. }
            | Self::TombstoneRemoved { .. }
            | Self::SnapshotSent { .. }
            | Self::SnapshotLoaded(_)
            | Self::SnapshotInterrupted(_)
            | Self::ReplicationChanged
            | Self::MessageOverridden { .. }
            | Self::Crashed(_)
            | Self::Restarted(_)
            | Self::Cut(_)
            | Self::Healed(_)
            | Self::LinkAdded(_)
            | Self::LinkRemoved(_)
            | Self::TopologyChanged
            | Self::PolicyChanged
            | Self::LinksChanged
            | Self::ClockSet { .. }
            | Self::Moved(_)
            | Self::Joined(_)
            | Self::Left(_)
            | Self::Ignored(_)
            | Self::Halted
            | Self::RequestWaiting { .. }
            | Self::Draining(_)
            | Self::Purged { .. }
            | Self::RequestSent { .. }
            | Self::RequestArrived { .. }
            | Self::RetryRecognised { .. }
            | Self::ResponseReceived { .. }
            | Self::RequestTimedOut { .. } => installed::encode(self, encoder),
        }
    }
}

impl Event {
    /// Encodes an event that the opening run does not have.
    #[expect(clippy::too_many_lines, reason = "one arm per variant")]
    pub(super) fn encode_rare(&self, encoder: &mut Encoder) {
        match self {
            Self::Accepted { .. } | Self::Applied { .. } | Self::Sent { .. } | Self::Delivered { .. } => {
                self.encode(encoder);
            }
            Self::Refused { leader, client, key, reason, request: _ } => {
                encoder.tag(2);
                leader.encode(encoder);
                client.encode(encoder);
                encoder.text(key.as_str());
                reason.encode(encoder);
            }
            Self::Answered { leader, client, key, versions, reading, context, request: _ } => {
                encoder.tag(if reading.is_none() { 3 } else { 28 });
                leader.encode(encoder);
                client.encode(encoder);
                encoder.text(key.as_str());
                let dots: Vec<Dot> = versions.iter().map(|version| version.dot).collect();
                dots.encode(encoder);
                context.encode(encoder);
                encode_if_some(reading.as_deref(), encoder);
            }
            Self::Lost { message } => encode_tagged(6, message, encoder),
            Self::Buffered { message, waits_for: _ } => encode_tagged(7, message, encoder),
            Self::Stopped { message, reason } => {
                encode_tagged(8, message, encoder);
                encoder.tag(*reason as u8);
            }
            Self::Dropped { leader, dot, reason } => {
                encode_tagged(10, leader, encoder);
                dot.encode(encoder);
                encoder.tag(*reason as u8);
            }
            Self::Duplicated { message } => encode_tagged(29, message, encoder),
            Self::WriteBuffered { leader, dot, reason } => {
                encode_tagged(30, leader, encoder);
                dot.encode(encoder);
                match reason {
                    BufferReason::Dependencies => encoder.tag(0),
                    BufferReason::Inapplicable(reason) => encoder.tag(1 + *reason as u8),
                }
            }
            Self::Inapplicable { leader, dot, reason, action } => {
                encode_tagged(31, leader, encoder);
                dot.encode(encoder);
                encoder.tag(*reason as u8);
                encoder.tag(*action as u8);
            }
            Self::LinkResumed(link) => encode_tagged(33, link, encoder),
            Self::Merged { leader, write, sources } => {
                encode_tagged(34, leader, encoder);
                write.encode(encoder);
                sources.encode(encoder);
            }
            Self::MergeFailed { leader, key, sources, error } => {
                encode_tagged(35, leader, encoder);
                encoder.text(key.as_str());
                sources.encode(encoder);
                encoder.text(&error.to_string());
            }
            Self::RequestForwarded { request } => encode_tagged(36, request, encoder),
            Self::RequestAnswered { request, dot } => {
                encode_tagged(37, request, encoder);
                dot.encode(encoder);
            }
            Self::HomeAssigned { leader, write, .. } => {
                encode_tagged(38, leader, encoder);
                write.encode(encoder);
            }
            Self::TombstoneRemoved { leader, key, dot } => {
                encode_tagged(39, leader, encoder);
                encoder.text(key.as_str());
                dot.encode(encoder);
            }
            Self::SnapshotSent { link, writes } => {
                encode_tagged(40, link, encoder);
                encoder.number(*writes);
            }
            Self::SnapshotLoaded(link) => encode_tagged(41, link, encoder),
            Self::SnapshotInterrupted(link) => encode_tagged(42, link, encoder),
            Self::ReplicationChanged => encoder.tag(43),
            Self::MessageOverridden { message, delivery } => {
                encode_tagged(44, message, encoder);
                delivery.encode(encoder);
            }
            Self::Crashed(leader) => encode_tagged(11, leader, encoder),
            Self::Restarted(leader) => encode_tagged(12, leader, encoder),
            Self::Cut(link) => encode_tagged(13, link, encoder),
            Self::Healed(link) => encode_tagged(14, link, encoder),
            Self::LinkAdded(link) => encode_tagged(15, link, encoder),
            Self::LinkRemoved(link) => encode_tagged(16, link, encoder),
            Self::TopologyChanged => encoder.tag(17),
            Self::PolicyChanged => encoder.tag(18),
            Self::LinksChanged => encoder.tag(19),
            Self::ClockSet { owner, clock } => {
                encode_tagged(20, owner, encoder);
                encoder.signed(clock.offset.0);
                encoder.signed(i64::from(clock.drift_ppm));
            }
            Self::Moved(leader) => encode_tagged(21, leader, encoder),
            Self::Joined(leader) => encode_tagged(22, leader, encoder),
            Self::Left(leader) => encode_tagged(23, leader, encoder),
            Self::Ignored(reason) => encode_tagged(24, reason, encoder),
            Self::Halted => encoder.tag(25),
            Self::RequestWaiting { leader, client, key, missing, .. } => {
                encode_tagged(50, leader, encoder);
                client.encode(encoder);
                encoder.text(key.as_str());
                missing.encode(encoder);
            }
            Self::Draining(leader) => encode_tagged(51, leader, encoder),
            Self::Purged { leader, dot } => {
                encode_tagged(52, leader, encoder);
                dot.encode(encoder);
            }
            Self::RequestSent { attempt } => encode_tagged(53, attempt, encoder),
            Self::RequestArrived { attempt, ahead } => {
                encode_tagged(54, attempt, encoder);
                encoder.number(*ahead);
            }
            Self::RetryRecognised { leader, client, key, request, dot } => {
                encode_tagged(55, leader, encoder);
                client.encode(encoder);
                encoder.text(key.as_str());
                encoder.number(*request);
                dot.encode(encoder);
            }
            Self::ResponseReceived { attempt, response } => {
                encode_tagged(56, attempt, encoder);
                response.encode(encoder);
            }
            Self::RequestTimedOut { attempt } => encode_tagged(57, attempt, encoder),
        }
    }
}

fn encode_tagged(tag: u8, content: &dyn Canonical, encoder: &mut Encoder) {
    encoder.tag(tag);
    content.encode(encoder);
}

fn encode_link_and_dot(tag: u8, link: &LinkId, dot: &Dot, encoder: &mut Encoder) {
    encode_tagged(tag, link, encoder);
    dot.encode(encoder);
}

fn encode_if_some(value: Option<&Value>, encoder: &mut Encoder) {
    if let Some(value) = value {
        value.encode(encoder);
    }
}

impl Canonical for RequestMessage {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.number(self.number);
        self.link.encode(encoder);
        self.client.encode(encoder);
        encoder.text(self.key.as_str());
        // The encoding predates clients that are elsewhere.
        if let Some(attempt) = self.attempt {
            attempt.encode(encoder);
        }
    }
}

impl Canonical for RefusalReason {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::Down => encoder.tag(0),
            Self::NotAMember => encoder.tag(1),
            Self::CatchingUp => encoder.tag(2),
            Self::Inapplicable(reason) => {
                encoder.tag(3);
                encoder.tag(*reason as u8);
            }
            Self::NotHome(home) => encode_tagged(4, home, encoder),
            Self::NoAnswer(home) => encode_tagged(5, home, encoder),
            Self::HomeMoving => encoder.tag(6),
            Self::Leaving => encoder.tag(10),
            Self::SessionBehind => encoder.tag(11),
            Self::SessionTimeout => encoder.tag(12),
            Self::ClientTimeout => encoder.tag(13),
        }
    }
}

impl Canonical for ResponseKind {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::Acknowledged(dot) => encode_tagged(1, dot, encoder),
            Self::Answered => encoder.tag(2),
            Self::Refused(reason) => encode_tagged(3, reason, encoder),
        }
    }
}

impl Canonical for ClockOwner {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::Leader(leader) => encode_tagged(1, leader, encoder),
            Self::Client(client) => encode_tagged(2, client, encoder),
        }
    }
}

impl Canonical for DeliveryOverride {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::ArriveAt(at) => {
                encoder.tag(1);
                encoder.number(at.0);
            }
            Self::Lost => encoder.tag(2),
            Self::Duplicated => encoder.tag(3),
        }
    }
}

impl Canonical for (Dot, RemovalReason) {
    fn encode(&self, encoder: &mut Encoder) {
        self.0.encode(encoder);
        encoder.tag(self.1 as u8);
    }
}

impl Canonical for IgnoreReason {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::NoSuchLeader(leader) => encode_tagged(1, leader, encoder),
            Self::NoSuchClient(client) => encode_tagged(2, client, encoder),
            Self::LeaderExists(leader) => encode_tagged(3, leader, encoder),
            Self::AlreadyDown(leader) => encode_tagged(4, leader, encoder),
            Self::AlreadyUp(leader) => encode_tagged(5, leader, encoder),
            Self::NoChange => encoder.tag(6),
            Self::TooManyLeaders => encoder.tag(7),
            Self::IdRetired(leader) => encode_tagged(8, leader, encoder),
            Self::NoSuchWrite(dot) => encode_tagged(9, dot, encoder),
            Self::NoHomes => encoder.tag(10),
            Self::LinkNotBlocked(link) => encode_tagged(11, link, encoder),
            Self::StillJoining(leader) => encode_tagged(12, leader, encoder),
            Self::NoSuchLink(link) => encode_tagged(13, link, encoder),
            Self::NotInFlight(link, dot) => encode_link_and_dot(14, link, dot, encoder),
            Self::AlreadyArrived(link, dot) => encode_link_and_dot(15, link, dot, encoder),
            Self::NotInFuture(at) => {
                encoder.tag(16);
                encoder.number(at.0);
            }
            Self::AlreadyLost(link, dot) => encode_link_and_dot(17, link, dot, encoder),
            Self::AlreadyDuplicated(link, dot) => encode_link_and_dot(18, link, dot, encoder),
            Self::OriginIsMember(dot) => encode_tagged(20, dot, encoder),
            Self::NeverWritten(dot) => encode_tagged(21, dot, encoder),
        }
    }
}
