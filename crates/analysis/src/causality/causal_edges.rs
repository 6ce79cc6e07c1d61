//! The causal edges of a record: its leader, the clients involved, and what it receives and sends.

use replication::{
    AttemptId, ClientId, ClockOwner, Dot, Event, LeaderId, LinkId, Message, RefusalReason, ResponseKind,
};

use super::request_origin::RequestOrigin;

/// What carries knowledge from one record to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Carrier {
    Message(Message),
    Snapshot(LinkId),
    Request(u64),
    Answer(Dot),
    Attempt(AttemptId),
    Response(u64, LeaderId),
}

/// What connects one record causally with others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CausalEdges {
    /// The leader where it happened; everything earlier there precedes it.
    pub leader: Option<LeaderId>,
    /// The client that requested it and so passed on what it had learned.
    pub from_client: Option<ClientId>,
    /// The client that learned of it.
    pub to_client: Option<ClientId>,
    pub receives: Option<Carrier>,
    pub sends: Option<Carrier>,
}

impl CausalEdges {
    /// The edges of an event; `asked` says where a client requested it.
    ///
    /// Changes to the whole run, such as a cut, belong to no leader and have no edges. What two leaders exchange when
    /// their link opens is not recorded, and so has none either.
    pub(super) fn of(event: &Event, asked: RequestOrigin) -> Self {
        let carried =
            |at, message: &Message| Self { leader: Some(at), ..Self::receiving(Carrier::Message(*message)) };
        if let Some(edges) = Self::of_network(event, asked) {
            return edges;
        }
        match event {
            Event::Accepted { leader, write, .. } => {
                let gives = Some(Carrier::Answer(write.dot));
                Self { leader: Some(*leader), sends: gives, ..Self::answering(write.client, asked) }
            }
            // Only the client knows of these.
            Event::Refused { client, reason: RefusalReason::Down | RefusalReason::NotAMember, .. }
            | Event::ClockSet { owner: ClockOwner::Client(client), .. } => {
                Self { from_client: Some(*client), to_client: Some(*client), ..Self::default() }
            }
            Event::Refused { leader, client, .. } => Self {
                leader: Some(*leader),
                to_client: Some(*client),
                ..Self::answering(Some(*client), asked)
            },
            Event::RequestWaiting { leader, client, .. } => {
                Self { to_client: None, leader: Some(*leader), ..Self::answering(Some(*client), asked) }
            }
            Event::Answered { leader, client, .. } => {
                Self { leader: Some(*leader), ..Self::answering(Some(*client), asked) }
            }
            Event::Sent { message } => {
                let gives = Some(Carrier::Message(*message));
                Self { leader: Some(message.link.from), sends: gives, ..Self::default() }
            }
            // Duplication and overrides happen on the link: no leader knows of them.
            Event::Duplicated { message } => {
                let original = Message { is_duplicate: false, ..*message };
                let gives = Some(Carrier::Message(*message));
                Self { sends: gives, ..Self::receiving(Carrier::Message(original)) }
            }
            Event::MessageOverridden { message, .. } => {
                let same = Carrier::Message(*message);
                Self { sends: Some(same), ..Self::receiving(same) }
            }
            Event::Buffered { message, .. } | Event::Delivered { message } => {
                carried(message.link.to, message)
            }
            Event::RequestForwarded { request } => {
                let same = Carrier::Request(request.number);
                let asks = (asked == RequestOrigin::Here).then_some(request.client);
                Self {
                    leader: Some(request.link.from),
                    from_client: asks,
                    sends: Some(same),
                    ..Self::receiving(same)
                }
            }
            Event::RequestAnswered { request, dot } => {
                let tells = Some(request.client).filter(|_| request.attempt.is_none());
                let at = Some(request.link.to);
                Self { leader: at, to_client: tells, ..Self::receiving(Carrier::Answer(*dot)) }
            }
            Event::SnapshotSent { link, .. } => {
                Self { sends: Some(Carrier::Snapshot(*link)), ..Self::at_leader(link.from) }
            }
            Event::SnapshotLoaded(link) => {
                Self { leader: Some(link.to), ..Self::receiving(Carrier::Snapshot(*link)) }
            }
            other => other.site().leader().map_or_else(Self::default, Self::at_leader),
        }
    }

    /// The edges of an event on the way between a client and a leader; none for all others.
    fn of_network(event: &Event, asked: RequestOrigin) -> Option<Self> {
        Some(match event {
            // Only the client knows that it gave up.
            Event::Refused { client, reason: RefusalReason::ClientTimeout, .. } => {
                Self { from_client: Some(*client), to_client: Some(*client), ..Self::default() }
            }
            Event::Refused { leader, request: Some(request), .. }
            | Event::Answered { leader, request: Some(request), .. }
                if asked == RequestOrigin::Remote =>
            {
                let sends = Some(Carrier::Response(*request, *leader));
                Self { leader: Some(*leader), sends, ..Self::default() }
            }
            Event::RequestSent { attempt } => {
                let (client, sends) = (Some(attempt.client), Some(Carrier::Attempt(attempt.id)));
                Self { from_client: client, to_client: client, sends, ..Self::default() }
            }
            Event::RequestArrived { attempt, .. } => {
                Self { leader: Some(attempt.leader), ..Self::receiving(Carrier::Attempt(attempt.id)) }
            }
            Event::RetryRecognised { leader, dot, .. } => {
                Self { leader: Some(*leader), sends: Some(Carrier::Answer(*dot)), ..Self::default() }
            }
            Event::ResponseReceived { attempt, response } => {
                let carrier = match response {
                    ResponseKind::Acknowledged(dot) => Carrier::Answer(*dot),
                    ResponseKind::Answered | ResponseKind::Refused(_) => {
                        Carrier::Response(attempt.id.request, attempt.leader)
                    }
                };
                let client = Some(attempt.client);
                Self { from_client: client, to_client: client, ..Self::receiving(carrier) }
            }
            Event::RequestTimedOut { attempt } => {
                let client = Some(attempt.client);
                Self { from_client: client, to_client: client, ..Self::default() }
            }
            _ => return None,
        })
    }

    fn at_leader(leader: LeaderId) -> Self {
        Self { leader: Some(leader), ..Self::default() }
    }

    fn receiving(carrier: Carrier) -> Self {
        Self { receives: Some(carrier), ..Self::default() }
    }

    /// A forwarded request is answered at its origin, by a record of its own.
    fn answering(client: Option<ClientId>, asked: RequestOrigin) -> Self {
        match asked {
            RequestOrigin::Here => Self { from_client: client, to_client: client, ..Self::default() },
            RequestOrigin::Forwarded(number) => Self::receiving(Carrier::Request(number)),
            RequestOrigin::Earlier => Self { to_client: client, ..Self::default() },
            RequestOrigin::Remote => Self::default(),
        }
    }

    /// Whether the record has any edge.
    pub(super) fn is_any(&self) -> bool {
        self.leader.is_some() || self.to_client.is_some() || self.receives.is_some() || self.sends.is_some()
    }
}
