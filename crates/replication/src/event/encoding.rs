//! Events as rows of bytes, for the fingerprint and for draws.

use crate::canonical::{Canonical, Encoder};
use crate::clock_owner::ClockOwner;
use crate::event::{Event, IgnoreReason, Record, RefusalReason, RequestMessage};
use crate::id::LinkId;
use crate::leader::BufferReason;
use crate::message::DeliveryOverride;
use crate::message::Message;
use crate::policy::RemovalReason;
use crate::value::Value;
use crate::versions::Dot;

impl Canonical for Message {
    fn encode(&self, sink: &mut dyn Encoder) {
        self.link.encode(sink);
        self.dot.encode(sink);
        sink.number(u64::from(self.hops));
        // Released before there were copies: what is none is fed as it was.
        sink.number(u64::from(self.attempt) | u64::from(self.copy) << 32);
    }
}

impl Canonical for Record {
    fn encode(&self, sink: &mut dyn Encoder) {
        sink.number(self.at.0);
        self.event.encode(sink);
    }
}

/// Tags are for ever: a new event takes a new number, and none is given away again.
impl Canonical for Event {
    #[expect(clippy::too_many_lines, reason = "one arm per variant")]
    fn encode(&self, sink: &mut dyn Encoder) {
        match self {
            Self::Accepted { leader, write, observed } => {
                sink.tag(if write.is_plain() { 1 } else { 26 });
                leader.encode(sink);
                write.encode(sink);
                observed.encode(sink);
            }
            Self::Refused { leader, client, key, reason } => {
                sink.tag(2);
                leader.encode(sink);
                client.encode(sink);
                sink.text(key.as_str());
                reason.encode(sink);
            }
            Self::Answered { leader, client, key, versions, reading, context } => {
                sink.tag(if reading.is_none() { 3 } else { 28 });
                leader.encode(sink);
                client.encode(sink);
                sink.text(key.as_str());
                let dots: Vec<Dot> = versions.iter().map(|version| version.dot).collect();
                dots.encode(sink);
                context.encode(sink);
                encode_if_some(reading.as_ref(), sink);
            }
            Self::Applied { leader, write, via, kept, removed, reading } => {
                sink.tag(if reading.is_none() { 4 } else { 27 });
                leader.encode(sink);
                write.dot.encode(sink);
                via.encode(sink);
                kept.encode(sink);
                removed.encode(sink);
                encode_if_some(reading.as_ref(), sink);
            }
            Self::Sent { message } => encode_tagged(5, message, sink),
            Self::Lost { message } => encode_tagged(6, message, sink),
            Self::Buffered { message } => encode_tagged(7, message, sink),
            Self::Stopped { message, reason } => {
                encode_tagged(8, message, sink);
                sink.tag(*reason as u8);
            }
            Self::Delivered { message } => encode_tagged(9, message, sink),
            Self::Dropped { leader, dot, reason } => {
                encode_tagged(10, leader, sink);
                dot.encode(sink);
                sink.tag(*reason as u8);
            }
            Self::Duplicated { message } => encode_tagged(29, message, sink),
            Self::WriteBuffered { leader, dot, reason } => {
                encode_tagged(30, leader, sink);
                dot.encode(sink);
                match reason {
                    BufferReason::Dependencies => sink.tag(0),
                    BufferReason::Inapplicable(misfit) => sink.tag(1 + *misfit as u8),
                }
            }
            Self::Inapplicable { leader, dot, reason, action } => {
                encode_tagged(31, leader, sink);
                dot.encode(sink);
                sink.tag(*reason as u8);
                sink.tag(*action as u8);
            }
            Self::LinkResumed(link) => encode_tagged(33, link, sink),
            Self::Merged { leader, write, sources } => {
                encode_tagged(34, leader, sink);
                write.encode(sink);
                sources.encode(sink);
            }
            Self::MergeFailed { leader, key, sources, error } => {
                encode_tagged(35, leader, sink);
                sink.text(key.as_str());
                sources.encode(sink);
                sink.text(&error.to_string());
            }
            Self::RequestForwarded { request } => encode_tagged(36, request, sink),
            Self::RequestAnswered { request, dot } => {
                encode_tagged(37, request, sink);
                dot.encode(sink);
            }
            Self::HomeAssigned { leader, write, .. } => {
                encode_tagged(38, leader, sink);
                write.encode(sink);
            }
            Self::TombstoneRemoved { leader, key, dot } => {
                encode_tagged(39, leader, sink);
                sink.text(key.as_str());
                dot.encode(sink);
            }
            Self::SnapshotSent { link, writes } => {
                encode_tagged(40, link, sink);
                sink.number(*writes);
            }
            Self::SnapshotLoaded(link) => encode_tagged(41, link, sink),
            Self::SnapshotInterrupted(link) => encode_tagged(42, link, sink),
            Self::ReplicationChanged => sink.tag(43),
            Self::MessageOverridden { message, delivery } => {
                encode_tagged(44, message, sink);
                delivery.encode(sink);
            }
            Self::Crashed(leader) => encode_tagged(11, leader, sink),
            Self::Restarted(leader) => encode_tagged(12, leader, sink),
            Self::Cut(link) => encode_tagged(13, link, sink),
            Self::Healed(link) => encode_tagged(14, link, sink),
            Self::LinkAdded(link) => encode_tagged(15, link, sink),
            Self::LinkRemoved(link) => encode_tagged(16, link, sink),
            Self::TopologyChanged => sink.tag(17),
            Self::PolicyChanged => sink.tag(18),
            Self::LinksChanged => sink.tag(19),
            Self::ClockSet { owner, clock } => {
                encode_tagged(20, owner, sink);
                sink.signed(clock.offset.0);
                sink.signed(i64::from(clock.drift_ppm));
            }
            Self::Moved(leader) => encode_tagged(21, leader, sink),
            Self::Joined(leader) => encode_tagged(22, leader, sink),
            Self::Left(leader) => encode_tagged(23, leader, sink),
            Self::Ignored(why) => encode_tagged(24, why, sink),
            Self::Halted => sink.tag(25),
        }
    }
}

