//! Events as rows of bytes, for the fingerprint and for draws.

use crate::canonical::{Canonical, Encoder};
use crate::clock_owner::ClockOwner;
use crate::event::{Event, IgnoreReason, Record, RefusalReason, Request};
use crate::id::LinkId;
use crate::leader::WaitReason;
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
            Self::Accepted { leader, write, observed: saw } => {
                sink.tag(if write.is_plain() { 1 } else { 26 });
                leader.encode(sink);
                write.encode(sink);
                saw.encode(sink);
            }
            Self::Refused { leader, client, key, why } => {
                sink.tag(2);
                leader.encode(sink);
                client.encode(sink);
                sink.text(key.as_str());
                why.encode(sink);
            }
            Self::Answered { leader, client, key, versions, reading, context } => {
                sink.tag(if reading.is_none() { 3 } else { 28 });
                leader.encode(sink);
                client.encode(sink);
                sink.text(key.as_str());
                let dots: Vec<Dot> = versions.iter().map(|version| version.dot).collect();
                dots.encode(sink);
                context.encode(sink);
                feed_some(reading.as_ref(), sink);
            }
            Self::Applied { leader, write, via, kept, removed: gone, reading } => {
                sink.tag(if reading.is_none() { 4 } else { 27 });
                leader.encode(sink);
                write.dot.encode(sink);
                via.encode(sink);
                kept.encode(sink);
                gone.encode(sink);
                feed_some(reading.as_ref(), sink);
            }
            Self::Sent { message } => feed_tagged(5, message, sink),
            Self::Lost { message } => feed_tagged(6, message, sink),
            Self::Buffered { message } => feed_tagged(7, message, sink),
            Self::Stopped { message, why } => {
                feed_tagged(8, message, sink);
                sink.tag(*why as u8);
            }
            Self::Delivered { message } => feed_tagged(9, message, sink),
            Self::Dropped { leader, dot, why } => {
                feed_tagged(10, leader, sink);
                dot.encode(sink);
                sink.tag(*why as u8);
            }
            Self::Duplicated { message } => feed_tagged(29, message, sink),
            Self::WriteBuffered { leader, dot, why } => {
                feed_tagged(30, leader, sink);
                dot.encode(sink);
                match why {
                    WaitReason::Dependencies => sink.tag(0),
                    WaitReason::Misfit(misfit) => sink.tag(1 + *misfit as u8),
                }
            }
            Self::Inapplicable { leader, dot, misfit, handled } => {
                feed_tagged(31, leader, sink);
                dot.encode(sink);
                sink.tag(*misfit as u8);
                sink.tag(*handled as u8);
            }
            Self::LinkResumed(link) => feed_tagged(33, link, sink),
            Self::Merged { leader, write, of } => {
                feed_tagged(34, leader, sink);
                write.encode(sink);
                of.encode(sink);
            }
            Self::MergeFailed { leader, key, of, fault } => {
                feed_tagged(35, leader, sink);
                sink.text(key.as_str());
                of.encode(sink);
                sink.text(&fault.to_string());
            }
            Self::Forwarded { request } => feed_tagged(36, request, sink),
            Self::Returned { request, dot } => {
                feed_tagged(37, request, sink);
                dot.encode(sink);
            }
            Self::Assigned { leader, write, .. } => {
                feed_tagged(38, leader, sink);
                write.encode(sink);
            }
            Self::TombstoneDropped { leader, key, dot } => {
                feed_tagged(39, leader, sink);
                sink.text(key.as_str());
                dot.encode(sink);
            }
            Self::SnapshotSent { link, writes } => {
                feed_tagged(40, link, sink);
                sink.number(*writes);
            }
            Self::SnapshotLoaded(link) => feed_tagged(41, link, sink),
            Self::SnapshotStopped(link) => feed_tagged(42, link, sink),
            Self::ReplicationChanged => sink.tag(43),
            Self::MessageOverridden { message, then } => {
                feed_tagged(44, message, sink);
                then.encode(sink);
            }
            Self::Crashed(leader) => feed_tagged(11, leader, sink),
            Self::Restarted(leader) => feed_tagged(12, leader, sink),
            Self::Cut(link) => feed_tagged(13, link, sink),
            Self::Healed(link) => feed_tagged(14, link, sink),
            Self::LinkAdded(link) => feed_tagged(15, link, sink),
            Self::LinkRemoved(link) => feed_tagged(16, link, sink),
            Self::TopologyChanged => sink.tag(17),
            Self::PolicyChanged => sink.tag(18),
            Self::LinksChanged => sink.tag(19),
            Self::ClockSet { whose, clock } => {
                feed_tagged(20, whose, sink);
                sink.signed(clock.offset.0);
                sink.signed(i64::from(clock.drift_ppm));
            }
            Self::Moved(leader) => feed_tagged(21, leader, sink),
            Self::Joined(leader) => feed_tagged(22, leader, sink),
            Self::Left(leader) => feed_tagged(23, leader, sink),
            Self::Ignored(why) => feed_tagged(24, why, sink),
            Self::Halted => sink.tag(25),
        }
    }
}

