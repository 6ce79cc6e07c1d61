//! Requests of clients away from leaders, and the responses to them, from sending to end: each one line of the space-time
//! diagram (SEMANTICS N1, N4).

use std::collections::BTreeMap;

use replication::{
    AttemptId, AttemptStage, ClientAttempt, ClientSpec, Event, Latency, Micros, Record, RefusalReason,
    Simulation,
};
use timeline::Timeline;

use crate::client_messages::{ClientMessageKind, is_elsewhere};

/// A request on its way to a leader or a response on its way to its client, from sending to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientTransfer {
    /// Which attempt of which request.
    pub attempt: ClientAttempt,
    /// Whether it is the request or the response.
    pub kind: ClientMessageKind,
    /// When it was sent.
    pub sent_at: Micros,
    /// The number of the record of its sending.
    pub sent_record: Option<usize>,
    /// When it arrives, or would arrive.
    pub arrives_at: Micros,
    /// How it ends.
    pub end: ClientTransferEnd,
}

/// How a request or a response ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientTransferEnd {
    /// Its receiver gets it.
    Received,
    /// The leader is down, or has left: the request is lost.
    Lost,
    /// The client no longer waits for the response, and ignores it.
    Ignored,
    /// It is still on its way.
    InFlight,
}

impl ClientTransfer {
    /// Whether it belongs to a repeated request.
    #[must_use]
    pub fn is_retry(&self) -> bool {
        self.attempt.id.attempt > 1
    }
}

/// Whether the requests of this client take time on the way.
#[must_use]
pub fn is_away(client: &ClientSpec) -> bool {
    let by_place = client.place.map(|_| Latency::ByDistance);
    is_elsewhere(client.requests.latency.or(by_place))
}

/// The requests and responses of clients away from leaders that overlap a stretch of time, by sending.
#[must_use]
pub fn client_transfers(timeline: &Timeline, from: Micros, to: Micros) -> Vec<ClientTransfer> {
    if !timeline.clients().iter().any(is_away) {
        return Vec::new();
    }
    let mut follower = Follower::default();
    let mut run = match from {
        Micros::ZERO => Simulation::new(timeline.setup(), timeline.all_commands()),
        _ => timeline.run_at(from - Micros(1), None),
    };
    let mut records = Vec::new();
    follower.follow(timeline, &run, &records);
    while run.next_at().is_some_and(|at| at <= to) {
        records.clear();
        run.step(&mut |record| records.push(record));
        follower.follow(timeline, &run, &records);
    }
    let is_of_away = |transfer: &ClientTransfer| {
        timeline.clients().iter().any(|client| client.id == transfer.attempt.client && is_away(client))
    };
    follower.all.into_iter().filter(is_of_away).collect()
}

/// Follows attempts from step to step.
#[derive(Default)]
struct Follower {
    all: Vec<ClientTransfer>,
    /// The places of those in flight.
    open: BTreeMap<(AttemptId, bool), usize>,
}

impl Follower {
    /// Notes what was sent and what ended in a step with these records.
    fn follow(&mut self, timeline: &Timeline, run: &Simulation, records: &[Record]) {
        let world = run.world();
        let all = &mut self.all;
        self.open.retain(|(id, is_response), place| {
            let is_there = world
                .attempts
                .get(id)
                .is_some_and(|attempt| in_flight(&attempt.stage).is_some_and(|it| it.0 == *is_response));
            if !is_there {
                all[*place].end = end_of(*id, *is_response, records);
            }
            is_there
        });
        for (id, attempt) in &world.attempts {
            let Some((is_response, sent_at, arrives_at)) = in_flight(&attempt.stage) else {
                continue;
            };
            if self.open.contains_key(&(*id, is_response)) {
                continue;
            }
            self.open.insert((*id, is_response), all.len());
            let kind = if is_response { ClientMessageKind::Response } else { ClientMessageKind::Request };
            all.push(ClientTransfer {
                attempt: attempt.attempt.clone(),
                kind,
                sent_at,
                sent_record: sending_record(timeline, &attempt.attempt, kind, sent_at),
                arrives_at,
                end: ClientTransferEnd::InFlight,
            });
        }
    }
}

/// Whether an attempt is on its way back, when that was sent, and when it arrives; none while it is at its leader.
fn in_flight(stage: &AttemptStage) -> Option<(bool, Micros, Micros)> {
    match stage {
        AttemptStage::ToLeader { sent_at, arrives_at } => Some((false, *sent_at, *arrives_at)),
        AttemptStage::ToClient { sent_at, arrives_at, .. } => Some((true, *sent_at, *arrives_at)),
        AttemptStage::AtLeader => None,
    }
}

