//! What happened, as it is recorded: the facts, ground truth included.

use std::fmt;
use std::sync::Arc;

use crate::canonical::{Canonical, Sink};
use crate::clock::Clock;
use crate::command::Whose;
use crate::id::{ClientId, LeaderId, LinkId};
use crate::limits::ITEMS_PER_EVENT;
use crate::policy::Fate;
use crate::time::Micros;
use crate::value::Key;
use crate::versions::{CausalContext, Dot};
use crate::write::Write;

/// An event and its true instant. Records of a run are in one total order; of one instant, in the order of cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it happened.
    pub at: Micros,
    /// What happened.
    pub event: Event,
}

/// One message on one link, named by what it is, so that the name still fits after an edit elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// The link that carries it.
    pub link: LinkId,
    /// The write that it brings.
    pub dot: Dot,
    /// How many links the write has passed when this arrives.
    pub hops: u32,
    /// The how-manieth time it is sent, from 1.
    pub attempt: u32,
}

/// Why a client got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyRefused {
    /// The leader is down.
    Down,
    /// The leader is not there: it has left, or has not joined yet.
    NotThere,
}

/// Why a delivered write changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyDropped {
    /// It bears the receiver's own mark: it has come round.
    OwnMark,
    /// Its dot is known: it has been applied already.
    AlreadyApplied,
}

/// Why a message did not get through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyStopped {
    /// The link was cut.
    Cut,
    /// One end went down.
    Down,
    /// The link was taken away.
    Removed,
}

/// Why a command did nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyIgnored {
    /// The leader is not there.
    NoSuchLeader(LeaderId),
    /// The client is not there.
    NoSuchClient(ClientId),
    /// A leader of that id is there already.
    LeaderThere(LeaderId),
    /// The leader is down already.
    DownAlready(LeaderId),
    /// The leader is up already.
    UpAlready(LeaderId),
    /// It is so already: cut, whole, linked or not linked.
    SoAlready,
    /// There can be no more leaders.
    TooManyLeaders,
    /// A leader of that id has left. It cannot come back: its dots would be given out twice.
    IdUsedUp(LeaderId),
    /// The context names a write that is not there yet.
    NoSuchWrite(Dot),
}

impl fmt::Display for WhyIgnored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchLeader(leader) => write!(f, "there is no leader {leader} at this instant"),
            Self::NoSuchClient(client) => write!(f, "there is no client {client}"),
            Self::LeaderThere(leader) => write!(f, "there is a leader {leader} already"),
            Self::DownAlready(leader) => write!(f, "{leader} is down already"),
            Self::UpAlready(leader) => write!(f, "{leader} is up already"),
            Self::SoAlready => write!(f, "it is so already"),
            Self::TooManyLeaders => write!(f, "there are as many leaders as there can be"),
            Self::IdUsedUp(leader) => write!(f, "{leader} has left, and its id cannot be used again"),
            Self::NoSuchWrite(dot) => write!(f, "the context names {dot}, which is not written yet"),
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A leader accepted a write, and acknowledged it to the client.
    Accepted {
        /// Where.
        leader: LeaderId,
        /// The write.
        write: Arc<Write>,
        /// The versions of the key that the client had last seen: ground truth for causality.
        saw: Vec<Dot>,
    },
    /// A client asked and got no answer.
    Refused {
        /// Whom it asked.
        leader: LeaderId,
        /// Who asked.
        client: ClientId,
        /// For which key.
        key: Key,
        /// Why there was none.
        why: WhyRefused,
    },
    /// A leader answered a read.
    Answered {
        /// Which.
        leader: LeaderId,
        /// Who asked.
        client: ClientId,
        /// For which key.
        key: Key,
        /// The versions returned.
        versions: Vec<Arc<Write>>,
        /// The causal context handed out with them.
        context: CausalContext,
    },
    /// A leader put a write through its policy, at once or on delivery.
    Applied {
        /// Which.
        leader: LeaderId,
        /// The write.
        write: Arc<Write>,
        /// The link it came by; none where it was accepted.
        via: Option<LinkId>,
        /// What the leader keeps of the key now, in the order of dots.
        kept: Vec<Dot>,
        /// What it no longer keeps, or never did, in the order of dots.
        gone: Vec<(Dot, Fate)>,
    },
    /// A message set out.
    Sent {
        /// Which.
        message: Message,
    },
    /// The sender had no answer to a message in time: the link had lost it.
    Lost {
        /// Which.
        message: Message,
    },
    /// A message came before one that was sent before it, and is held until that is there.
    Held {
        /// Which.
        message: Message,
    },
    /// A message will not arrive; its write is sent again from the log when the link is open.
    Stopped {
        /// Which.
        message: Message,
        /// What stopped it.
        why: WhyStopped,
    },
    /// A message was handed over to its receiver.
    Delivered {
        /// Which.
        message: Message,
    },
    /// A delivered write changed nothing.
    Dropped {
        /// Who dropped it.
        leader: LeaderId,
        /// The write's name.
        dot: Dot,
        /// Why.
        why: WhyDropped,
    },
    /// A leader went down.
    Crashed(LeaderId),
    /// A leader is up again.
    Restarted(LeaderId),
    /// A direction was cut.
    Cut(LinkId),
    /// A cut was mended.
    Healed(LinkId),
    /// A link was added.
    LinkAdded(LinkId),
    /// A link was taken away.
    LinkRemoved(LinkId),
    /// The topology was changed.
    TopologyChanged,
    /// The policy was changed.
    PolicyChanged,
    /// The behaviour of links was changed.
    LinksChanged,
    /// A clock was set.
    ClockSet {
        /// Whose.
        whose: Whose,
        /// How it goes now.
        clock: Clock,
    },
    /// A leader was put elsewhere.
    Moved(LeaderId),
    /// A leader joined.
    Joined(LeaderId),
    /// A leader left.
    Left(LeaderId),
    /// A command did nothing.
    Ignored(WhyIgnored),
    /// The run has as many events as a run may have, and stops here.
    Halted,
}

