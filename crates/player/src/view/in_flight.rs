//! What is in flight: messages, forwarded requests and their answers, and snapshots between leaders; requests and
//! responses between clients and leaders.

use analysis::{ClientMessage, InFlight};
use replication::{ClientId, Message, Place};

use crate::frame::Frame;

impl Frame {
    /// Every message in flight, in link order.
    pub fn messages_in_flight(&self) -> impl Iterator<Item = InFlight> {
        analysis::messages_in_flight(self.world())
    }

    /// A message; `None` if it is not in flight.
    #[must_use]
    pub fn message_in_flight(&self, message: Message) -> Option<InFlight> {
        let channel = self.world().link_states.get(&message.link)?;
        let mut sent = channel.pending.values().chain(channel.duplicates.values());
        InFlight::message(message.link, sent.find(|sent| sent.message(message.link) == message)?)
    }

    /// Every forwarded request, and every answer on its way back.
    pub fn requests_in_flight(&self) -> impl Iterator<Item = InFlight> {
        analysis::requests_in_flight(self.world())
    }

    /// Every request and response in flight between a client and a leader.
    pub fn client_messages(&self) -> impl Iterator<Item = ClientMessage> {
        analysis::client_messages(self.world())
    }

    /// The clients whose requests take time on the way, each with its place.
    pub fn clients_elsewhere(&self) -> impl Iterator<Item = (ClientId, Place)> {
        analysis::clients_elsewhere(self.world())
    }

    /// Every snapshot in flight to a joining leader.
    pub fn snapshots_in_flight(&self) -> impl Iterator<Item = InFlight> {
        analysis::snapshots_in_flight(self.world())
    }
}

#[cfg(test)]
mod tests {
    use analysis::Payload;

    use crate::{PlaybackAction, Player};

    #[test]
    fn message_is_in_flight_from_send_to_arrival() {
        let mut player = Player::new(scenario::default_scenario());
        let first = player.timeline().message_span_by_number(0).unwrap();
        player.act(PlaybackAction::Seek(first.starts_at));
        let found = player.frame().message_in_flight(first.message).unwrap();
        assert_eq!((found.payload, found.link), (Payload::Message(first.message), first.message.link));
        assert!(player.frame().messages_in_flight().any(|message| message == found));
        player.act(PlaybackAction::Seek(first.outcome.unwrap().0));
        assert_eq!(player.frame().message_in_flight(first.message), None);
    }
}
