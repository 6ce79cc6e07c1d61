//! Why things happened otherwise than was asked for, and what was done about it.

use std::fmt;

use crate::id::{ClientId, LeaderId, LinkId};
use crate::operation::Inapplicable;
use crate::time::Micros;
use crate::versions::Dot;

/// Why a client got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalReason {
    /// The leader is down.
    Down,
    /// The leader is not there: it has left, or has not joined yet.
    NotAMember,
    /// The leader has joined and has not caught up yet.
    CatchingUp,
    /// What is asked for cannot be done to what there is.
    Inapplicable(Inapplicable),
    /// The key has its home elsewhere.
    NotHome(LeaderId),
    /// The key's home gave no answer.
    NoAnswer(LeaderId),
    /// The key is on its way to another home, which must wait before it accepts writes.
    HomeMoving,
}

/// Why a delivered write changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropReason {
    /// It bears the receiver's own mark: it has come round.
    AlreadyPassed,
    /// Its dot is known: it has been applied already.
    AlreadyApplied,
}

/// Why a message did not get through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// The link was cut.
    Cut,
    /// One end went down.
    Down,
    /// The link was taken away.
    Removed,
}

/// Why a command did nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IgnoreReason {
    /// The leader is not there.
    NoSuchLeader(LeaderId),
    /// The client is not there.
    NoSuchClient(ClientId),
    /// A leader of that id is there already.
    LeaderExists(LeaderId),
    /// The leader is down already.
    AlreadyDown(LeaderId),
    /// The leader is up already.
    AlreadyUp(LeaderId),
    /// It is so already: cut, whole, linked or not linked.
    NoChange,
    /// There can be no more leaders.
    TooManyLeaders,
    /// A leader of that id has left. It cannot come back: its dots would be given out twice.
    IdRetired(LeaderId),
    /// The context names a write that is not there yet.
    NoSuchWrite(Dot),
    /// Keys have no homes under this policy.
    NoHomes,
    /// No write stops the link.
    LinkNotBlocked(LinkId),
    /// The leader has not caught up yet.
    StillJoining(LeaderId),
    /// There is no such link.
    NoSuchLink(LinkId),
    /// No message that fits is under way.
    NotInFlight(LinkId, Dot),
    /// The message is at the receiver's door, held or stopped there.
    AlreadyArrived(LinkId, Dot),
    /// The instant at which the message should arrive has come or gone by.
    NotInFuture(Micros),
    /// The message is lost, and so cannot be doubled.
    AlreadyLost(LinkId, Dot),
    /// The link has made a copy of the message, or the message is that copy.
    AlreadyDuplicated(LinkId, Dot),
}

/// What was done with a write that could not be carried out where it came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureAction {
    /// It was left out.
    Skipped,
    /// Its value was put all the same.
    Upserted,
    /// It waits.
    Buffered,
    /// It stops the link.
    BlockedLink,
}

impl fmt::Display for IgnoreReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchLeader(leader) => write!(f, "there is no leader {leader} at this instant"),
            Self::NoSuchClient(client) => write!(f, "there is no client {client}"),
            Self::LeaderExists(leader) => write!(f, "there is already a leader {leader}"),
            Self::AlreadyDown(leader) => write!(f, "{leader} is already down"),
            Self::AlreadyUp(leader) => write!(f, "{leader} is already up"),
            Self::NoChange => write!(f, "already in that state"),
            Self::TooManyLeaders => write!(f, "leader limit reached"),
            Self::IdRetired(leader) => write!(f, "{leader} has left, and its id cannot be reused"),
            Self::NoSuchWrite(dot) => write!(f, "the context names {dot}, which does not exist yet"),
            Self::NoHomes => write!(f, "keys have no homes under this policy"),
            Self::LinkNotBlocked(link) => write!(f, "no write stops {link}"),
            Self::StillJoining(leader) => write!(f, "{leader} has not caught up yet"),
            Self::NoSuchLink(link) => write!(f, "there is no link {link}"),
            Self::NotInFlight(link, dot) => write!(f, "no such message with {dot} is in flight on {link}"),
            Self::AlreadyArrived(link, dot) => {
                write!(f, "the message with {dot} is already at the end of {link}")
            }
            Self::NotInFuture(at) => {
                write!(f, "a message can only arrive in the future, and {at} is past")
            }
            Self::AlreadyLost(link, dot) => {
                write!(f, "the message with {dot} was already dropped on {link}")
            }
            Self::AlreadyDuplicated(link, dot) => {
                write!(f, "the message with {dot} on {link} already has a copy")
            }
        }
    }
}