impl Canonical for Message {
    fn feed(&self, sink: &mut dyn Sink) {
        self.link.feed(sink);
        self.dot.feed(sink);
        sink.number(u64::from(self.hops));
        sink.number(u64::from(self.attempt));
    }
}

impl Canonical for Record {
    fn feed(&self, sink: &mut dyn Sink) {
        sink.number(self.at.0);
        self.event.feed(sink);
    }
}

/// Tags are for ever: a new event takes a new number, and none is given away again.
impl Canonical for Event {
    fn feed(&self, sink: &mut dyn Sink) {
        match self {
            Self::Accepted { leader, write, saw } => {
                sink.tag(1);
                leader.feed(sink);
                write.feed(sink);
                saw.feed(sink);
            }
            Self::Refused { leader, client, key, why } => {
                sink.tag(2);
                leader.feed(sink);
                client.feed(sink);
                sink.text(key.as_str());
                sink.tag(*why as u8);
            }
            Self::Answered { leader, client, key, versions, context } => {
                sink.tag(3);
                leader.feed(sink);
                client.feed(sink);
                sink.text(key.as_str());
                let dots: Vec<Dot> = versions.iter().map(|version| version.dot).collect();
                dots.feed(sink);
                context.feed(sink);
            }
            Self::Applied { leader, write, via, kept, gone } => {
                sink.tag(4);
                leader.feed(sink);
                write.dot.feed(sink);
                via.feed(sink);
                kept.feed(sink);
                gone.feed(sink);
            }
            Self::Sent { message } => feed_tagged(5, message, sink),
            Self::Lost { message } => feed_tagged(6, message, sink),
            Self::Held { message } => feed_tagged(7, message, sink),
            Self::Stopped { message, why } => {
                feed_tagged(8, message, sink);
                sink.tag(*why as u8);
            }
            Self::Delivered { message } => feed_tagged(9, message, sink),
            Self::Dropped { leader, dot, why } => {
                feed_tagged(10, leader, sink);
                dot.feed(sink);
                sink.tag(*why as u8);
            }
            other => other.feed_change(sink),
        }
    }
}

impl Event {
    /// What the event counts for towards the limit of a run: one, and more if it carries long lists, so that no
    /// run can fill the memory by lists instead of events.
    pub(crate) fn weight(&self) -> u64 {
        let items = match self {
            Self::Accepted { write, saw, .. } => saw.len() + write.context.len(),
            Self::Answered { versions, context, .. } => versions.len() + context.len(),
            Self::Applied { kept, gone, .. } => kept.len() + gone.len(),
            _ => 0,
        };
        1 + items as u64 / ITEMS_PER_EVENT
    }

    /// The events that change the world rather than the data in it.
    fn feed_change(&self, sink: &mut dyn Sink) {
        match self {
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
            data => unreachable!("{data:?} is fed with the data"),
        }
    }
}

fn feed_tagged(tag: u8, what: &dyn Canonical, sink: &mut dyn Sink) {
    sink.tag(tag);
    what.feed(sink);
}

impl Canonical for Whose {
    fn feed(&self, sink: &mut dyn Sink) {
        match self {
            Self::Leader(leader) => feed_tagged(1, leader, sink),
            Self::Client(client) => feed_tagged(2, client, sink),
        }
    }
}

impl Canonical for (Dot, Fate) {
    fn feed(&self, sink: &mut dyn Sink) {
        self.0.feed(sink);
        sink.tag(self.1 as u8);
    }
}

impl Canonical for WhyIgnored {
    fn feed(&self, sink: &mut dyn Sink) {
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
        }
    }
}
