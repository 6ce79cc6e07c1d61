//! What is in flight between leaders: messages, forwarded requests and their answers, and snapshots.

use replication::{DeliveryState, LeaderId, LinkId, Message, Micros, RequestPhase, Transmission, World};

/// Something in flight on a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InFlight {
    /// What is in flight.
    pub payload: Payload,
    /// The link it travels on.
    pub link: LinkId,
    /// Its progress along the link.
    pub course: Course,
}

/// What is in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// A replication message.
    Message(Message),
    /// A client's request that this leader forwarded.
    Request(LeaderId),
    /// The answer to a request that this leader forwarded.
    Answer(LeaderId),
    /// A snapshot of this leader's store.
    Snapshot(LeaderId),
}

/// The progress of something in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Sent at the first instant, arrives at the second.
    Arrives(Micros, Micros),
    /// Sent at the first instant and lost; retransmitted at the second.
    Lost(Micros, Micros),
    /// Held at the receiver until earlier messages have arrived, or it is its turn.
    Buffered,
}

impl InFlight {
    /// A message in flight; `None` if it is stopped.
    #[must_use]
    pub fn message(link: LinkId, sent: &Transmission) -> Option<Self> {
        let course = match sent.state {
            DeliveryState::InFlight { sent_at, arrives_at } => Course::Arrives(sent_at, arrives_at),
            DeliveryState::WillBeLost { sent_at, resend_at } => Course::Lost(sent_at, resend_at),
            DeliveryState::Buffered | DeliveryState::Queued => Course::Buffered,
            DeliveryState::Stopped => return None,
        };
        Some(Self { payload: Payload::Message(sent.message(link)), link, course })
    }
}

/// Every message in flight, in link order.
pub fn messages_in_flight(world: &World) -> impl Iterator<Item = InFlight> {
    world.messages_in_transit().filter_map(|(link, sent)| InFlight::message(link, sent))
}

/// Every forwarded request, and every answer on its way back.
pub fn requests_in_flight(world: &World) -> impl Iterator<Item = InFlight> {
    world.forwarded_requests.values().filter_map(|request| {
        let (payload, from, to) = match &request.phase {
            RequestPhase::ToHome { sent_at, arrives_at } => {
                (Payload::Request(request.origin), *sent_at, *arrives_at)
            }
            RequestPhase::ToOrigin { sent_at, arrives_at, .. } => {
                (Payload::Answer(request.origin), *sent_at, *arrives_at)
            }
            RequestPhase::WaitsAtHome | RequestPhase::Undeliverable => return None,
        };
        Some(InFlight { payload, link: request.message.link, course: Course::Arrives(from, to) })
    })
}

/// Every snapshot in flight to a joining leader.
pub fn snapshots_in_flight(world: &World) -> impl Iterator<Item = InFlight> {
    world.pending_snapshots.iter().filter_map(|(to, snapshot)| {
        let transfer = snapshot.transfer.as_ref()?;
        Some(InFlight {
            payload: Payload::Snapshot(snapshot.source),
            link: LinkId::new(snapshot.source, *to),
            course: Course::Arrives(transfer.sent_at, transfer.arrives_at),
        })
    })
}
