//! Where an event happens, and which write it is about: each event is classified here, once.

use crate::clock_owner::ClockOwner;
use crate::event::{ClientAttempt, Event, ResponseKind};
use crate::id::{ClientId, LeaderId, LinkId};
use crate::versions::Dot;

/// Where an event happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventSite {
    /// At a leader.
    Leader(LeaderId),
    /// At the leader that sends over this link.
    Sender(LinkId),
    /// At the leader that receives over this link.
    Receiver(LinkId),
    /// On a link, where no leader knows of it.
    Link(LinkId),
    /// In a clock, set by the user.
    Clock(ClockOwner),
    /// At a client.
    Client(ClientId),
    /// In the run as a whole.
    Run,
}

impl EventSite {
    /// The leader that takes part in the event, if one does.
    #[must_use]
    pub fn leader(self) -> Option<LeaderId> {
        match self {
            Self::Leader(leader) | Self::Clock(ClockOwner::Leader(leader)) => Some(leader),
            Self::Sender(link) => Some(link.from),
            Self::Receiver(link) => Some(link.to),
            Self::Link(_) | Self::Clock(ClockOwner::Client(_)) | Self::Client(_) | Self::Run => None,
        }
    }
}

impl Event {
    /// Where it happens.
    #[must_use]
    pub fn site(&self) -> EventSite {
        match self {
            Self::Accepted { leader, .. }
            | Self::Refused { leader, .. }
            | Self::Answered { leader, .. }
            | Self::RequestWaiting { leader, .. }
            | Self::RequestArrived { attempt: ClientAttempt { leader, .. }, .. }
            | Self::RetryRecognised { leader, .. }
            | Self::Purged { leader, .. }
            | Self::Applied { leader, .. }
            | Self::Dropped { leader, .. }
            | Self::WriteBuffered { leader, .. }
            | Self::Inapplicable { leader, .. }
            | Self::Merged { leader, .. }
            | Self::MergeFailed { leader, .. }
            | Self::HomeAssigned { leader, .. }
            | Self::TombstoneRemoved { leader, .. }
            | Self::Crashed(leader)
            | Self::Restarted(leader)
            | Self::Moved(leader)
            | Self::Joined(leader)
            | Self::Draining(leader)
            | Self::Left(leader) => EventSite::Leader(*leader),
            Self::Sent { message } | Self::Lost { message } | Self::Stopped { message, .. } => {
                EventSite::Sender(message.link)
            }
            Self::RequestForwarded { request } => EventSite::Sender(request.link),
            Self::SnapshotSent { link, .. } | Self::SnapshotInterrupted(link) => EventSite::Sender(*link),
            Self::Buffered { message, .. } | Self::Delivered { message } => EventSite::Receiver(message.link),
            Self::RequestAnswered { request, .. } => EventSite::Receiver(request.link),
            Self::SnapshotLoaded(link) | Self::LinkResumed(link) => EventSite::Receiver(*link),
            Self::Duplicated { message } | Self::MessageOverridden { message, .. } => {
                EventSite::Link(message.link)
            }
            Self::Cut(link) | Self::Healed(link) | Self::LinkAdded(link) | Self::LinkRemoved(link) => {
                EventSite::Link(*link)
            }
            Self::ClockSet { owner, .. } => EventSite::Clock(*owner),
            Self::RequestSent { attempt }
            | Self::ResponseReceived { attempt, .. }
            | Self::RequestTimedOut { attempt } => EventSite::Client(attempt.client),
            Self::ReplicationChanged
            | Self::TopologyChanged
            | Self::PolicyChanged
            | Self::LinksChanged
            | Self::Ignored(_)
            | Self::Halted => EventSite::Run,
        }
    }

    /// The leader at which it happened, if it concerns one leader and nothing between leaders.
    #[must_use]
    pub fn leader(&self) -> Option<LeaderId> {
        match self.site() {
            EventSite::Leader(leader) => Some(leader),
            EventSite::Sender(_)
            | EventSite::Receiver(_)
            | EventSite::Link(_)
            | EventSite::Clock(_)
            | EventSite::Client(_)
            | EventSite::Run => None,
        }
    }

    /// The write that it is about, or that its message carries; none if it is about no write, or about several alike.
    #[must_use]
    pub fn dot(&self) -> Option<Dot> {
        match self {
            Self::Accepted { write, .. }
            | Self::Applied { write, .. }
            | Self::Merged { write, .. }
            | Self::HomeAssigned { write, .. } => Some(write.dot),
            Self::Sent { message }
            | Self::Lost { message }
            | Self::Buffered { message, .. }
            | Self::Stopped { message, .. }
            | Self::Delivered { message }
            | Self::Duplicated { message }
            | Self::MessageOverridden { message, .. } => Some(message.dot),
            Self::Dropped { dot, .. }
            | Self::WriteBuffered { dot, .. }
            | Self::Inapplicable { dot, .. }
            | Self::RequestAnswered { dot, .. }
            | Self::RetryRecognised { dot, .. }
            | Self::ResponseReceived { response: ResponseKind::Acknowledged(dot), .. }
            | Self::TombstoneRemoved { dot, .. }
            | Self::Purged { dot, .. } => Some(*dot),
            Self::Refused { .. }
            | Self::Answered { .. }
            | Self::RequestWaiting { .. }
            | Self::RequestSent { .. }
            | Self::RequestArrived { .. }
            | Self::ResponseReceived {
                response: ResponseKind::Answered | ResponseKind::Refused(_), ..
            }
            | Self::RequestTimedOut { .. }
            | Self::MergeFailed { .. }
            | Self::RequestForwarded { .. }
            | Self::LinkResumed(_)
            | Self::SnapshotSent { .. }
            | Self::SnapshotLoaded(_)
            | Self::SnapshotInterrupted(_)
            | Self::ReplicationChanged
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
            | Self::Draining(_)
            | Self::Left(_)
            | Self::Ignored(_)
            | Self::Halted => None,
        }
    }
}
