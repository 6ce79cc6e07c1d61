//! Reasons in events: why a request, a message, a write or a command did not take effect.

use std::fmt;

use crate::id::{ClientId, LeaderId, LinkId};
use crate::operation::Inapplicable;
use crate::time::Micros;
use crate::versions::Dot;

/// Why a leader refused a client's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalReason {
    /// The leader is down.
    Down,
    /// The leader has left, or has not joined yet.
    NotAMember,
    /// The leader is joining and waits for its snapshot.
    CatchingUp,
    /// The operation does not apply to the stored value.
    Inapplicable(Inapplicable),
    /// The key's home is another leader.
    NotHome(LeaderId),
    /// The key's home did not respond in time.
    NoAnswer(LeaderId),
    /// The key's home is moving, and the new home must wait before it accepts writes.
    HomeMoving,
    /// The leader is leaving: it only sends what it has applied.
    Leaving,
    /// The leader has not applied everything that the client has seen.
    SessionBehind,
    /// The leader had not applied everything that the client has seen when the request timed out.
    SessionTimeout,
    /// No response to the client's last attempt came in time, and it gave up.
    ClientTimeout,
}

impl RefusalReason {
    /// Whether the request got no answer, rather than a refusal: its client cannot know whether it was executed (SEMANTICS
    /// P5). Of a leader that is down or not a member the client knows that nothing can.
    #[must_use]
    pub const fn is_unanswered(self) -> bool {
        match self {
            Self::NoAnswer(_) | Self::ClientTimeout => true,
            Self::Down
            | Self::NotAMember
            | Self::CatchingUp
            | Self::Inapplicable(_)
            | Self::NotHome(_)
            | Self::HomeMoving
            | Self::Leaving
            | Self::SessionBehind
            | Self::SessionTimeout => false,
        }
    }

    /// Whether the leader could serve no client at all, so that a client avoids it.
    pub(crate) const fn is_unavailable(self) -> bool {
        matches!(self, Self::Down | Self::NotAMember | Self::CatchingUp | Self::Leaving)
    }

    /// Whether another attempt may fare better: not if the operation does not apply to the stored value.
    pub(crate) const fn may_be_retried(self) -> bool {
        !matches!(self, Self::Inapplicable(_))
    }
}

/// Why a leader dropped a delivered write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropReason {
    /// It has already passed through the receiver.
    AlreadyPassed,
    /// The receiver has already applied or buffered its dot.
    AlreadyApplied,
}

/// What a message that has arrived waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// Messages that were sent before it and have not arrived.
    EarlierMessages,
    /// Its turn: the receiver is busy with what came before.
    Turn,
    /// The link is blocked by a write that cannot be applied.
    BlockedLink,
}

/// Why a message was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// The link was cut.
    Cut,
    /// One end of the link crashed.
    Down,
    /// The link was removed from the topology.
    Removed,
}

/// Why a command was ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IgnoreReason {
    /// No such leader is a member at this time.
    NoSuchLeader(LeaderId),
    /// The run has no such client.
    NoSuchClient(ClientId),
    /// A member already has this id.
    LeaderExists(LeaderId),
    /// The leader is already down.
    AlreadyDown(LeaderId),
    /// The leader is already up.
    AlreadyUp(LeaderId),
    /// The command would change nothing: for example, the link is already cut.
    NoChange,
    /// The limit on leaders is reached.
    TooManyLeaders,
    /// A leader with this id has left. Reusing the id would reuse its dots.
    IdRetired(LeaderId),
    /// The context names a write that does not exist yet.
    NoSuchWrite(Dot),
    /// Keys have no homes under this policy.
    NoHomes,
    /// No write blocks the link.
    LinkNotBlocked(LinkId),
    /// The leader is joining and waits for its snapshot.
    StillJoining(LeaderId),
    /// The topology has no such link.
    NoSuchLink(LinkId),
    /// No message on the link matches.
    NotInFlight(LinkId, Dot),
    /// The message has arrived and is buffered at the receiver.
    AlreadyArrived(LinkId, Dot),
    /// The requested arrival time is not in the future.
    NotInFuture(Micros),
    /// The message is lost, so it cannot be duplicated.
    AlreadyLost(LinkId, Dot),
    /// The message already has a duplicate, or is one.
    AlreadyDuplicated(LinkId, Dot),
    /// The write can still arrive: its origin has not left.
    OriginIsMember(Dot),
    /// There is no such write: its origin left without having accepted it.
    NeverWritten(Dot),
}

/// What a leader did with a write that it could not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureAction {
    /// It skipped the write.
    Skipped,
    /// It stored the value anyway.
    Upserted,
    /// It buffered the write.
    Buffered,
    /// It blocked the link that delivers the write.
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
            Self::IdRetired(leader) => write!(f, "{leader} has left, and its ID cannot be reused"),
            Self::NoSuchWrite(dot) => write!(f, "the context names {dot}, which does not exist yet"),
            Self::NoHomes => write!(f, "keys have no homes under this policy"),
            Self::LinkNotBlocked(link) => write!(f, "no write blocks {link}"),
            Self::StillJoining(leader) => write!(f, "{leader} has not caught up yet"),
            Self::NoSuchLink(link) => write!(f, "there is no link {link}"),
            Self::NotInFlight(link, dot) => write!(f, "no such message with {dot} is in flight on {link}"),
            Self::AlreadyArrived(link, dot) => {
                write!(f, "the message with {dot} is already at the end of {link}")
            }
            Self::NotInFuture(at) => {
                write!(f, "a message can only arrive in the future, and {at} has passed")
            }
            Self::AlreadyLost(link, dot) => {
                write!(f, "the message with {dot} was already dropped on {link}")
            }
            Self::AlreadyDuplicated(link, dot) => {
                write!(f, "the message with {dot} on {link} already has a copy")
            }
            Self::OriginIsMember(dot) => write!(f, "{dot} can still arrive: {} has not left", dot.leader),
            Self::NeverWritten(dot) => {
                write!(f, "there is no write {dot}: {} left without accepting it", dot.leader)
            }
        }
    }
}