/// How a request or response ended in a step with these records.
fn end_of(id: AttemptId, is_response: bool, records: &[Record]) -> ClientTransferEnd {
    let is_received = |record: &Record| match &record.event {
        Event::RequestArrived { attempt, .. } => !is_response && attempt.id == id,
        Event::ResponseReceived { attempt, .. } => is_response && attempt.id == id,
        _ => false,
    };
    match (records.iter().any(is_received), is_response) {
        (true, _) => ClientTransferEnd::Received,
        (false, true) => ClientTransferEnd::Ignored,
        (false, false) => ClientTransferEnd::Lost,
    }
}

/// The number of the record with which a request or a response was sent: a response is sent when the leader serves or
/// refuses the request, or when the answer of the key's home comes back to it.
fn sending_record(
    timeline: &Timeline,
    attempt: &ClientAttempt,
    kind: ClientMessageKind,
    sent_at: Micros,
) -> Option<usize> {
    let number = Some(attempt.id.request);
    let is_sending = |event: &Event| match (kind, event) {
        (ClientMessageKind::Request, Event::RequestSent { attempt: sent }) => sent.id == attempt.id,
        (
            ClientMessageKind::Response,
            Event::Accepted { leader, request, .. } | Event::Answered { leader, request, .. },
        ) => *leader == attempt.leader && *request == number,
        (ClientMessageKind::Response, Event::Refused { leader, reason, request, .. }) => {
            *leader == attempt.leader && *request == number && *reason != RefusalReason::ClientTimeout
        }
        (ClientMessageKind::Response, Event::RetryRecognised { leader, request, .. }) => {
            *leader == attempt.leader && Some(*request) == number
        }
        (ClientMessageKind::Response, Event::RequestAnswered { request, .. }) => {
            request.attempt == Some(attempt.id)
        }
        _ => false,
    };
    let mut of_instant =
        timeline.records().range(timeline.records().before(sent_at), timeline.count_at(sent_at));
    of_instant.find(|(_, record)| is_sending(&record.event)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use scenario::Scenario;

    use super::*;

    /// The transfers of a run with two leaders, Ana with these settings, and these commands, between two instants.
    fn told(requests: &str, commands: &str, (from, to): (u64, u64)) -> Vec<String> {
        let text = format!(
            r#"{{ "polyleader": 1, "leaders": [{{ "id": "F" }}, {{ "id": "T" }}],
                "clients": [{{ "id": "ana", "at": "F", "requests": {requests} }}, {{ "id": "ben", "at": "F" }}],
                "commands": [{{ "at_ms": 10, "write": {{ "client": "ana", "key": "k", "value": 1 }} }},
                             {{ "at_ms": 10, "write": {{ "client": "ben", "key": "k", "value": 2 }} }} {commands}] }}"#
        );
        let timeline = Timeline::new(&Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")));
        let all = client_transfers(&timeline, Micros::from_ms(from), Micros::from_ms(to));
        let told = all.iter().map(|it| {
            let sent = timeline.records().get(it.sent_record.unwrap()).unwrap();
            assert_eq!(sent.at, it.sent_at);
            let (attempt, kind, end) = (it.attempt.id.attempt, it.kind, it.end);
            format!(
                "{kind:?} {attempt} at {} {} to {}: {end:?}",
                it.attempt.leader, it.sent_at, it.arrives_at
            )
        });
        told.collect()
    }

    const SLOW: &str =
        r#"{ "latency": { "fixed_ms": 20 }, "timeout_ms": 30, "retry": "nearest", "attempts": 2 }"#;

    #[test]
    fn request_travels_to_its_leader_and_the_response_back() {
        let fast = r#"{ "latency": { "fixed_ms": 20 } }"#;
        let wanted = ["Request 1 at F 10 ms to 30 ms: Received", "Response 1 at F 30 ms to 50 ms: Received"];
        assert_eq!(told(fast, "", (0, 100)), wanted);
        assert_eq!(told(fast, "", (35, 100)), wanted[1..], "the request had arrived before");
        assert_eq!(told(fast, "", (0, 20)), ["Request 1 at F 10 ms to 30 ms: InFlight"]);
    }

    #[test]
    fn late_response_is_ignored_and_the_retry_answered() {
        let wanted = [
            "Request 1 at F 10 ms to 30 ms: Received",
            "Response 1 at F 30 ms to 50 ms: Ignored",
            "Request 2 at T 40 ms to 60 ms: Received",
            "Response 2 at T 60 ms to 80 ms: Ignored",
        ];
        assert_eq!(told(SLOW, "", (0, 100)), wanted);
    }

    #[test]
    fn request_to_a_leader_that_is_down_is_lost() {
        let crash = r#", { "at_ms": 20, "crash": { "leader": "F" } }"#;
        let told = told(SLOW, crash, (0, 100));
        assert_eq!(told[0], "Request 1 at F 10 ms to 30 ms: Lost");
        assert_eq!(told[1], "Request 2 at T 40 ms to 60 ms: Received");
    }

    #[test]
    fn clients_next_to_their_leaders_send_nothing() {
        assert!(told(r#"{ "timeout_ms": 30 }"#, "", (0, 100)).is_empty());
    }
}
