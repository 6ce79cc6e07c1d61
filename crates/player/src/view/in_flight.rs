//! What is in flight between leaders: messages, forwarded requests and their answers, and snapshots.

use replication::{DeliveryState, LeaderId, LinkId, Message, Micros, RequestPhase, Transmission};

use crate::frame::Frame;

/// One thing in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InFlight {
    /// What it is.
    pub payload: Payload,
    /// From where to where it goes.
    pub link: LinkId,
    /// How it moves.
    pub course: Course,
}

/// What is in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// A message of the log.
    Message(Message),
    /// A client's request that this leader passed on.
    Request(LeaderId),
    /// The answer to a request that this leader passed on.
    Answer(LeaderId),
    /// A snapshot of this leader's store.
    Snapshot(LeaderId),
}

/// How something in flight moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It leaves at the first instant and arrives at the second.
    Arrives(Micros, Micros),
    /// It leaves at the first instant and is lost; it is sent again at the second.
    Lost(Micros, Micros),
    /// It is at its receiver, held until what was sent before it is there.
    Buffered,
}

impl InFlight {
    /// A message as it is under way; none if it is stopped.
    fn message(link: LinkId, sent: &Transmission) -> Option<Self> {
        let course = match sent.state {
            DeliveryState::InFlight { sent_at, arrives_at } => Course::Arrives(sent_at, arrives_at),
            DeliveryState::WillBeLost { sent_at, resend_at } => Course::Lost(sent_at, resend_at),
            DeliveryState::Buffered => Course::Buffered,
            DeliveryState::Stalled => return None,
        };
        Some(Self { payload: Payload::Message(sent.message(link)), link, course })
    }
}

impl Frame {
    /// Every message in flight, in the order of links.
    pub fn messages_in_flight(&self) -> impl Iterator<Item = InFlight> {
        self.world().messages_in_transit().filter_map(|(link, sent)| InFlight::message(link, sent))
    }

    /// One message; none if it is not in flight.
    #[must_use]
    pub fn message_in_flight(&self, message: Message) -> Option<InFlight> {
        let channel = self.world().link_states.get(&message.link)?;
        let mut sent = channel.pending.values().chain(channel.duplicates.values());
        InFlight::message(message.link, sent.find(|sent| sent.message(message.link) == message)?)
    }

    /// Every request of a client that is passed on, and every answer on its way back.
    pub fn requests_in_flight(&self) -> impl Iterator<Item = InFlight> {
        self.world().forwarded_requests.values().filter_map(|request| {
            let (payload, from, to) = match &request.phase {
                RequestPhase::ToHome { sent_at, arrives_at } => {
                    (Payload::Request(request.origin), *sent_at, *arrives_at)
                }
                RequestPhase::ToOrigin { sent_at, arrives_at, .. } => {
                    (Payload::Answer(request.origin), *sent_at, *arrives_at)
                }
                RequestPhase::Undeliverable => return None,
            };
            Some(InFlight { payload, link: request.message.link, course: Course::Arrives(from, to) })
        })
    }

    /// Every snapshot on its way to a leader that joins.
    pub fn snapshots_in_flight(&self) -> impl Iterator<Item = InFlight> {
        self.world().pending_snapshots.iter().filter_map(|(to, snapshot)| {
            let copy = snapshot.transfer.as_ref()?;
            Some(InFlight {
                payload: Payload::Snapshot(snapshot.source),
                link: LinkId::new(snapshot.source, *to),
                course: Course::Arrives(copy.sent_at, copy.arrives_at),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PlaybackAction, Player};

    #[test]
    fn a_message_is_in_flight_from_when_it_is_sent_until_it_arrives() {
        let mut player = Player::new(scenario::default_scenario());
        let first = *player.timeline().message_spans().front().unwrap();
        player.act(PlaybackAction::Seek(first.starts_at));
        let found = player.frame().message_in_flight(first.message).unwrap();
        assert_eq!((found.payload, found.link), (Payload::Message(first.message), first.message.link));
        assert!(player.frame().messages_in_flight().any(|message| message == found));
        player.act(PlaybackAction::Seek(first.outcome.unwrap().0));
        assert_eq!(player.frame().message_in_flight(first.message), None);
    }
}
