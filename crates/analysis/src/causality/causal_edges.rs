//! What ties a record to others: where it happened, which client was told, what it brought and what it set out.

use replication::{ClientId, ClockOwner, Dot, Event, LeaderId, LinkId, Message, RefusalReason};

use super::request_origin::RequestOrigin;

/// What carries knowledge from one record to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Carrier {
    Message(Message),
    Snapshot(LinkId),
    Request(u64),
    Answer(Dot),
}

/// The ties of one record.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CausalEdges {
    /// The leader where it happened. It follows from all that happened there before.
    pub at: Option<LeaderId>,
    /// The client that asked for it, and so handed on what it had been told.
    pub asks: Option<ClientId>,
    /// The client that was told of it.
    pub tells: Option<ClientId>,
    pub takes: Option<Carrier>,
    pub gives: Option<Carrier>,
}

impl CausalEdges {
    /// The ties of an event; `asked` says whether a client stood there and asked for it.
    ///
    /// What a person does to the whole run, such as a cut, belongs to nobody and has no ties. Nor has it a
    /// record what two leaders tell each other when a link between them opens.
    pub(super) fn of(event: &Event, asked: RequestOrigin) -> Self {
        let carried =
            |at, message: &Message| Self { at: Some(at), ..Self::taking(Carrier::Message(*message)) };
        match event {
            Event::Accepted { leader, write, .. } => {
                let gives = Some(Carrier::Answer(write.dot));
                Self { at: Some(*leader), gives, ..Self::answering(write.client, asked) }
            }
            // Nobody but the client knows of these.
            Event::Refused { client, reason: RefusalReason::Down | RefusalReason::NotAMember, .. }
            | Event::ClockSet { owner: ClockOwner::Client(client), .. } => {
                Self { asks: Some(*client), tells: Some(*client), ..Self::default() }
            }
            Event::Refused { leader, client, .. } => {
                Self { at: Some(*leader), tells: Some(*client), ..Self::answering(Some(*client), asked) }
            }
            Event::Answered { leader, client, .. } => {
                Self { at: Some(*leader), ..Self::answering(Some(*client), asked) }
            }
            Event::Sent { message } => {
                let gives = Some(Carrier::Message(*message));
                Self { at: Some(message.link.from), gives, ..Self::default() }
            }
            // Links double messages, and people take them in hand: no leader knows of it.
            Event::Duplicated { message } => {
                let original = Message { copy: false, ..*message };
                let gives = Some(Carrier::Message(*message));
                Self { gives, ..Self::taking(Carrier::Message(original)) }
            }
            Event::MessageOverridden { message, .. } => {
                let same = Carrier::Message(*message);
                Self { gives: Some(same), ..Self::taking(same) }
            }
            Event::Buffered { message } | Event::Delivered { message } => carried(message.link.to, message),
            Event::Lost { message } | Event::Stopped { message, .. } => Self::at(message.link.from),
            Event::RequestForwarded { request } => {
                let same = Carrier::Request(request.number);
                let asks = (asked == RequestOrigin::Here).then_some(request.client);
                Self { at: Some(request.link.from), asks, gives: Some(same), ..Self::taking(same) }
            }
            Event::RequestAnswered { request, dot } => {
                let (at, tells) = (Some(request.link.to), Some(request.client));
                Self { at, tells, ..Self::taking(Carrier::Answer(*dot)) }
            }
            Event::SnapshotSent { link, .. } => {
                Self { gives: Some(Carrier::Snapshot(*link)), ..Self::at(link.from) }
            }
            Event::SnapshotLoaded(link) => {
                Self { at: Some(link.to), ..Self::taking(Carrier::Snapshot(*link)) }
            }
            Event::SnapshotInterrupted(link) => Self::at(link.from),
            Event::ClockSet { owner: ClockOwner::Leader(leader), .. } => Self::at(*leader),
            Event::LinkResumed(link) => Self::at(link.to),
            other => other.leader().map_or_else(Self::default, Self::at),
        }
    }

    fn at(leader: LeaderId) -> Self {
        Self { at: Some(leader), ..Self::default() }
    }

    fn taking(parcel: Carrier) -> Self {
        Self { takes: Some(parcel), ..Self::default() }
    }

    /// A request that was passed on is answered where it was asked, by a record of its own.
    fn answering(client: Option<ClientId>, asked: RequestOrigin) -> Self {
        match asked {
            RequestOrigin::Here => Self { asks: client, tells: client, ..Self::default() },
            RequestOrigin::Elsewhere(number) => Self::taking(Carrier::Request(number)),
            RequestOrigin::Before => Self { tells: client, ..Self::default() },
        }
    }

    /// Whether it happened somewhere, or to something on its way.
    pub(super) fn is_any(&self) -> bool {
        self.at.is_some() || self.tells.is_some() || self.takes.is_some() || self.gives.is_some()
    }
}
