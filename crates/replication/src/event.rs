//! What happened, as it is recorded: the facts, ground truth included.

use std::fmt;
use std::sync::Arc;

use crate::canonical::{Canonical, Sink};
use crate::clock::Clock;
use crate::command::Whose;
use crate::id::{ClientId, LeaderId, LinkId};
use crate::leader::WhyWaiting;
use crate::limits::ITEMS_PER_EVENT;
use crate::operation::Misfit;
use crate::policy::Fate;
use crate::script::ScriptFault;
use crate::time::Micros;
use crate::value::{Key, Value};
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
    /// Whether the link made it of another.
    pub copy: bool,
}

/// Why a client got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyRefused {
    /// The leader is down.
    Down,
    /// The leader is not there: it has left, or has not joined yet.
    NotThere,
    /// The leader has joined and has not caught up yet.
    CatchingUp,
    /// What is asked for cannot be done to what there is.
    Misfit(Misfit),
    /// The key has its home elsewhere.
    NotHome(LeaderId),
    /// The key's home gave no answer.
    NoAnswer(LeaderId),
    /// The key is on its way to another home, which must wait before it accepts writes.
    Moving,
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
    /// Keys have no homes under this policy.
    NoHomes,
    /// No write stops the link.
    NotStopped(LinkId),
    /// The leader has not caught up yet.
    StillJoining(LeaderId),
}

/// What was done with a write that could not be carried out where it came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handled {
    /// It was left out.
    Skipped,
    /// Its value was put all the same.
    Upserted,
    /// It waits.
    Waits,
    /// It stops the link.
    StopsLink,
}

/// What stands for a client's request on its way between leaders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its number in the run.
    pub number: u64,
    /// The way that it goes.
    pub link: LinkId,
    /// Who asks.
    pub client: ClientId,
    /// For which key.
    pub key: Key,
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
            Self::NoHomes => write!(f, "keys have no homes under this policy"),
            Self::NotStopped(link) => write!(f, "no write stops {link}"),
            Self::StillJoining(leader) => write!(f, "{leader} has not caught up yet"),
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
        /// What they are read as, where that is not what each of them wrote.
        reading: Option<Value>,
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
        /// What is read there now, where that is not what each version wrote.
        reading: Option<Value>,
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
    /// A link made a copy of a message.
    Duplicated {
        /// The copy.
        message: Message,
    },
    /// A delivered write is kept until it can be applied.
    Waits {
        /// Who keeps it.
        leader: LeaderId,
        /// The write's name.
        dot: Dot,
        /// What it waits for.
        why: WhyWaiting,
    },
    /// A write could not be carried out on what there is.
    Misfits {
        /// Where.
        leader: LeaderId,
        /// The write's name.
        dot: Dot,
        /// Why.
        misfit: Misfit,
        /// What was done with it.
        handled: Handled,
    },
    /// A link that was stopped by a write goes on.
    LinkGoesOn(LinkId),
    /// A leader made one version of several.
    Merged {
        /// Which leader.
        leader: LeaderId,
        /// What it made, as a write of its own.
        write: Arc<Write>,
        /// What it made it of, in the order of dots.
        of: Vec<Dot>,
    },
    /// A leader could not make one version of several, and keeps them all.
    MergeFailed {
        /// Which leader.
        leader: LeaderId,
        /// Of which key.
        key: Key,
        /// The versions, in the order of dots.
        of: Vec<Dot>,
        /// Why.
        fault: ScriptFault,
    },
    /// A leader passed a client's request on to the key's home.
    Forwarded {
        /// The request.
        request: Request,
    },
    /// A home's answer came back to the leader that the client had asked, which handed it on.
    Returned {
        /// The request, with the way that the answer went.
        request: Request,
        /// The write that it came to.
        dot: Dot,
    },
    /// A leader learned of a new home.
    Assigned {
        /// Who learned.
        leader: LeaderId,
        /// The key, or how keys begin, before a `*`.
        key: Key,
        /// The new home.
        home: LeaderId,
        /// The assignment, as a write of its own.
        write: Arc<Write>,
    },
    /// A leader dropped a tombstone, and with it all that it knew of the key.
    TombstoneDropped {
        /// Who.
        leader: LeaderId,
        /// Of which key.
        key: Key,
        /// The tombstone.
        dot: Dot,
    },
    /// A leader sent a snapshot to one that joins.
    SnapshotSent {
        /// The way it goes.
        link: LinkId,
        /// How many writes it holds.
        writes: u64,
    },
    /// A leader that joins begins with the snapshot that came.
    SnapshotLoaded(LinkId),
    /// A snapshot did not get through; it is sent again when the way is open.
    SnapshotStopped(LinkId),
    /// The switches of replication were changed.
    ReplicationChanged,
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
        // Released before there were copies: what is none is fed as it was.
        sink.number(u64::from(self.attempt) | u64::from(self.copy) << 32);
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
                sink.tag(if write.is_plain() { 1 } else { 26 });
                leader.feed(sink);
                write.feed(sink);
                saw.feed(sink);
            }
            Self::Refused { leader, client, key, why } => {
                sink.tag(2);
                leader.feed(sink);
                client.feed(sink);
                sink.text(key.as_str());
                why.feed(sink);
            }
            Self::Answered { leader, client, key, versions, reading, context } => {
                sink.tag(if reading.is_none() { 3 } else { 28 });
                leader.feed(sink);
                client.feed(sink);
                sink.text(key.as_str());
                let dots: Vec<Dot> = versions.iter().map(|version| version.dot).collect();
                dots.feed(sink);
                context.feed(sink);
                feed_some(reading.as_ref(), sink);
            }
            Self::Applied { leader, write, via, kept, gone, reading } => {
                sink.tag(if reading.is_none() { 4 } else { 27 });
                leader.feed(sink);
                write.dot.feed(sink);
                via.feed(sink);
                kept.feed(sink);
                gone.feed(sink);
                feed_some(reading.as_ref(), sink);
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
            Self::Duplicated { message } => feed_tagged(29, message, sink),
            other => other.feed_apart(sink),
        }
    }
}