fn encode_tagged(tag: u8, what: &dyn Canonical, sink: &mut dyn Encoder) {
    sink.tag(tag);
    what.encode(sink);
}

fn encode_link_and_dot(tag: u8, link: &LinkId, dot: &Dot, sink: &mut dyn Encoder) {
    encode_tagged(tag, link, sink);
    dot.encode(sink);
}

fn encode_if_some(value: Option<&Value>, sink: &mut dyn Encoder) {
    if let Some(value) = value {
        value.encode(sink);
    }
}

impl Canonical for RequestMessage {
    fn encode(&self, sink: &mut dyn Encoder) {
        sink.number(self.number);
        self.link.encode(sink);
        self.client.encode(sink);
        sink.text(self.key.as_str());
    }
}

impl Canonical for RefusalReason {
    fn encode(&self, sink: &mut dyn Encoder) {
        match self {
            Self::Down => sink.tag(0),
            Self::NotAMember => sink.tag(1),
            Self::CatchingUp => sink.tag(2),
            Self::Inapplicable(misfit) => {
                sink.tag(3);
                sink.tag(*misfit as u8);
            }
            Self::NotHome(home) => encode_tagged(4, home, sink),
            Self::NoAnswer(home) => encode_tagged(5, home, sink),
            Self::HomeMoving => sink.tag(6),
        }
    }
}

impl Canonical for ClockOwner {
    fn encode(&self, sink: &mut dyn Encoder) {
        match self {
            Self::Leader(leader) => encode_tagged(1, leader, sink),
            Self::Client(client) => encode_tagged(2, client, sink),
        }
    }
}

impl Canonical for DeliveryOverride {
    fn encode(&self, sink: &mut dyn Encoder) {
        match self {
            Self::ArriveAt(at) => {
                sink.tag(1);
                sink.number(at.0);
            }
            Self::Lost => sink.tag(2),
            Self::Duplicated => sink.tag(3),
        }
    }
}

impl Canonical for (Dot, RemovalReason) {
    fn encode(&self, sink: &mut dyn Encoder) {
        self.0.encode(sink);
        sink.tag(self.1 as u8);
    }
}

impl Canonical for IgnoreReason {
    fn encode(&self, sink: &mut dyn Encoder) {
        match self {
            Self::NoSuchLeader(leader) => encode_tagged(1, leader, sink),
            Self::NoSuchClient(client) => encode_tagged(2, client, sink),
            Self::LeaderExists(leader) => encode_tagged(3, leader, sink),
            Self::AlreadyDown(leader) => encode_tagged(4, leader, sink),
            Self::AlreadyUp(leader) => encode_tagged(5, leader, sink),
            Self::NoChange => sink.tag(6),
            Self::TooManyLeaders => sink.tag(7),
            Self::IdRetired(leader) => encode_tagged(8, leader, sink),
            Self::NoSuchWrite(dot) => encode_tagged(9, dot, sink),
            Self::NoHomes => sink.tag(10),
            Self::LinkNotBlocked(link) => encode_tagged(11, link, sink),
            Self::StillJoining(leader) => encode_tagged(12, leader, sink),
            Self::NoSuchLink(link) => encode_tagged(13, link, sink),
            Self::NotInFlight(link, dot) => encode_link_and_dot(14, link, dot, sink),
            Self::AlreadyArrived(link, dot) => encode_link_and_dot(15, link, dot, sink),
            Self::NotInFuture(at) => {
                sink.tag(16);
                sink.number(at.0);
            }
            Self::AlreadyLost(link, dot) => encode_link_and_dot(17, link, dot, sink),
            Self::AlreadyDuplicated(link, dot) => encode_link_and_dot(18, link, dot, sink),
        }
    }
}