fn feed_tagged(tag: u8, what: &dyn Canonical, sink: &mut dyn Encoder) {
    sink.tag(tag);
    what.encode(sink);
}

fn feed_message(tag: u8, link: &LinkId, dot: &Dot, sink: &mut dyn Encoder) {
    feed_tagged(tag, link, sink);
    dot.encode(sink);
}

fn feed_some(value: Option<&Value>, sink: &mut dyn Encoder) {
    if let Some(value) = value {
        value.encode(sink);
    }
}

impl Canonical for Request {
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
            Self::NotThere => sink.tag(1),
            Self::CatchingUp => sink.tag(2),
            Self::Misfit(misfit) => {
                sink.tag(3);
                sink.tag(*misfit as u8);
            }
            Self::NotHome(home) => feed_tagged(4, home, sink),
            Self::NoAnswer(home) => feed_tagged(5, home, sink),
            Self::Moving => sink.tag(6),
        }
    }
}

impl Canonical for ClockOwner {
    fn encode(&self, sink: &mut dyn Encoder) {
        match self {
            Self::Leader(leader) => feed_tagged(1, leader, sink),
            Self::Client(client) => feed_tagged(2, client, sink),
        }
    }
}

impl Canonical for DeliveryOverride {
    fn encode(&self, sink: &mut dyn Encoder) {
        match self {
            Self::Arrives(at) => {
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
            Self::NoSuchLeader(leader) => feed_tagged(1, leader, sink),
            Self::NoSuchClient(client) => feed_tagged(2, client, sink),
            Self::LeaderThere(leader) => feed_tagged(3, leader, sink),
            Self::DownAlready(leader) => feed_tagged(4, leader, sink),
            Self::UpAlready(leader) => feed_tagged(5, leader, sink),
            Self::SoAlready => sink.tag(6),
            Self::TooManyLeaders => sink.tag(7),
            Self::IdUsedUp(leader) => feed_tagged(8, leader, sink),
            Self::NoSuchWrite(dot) => feed_tagged(9, dot, sink),
            Self::NoHomes => sink.tag(10),
            Self::NotStopped(link) => feed_tagged(11, link, sink),
            Self::StillJoining(leader) => feed_tagged(12, leader, sink),
            Self::NoSuchLink(link) => feed_tagged(13, link, sink),
            Self::NotUnderWay(link, dot) => feed_message(14, link, dot, sink),
            Self::ThereAlready(link, dot) => feed_message(15, link, dot, sink),
            Self::NotLater(at) => {
                sink.tag(16);
                sink.number(at.0);
            }
            Self::LostAlready(link, dot) => feed_message(17, link, dot, sink),
            Self::CopiedAlready(link, dot) => feed_message(18, link, dot, sink),
        }
    }
}
