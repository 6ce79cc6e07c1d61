//! What ties a record to others: where it happened, which client was told, what it brought and what it set out.

use replication::{ClientId, Dot, Event, LeaderId, LinkId, Message, Whose, WhyRefused};

use super::requests::Asked;

/// What carries knowledge from one record to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Parcel {
    Message(Message),
    Snapshot(LinkId),
    Request(u64),
    Answer(Dot),
}

/// The ties of one record.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ties {
    /// The leader where it happened. It follows from all that happened there before.
    pub at: Option<LeaderId>,
    /// The client that asked for it, and so handed on what it had been told.
    pub asks: Option<ClientId>,
    /// The client that was told of it.
    pub tells: Option<ClientId>,
    pub takes: Option<Parcel>,
    pub gives: Option<Parcel>,
}

impl Ties {
    /// The ties of an event; `asked` says whether a client stood there and asked for it.
    ///
    /// What a person does to the whole run, such as a cut, belongs to nobody and has no ties. Nor has it a
    /// record what two leaders tell each other when a link between them opens.
    pub(super) fn of(event: &Event, asked: Asked) -> Self {
        let carried =
            |at, message: &Message| Self { at: Some(at), ..Self::taking(Parcel::Message(*message)) };
        match event {
            Event::Accepted { leader, write, .. } => {
                let gives = Some(Parcel::Answer(write.dot));
                Self { at: Some(*leader), gives, ..Self::answering(write.client, asked) }
            }
            // Nobody but the client knows of these.
            Event::Refused { client, why: WhyRefused::Down | WhyRefused::NotThere, .. }
            | Event::ClockSet { whose: Whose::Client(client), .. } => {
                Self { asks: Some(*client), tells: Some(*client), ..Self::default() }
            }
            Event::Refused { leader, client, .. } => {
                Self { at: Some(*leader), tells: Some(*client), ..Self::answering(Some(*client), asked) }
            }
            Event::Answered { leader, client, .. } => {
                Self { at: Some(*leader), ..Self::answering(Some(*client), asked) }
            }
            Event::Sent { message } => {
                let gives = Some(Parcel::Message(*message));
                Self { at: Some(message.link.from), gives, ..Self::default() }
            }
            // Links double messages, and people take them in hand: no leader knows of it.
            Event::Duplicated { message } => {
                let original = Message { copy: false, ..*message };
                let gives = Some(Parcel::Message(*message));
                Self { gives, ..Self::taking(Parcel::Message(original)) }
            }
            Event::Intervened { message, .. } => {
                let same = Parcel::Message(*message);
                Self { gives: Some(same), ..Self::taking(same) }
            }
            Event::Held { message } | Event::Delivered { message } => carried(message.link.to, message),
            Event::Lost { message } | Event::Stopped { message, .. } => Self::at(message.link.from),
            Event::Forwarded { request } => {
                let same = Parcel::Request(request.number);
                let asks = (asked == Asked::Here).then_some(request.client);
                Self { at: Some(request.link.from), asks, gives: Some(same), ..Self::taking(same) }
            }
            Event::Returned { request, dot } => {
                let (at, tells) = (Some(request.link.to), Some(request.client));
                Self { at, tells, ..Self::taking(Parcel::Answer(*dot)) }
            }
            Event::SnapshotSent { link, .. } => {
                Self { gives: Some(Parcel::Snapshot(*link)), ..Self::at(link.from) }
            }
            Event::SnapshotLoaded(link) => {
                Self { at: Some(link.to), ..Self::taking(Parcel::Snapshot(*link)) }
            }
            Event::SnapshotStopped(link) => Self::at(link.from),
            Event::ClockSet { whose: Whose::Leader(leader), .. } => Self::at(*leader),
            Event::LinkGoesOn(link) => Self::at(link.to),
            other => other.leader().map_or_else(Self::default, Self::at),
        }
    }

    fn at(leader: LeaderId) -> Self {
        Self { at: Some(leader), ..Self::default() }
    }

    fn taking(parcel: Parcel) -> Self {
        Self { takes: Some(parcel), ..Self::default() }
    }

    /// A request that was passed on is answered where it was asked, by a record of its own.
    fn answering(client: Option<ClientId>, asked: Asked) -> Self {
        match asked {
            Asked::Here => Self { asks: client, tells: client, ..Self::default() },
            Asked::Elsewhere(number) => Self::taking(Parcel::Request(number)),
            Asked::Before => Self { tells: client, ..Self::default() },
        }
    }

    /// Whether it happened somewhere, or to something on its way.
    pub(super) fn is_any(&self) -> bool {
        self.at.is_some() || self.tells.is_some() || self.takes.is_some() || self.gives.is_some()
    }
}
