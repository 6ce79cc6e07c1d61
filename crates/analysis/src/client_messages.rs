//! Clients away from leaders, and what is in flight between them: requests on their way, and responses on their way back.

use replication::{AttemptStage, ClientId, Latency, LeaderId, Micros, Place, World};

/// A request on its way to a leader, or a response on its way to its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientMessage {
    /// The client.
    pub client: ClientId,
    /// The leader.
    pub leader: LeaderId,
    /// Which of the two it is.
    pub kind: ClientMessageKind,
    /// When it was sent.
    pub sent_at: Micros,
    /// When it will arrive.
    pub arrives_at: Micros,
    /// Whether its client no longer waits for this attempt (SEMANTICS N4).
    pub is_abandoned: bool,
}

/// Which way a message between a client and a leader goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientMessageKind {
    /// From the client to the leader.
    Request,
    /// From the leader to the client.
    Response,
}

/// Every request and response in flight between a client and a leader, in the order of requests.
pub fn client_messages(world: &World) -> impl Iterator<Item = ClientMessage> {
    world.attempts.iter().filter_map(|(id, attempt)| {
        let (kind, sent_at, arrives_at) = match &attempt.stage {
            AttemptStage::ToLeader { sent_at, arrives_at } => {
                (ClientMessageKind::Request, *sent_at, *arrives_at)
            }
            AttemptStage::ToClient { sent_at, arrives_at, .. } => {
                (ClientMessageKind::Response, *sent_at, *arrives_at)
            }
            AttemptStage::AtLeader => return None,
        };
        let waits = world.open_requests.get(&id.request).is_some_and(|open| open.id() == *id);
        let (client, leader) = (attempt.attempt.client, attempt.attempt.leader);
        Some(ClientMessage { client, leader, kind, sent_at, arrives_at, is_abandoned: !waits })
    })
}

/// The clients whose requests take time on the way, each with its place, in order.
pub fn clients_elsewhere(world: &World) -> impl Iterator<Item = (ClientId, Place)> {
    let elsewhere = world.clients.iter().filter(|(_, client)| is_elsewhere(client.requests.latency));
    elsewhere.map(|(id, client)| (*id, client.place))
}

/// Whether the requests of a client with this latency take time on the way.
pub(crate) fn is_elsewhere(latency: Option<Latency>) -> bool {
    latency.is_some_and(|latency| latency != Latency::Fixed(Micros::ZERO))
}

#[cfg(test)]
mod tests {
    use scenario::Scenario;

    use super::*;

    fn messages_at(ms: u64) -> Vec<(ClientMessageKind, u64, u64, bool)> {
        let text = r#"{ "polyleader": 1, "leaders": [{ "id": "F" }],
            "clients": [{ "id": "ana", "at": "F", "requests": { "latency": { "fixed_ms": 20 }, "timeout_ms": 30, "retry": "same", "attempts": 2 } },
                        { "id": "ben", "at": "F" }],
            "commands": [{ "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } }] }"#;
        let mut run = Scenario::from_json(text).unwrap().simulation();
        run.run_until(Micros::from_ms(ms), &mut |_| {});
        assert_eq!(clients_elsewhere(run.world()).map(|(id, _)| id.to_string()).collect::<Vec<_>>(), ["ana"]);
        let messages = client_messages(run.world());
        messages.map(|it| (it.kind, it.sent_at.0 / 1_000, it.arrives_at.0 / 1_000, it.is_abandoned)).collect()
    }

    #[test]
    fn request_is_in_flight_to_the_leader_and_its_response_back() {
        use ClientMessageKind::{Request, Response};
        assert_eq!(messages_at(5), []);
        assert_eq!(messages_at(15), [(Request, 10, 30, false)]);
        assert_eq!(messages_at(35), [(Response, 30, 50, false)]);
        // The client timed out at 40 ms, and sent a second attempt.
        assert_eq!(messages_at(45), [(Response, 30, 50, true), (Request, 40, 60, false)]);
    }
}