impl Event {
    /// What the event counts for towards the limit of a run: one, and more if it carries long lists, so that no
    /// run can fill the memory by lists instead of events.
    pub(crate) fn weight(&self) -> u64 {
        let items = match self {
            Self::Accepted { write, saw, .. } => saw.len() + write.items(),
            Self::Merged { write, of, .. } => of.len() + write.items(),
            Self::MergeFailed { of, .. } => of.len(),
            Self::Answered { versions, context, .. } => versions.len() + context.len(),
            Self::Applied { kept, gone, .. } => kept.len() + gone.len(),
            _ => 0,
        };
        1 + items as u64 / ITEMS_PER_EVENT
    }

    /// The events that make this more than plain replication.
    fn feed_apart(&self, sink: &mut dyn Sink) {
        match self {
            Self::Waits { leader, dot, why } => {
                feed_tagged(30, leader, sink);
                dot.feed(sink);
                match why {
                    WhyWaiting::Dependencies => sink.tag(0),
                    WhyWaiting::Misfit(misfit) => sink.tag(1 + *misfit as u8),
                }
            }
            Self::Misfits { leader, dot, misfit, handled } => {
                feed_tagged(31, leader, sink);
                dot.feed(sink);
                sink.tag(*misfit as u8);
                sink.tag(*handled as u8);
            }
            Self::LinkGoesOn(link) => feed_tagged(33, link, sink),
            Self::Merged { leader, write, of } => {
                feed_tagged(34, leader, sink);
                write.feed(sink);
                of.feed(sink);
            }
            Self::MergeFailed { leader, key, of, fault } => {
                feed_tagged(35, leader, sink);
                sink.text(key.as_str());
                of.feed(sink);
                sink.text(&fault.to_string());
            }
            Self::Forwarded { request } => feed_tagged(36, request, sink),
            Self::Returned { request, dot } => {
                feed_tagged(37, request, sink);
                dot.feed(sink);
            }
            Self::Assigned { leader, write, .. } => {
                feed_tagged(38, leader, sink);
                write.feed(sink);
            }
            Self::TombstoneDropped { leader, key, dot } => {
                feed_tagged(39, leader, sink);
                sink.text(key.as_str());
                dot.feed(sink);
            }
            Self::SnapshotSent { link, writes } => {
                feed_tagged(40, link, sink);
                sink.number(*writes);
            }
            Self::SnapshotLoaded(link) => feed_tagged(41, link, sink),
            Self::SnapshotStopped(link) => feed_tagged(42, link, sink),
            Self::ReplicationChanged => sink.tag(43),
            other => other.feed_change(sink),
        }
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

fn feed_some(value: Option<&Value>, sink: &mut dyn Sink) {
    if let Some(value) = value {
        value.feed(sink);
    }
}

impl Canonical for Request {
    fn feed(&self, sink: &mut dyn Sink) {
        sink.number(self.number);
        self.link.feed(sink);
        self.client.feed(sink);
        sink.text(self.key.as_str());
    }
}

impl Canonical for WhyRefused {
    fn feed(&self, sink: &mut dyn Sink) {
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
            Self::NoHomes => sink.tag(10),
            Self::NotStopped(link) => feed_tagged(11, link, sink),
            Self::StillJoining(leader) => feed_tagged(12, leader, sink),
        }
    }
}
