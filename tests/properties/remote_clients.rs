//! Clients elsewhere and leaders that take time: latency is two ways, waiting and service, and settings of zero change
//! nothing.

use std::collections::BTreeMap;

use proptest::prelude::*;
use replication::{
    AttemptId, ClientSpec, Event, Latency, LeaderId, LeaderSpec, Micros, Record, RequestSettings,
    ServiceSpread, ServiceTimes, Trace,
};
use scenario::Scenario;
use timeline::Timeline;

use crate::convergence::every_write_is_everywhere;
use crate::healing::healed_with_same_links;
use crate::scenarios::{Mix, Readable, scenarios};

/// Settings that mean nothing: no latency, and no operation takes time.
fn with_zero_settings(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    for client in &mut scenario.clients {
        let latency = Some(Latency::Fixed(Micros::ZERO));
        client.requests =
            RequestSettings { latency, attempts: 7, avoid: Micros(1), ..RequestSettings::default() };
    }
    for leader in &mut scenario.leaders {
        leader.service = ServiceTimes { spread: ServiceSpread::Exponential, ..ServiceTimes::default() };
    }
    scenario
}

fn remote() -> Mix {
    Mix { remote_clients: true, ..Mix::everything() }
}

const LINK_LATENCY: Micros = Micros(41_003);

/// Clients of two leaders that read and write at random, with a latency and service times of their own.
fn queueing() -> impl Strategy<Value = Readable> {
    let client = (0u64..30_000).prop_map(|latency| Some(Latency::Fixed(Micros(latency))));
    let time = || 0u64..9_000;
    let service = (time(), time(), time()).prop_map(|(write, read, replicated)| {
        let [write, read, replicated] = [write, read, replicated].map(Micros);
        ServiceTimes { write, read, replicated, spread: ServiceSpread::Fixed }
    });
    let services = proptest::collection::vec(service, 2);
    let clients = proptest::collection::vec(client, 4);
    (any::<u64>(), services, clients, 1u64..60).prop_map(|(seed, services, clients, rate)| {
        let ids = ["A", "B"].map(|id| id.parse::<LeaderId>().unwrap());
        let leaders = ids.iter().zip(services);
        let leaders = leaders.map(|(id, service)| LeaderSpec { service, ..LeaderSpec::new(*id) }).collect();
        let client = |(number, latency): (usize, Option<Latency>)| {
            let requests = RequestSettings { latency, ..RequestSettings::default() };
            let id = format!("c{number}").parse().unwrap();
            ClientSpec { requests, ..ClientSpec::new(id, ids[number % 2]) }
        };
        let clients = clients.into_iter().enumerate().map(client).collect();
        let mut scenario = Scenario { seed, leaders, clients, ..Scenario::default() };
        scenario.links.latency = Latency::Fixed(LINK_LATENCY);
        let commands = (0..60u64).map(|number| {
            let at = Micros(number * 97_001 / rate + number * number % 89);
            let client = scenario.clients[(number * 7 % 4) as usize].id;
            let key = "k".parse().unwrap();
            let command = match number % 3 {
                0 => replication::Command::Read { client, at: None, key },
                _ => replication::Command::Request(replication::ClientRequest {
                    client,
                    at: None,
                    key,
                    operation: replication::RequestedOperation::Put(replication::Value::Integer(1)),
                    context: None,
                }),
            };
            replication::ScheduledCommand::new(at, command)
        });
        scenario.commands = commands.collect();
        Readable(scenario)
    })
}

/// What arrives at a leader: a request, or a write of the other one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Arrival {
    Request(AttemptId),
    Message,
}

/// When each response arrives at its client, computed from when requests and messages were sent: each leader serves what
/// arrives in order, and a job starts once it is there and the job before it has ended.
fn responses_by_hand(scenario: &Scenario, records: &[Record]) -> BTreeMap<AttemptId, Micros> {
    let latency_of = |client| {
        let spec = scenario.clients.iter().find(|spec| spec.id == client).unwrap();
        let Some(Latency::Fixed(latency)) = spec.requests.latency else { panic!("a fixed latency") };
        latency
    };
    let mut responses = BTreeMap::new();
    for spec in &scenario.leaders {
        let mut arrivals: Vec<(Micros, Arrival, Micros)> = Vec::new();
        for record in records {
            match &record.event {
                Event::RequestSent { attempt } if attempt.leader == spec.id => {
                    let latency = latency_of(attempt.client);
                    arrivals.push((record.at + latency, Arrival::Request(attempt.id), latency));
                }
                Event::Sent { message } if message.link.to == spec.id => {
                    arrivals.push((record.at + LINK_LATENCY, Arrival::Message, Micros::ZERO));
                }
                _ => {}
            }
        }
        arrivals.sort();
        let mut free_at = Micros::ZERO;
        for (at, arrival, latency) in arrivals {
            let is_read = |id: AttemptId| id.request % 3 == 1;
            let time = match arrival {
                Arrival::Message => spec.service.replicated,
                Arrival::Request(id) if is_read(id) => spec.service.read,
                Arrival::Request(_) => spec.service.write,
            };
            free_at = free_at.max(at) + time;
            if let Arrival::Request(id) = arrival {
                responses.insert(id, free_at + latency);
            }
        }
    }
    responses
}

proptest! {
    #![proptest_config(crate::config(48))]

    #[test]
    fn n1_settings_of_zero_give_the_same_run(Readable(scenario) in scenarios(Mix::everything())) {
        prop_assert_eq!(with_zero_settings(&scenario).run(), scenario.run());
    }

    #[test]
    fn n5_latency_is_two_ways_and_waiting_and_service(Readable(scenario) in queueing()) {
        let records = scenario.run().records;
        let received = records.iter().filter_map(|record| match &record.event {
            Event::ResponseReceived { attempt, .. } => Some((attempt.id, record.at)),
            _ => None,
        });
        let received: BTreeMap<AttemptId, Micros> = received.collect();
        prop_assert_eq!(received.len(), scenario.commands.len());
        prop_assert_eq!(received, responses_by_hand(&scenario, &records));
    }

    #[test]
    fn n1_run_with_requests_in_flight_continues_identically_from_any_instant(
        Readable(scenario) in scenarios(remote()),
        at in (0u64..2_500_000).prop_map(Micros),
    ) {
        let whole = scenario.run();
        let timeline = Timeline::new(&scenario);
        prop_assert_eq!(timeline.fingerprint(), whole.fingerprint());
        let mut trace = Trace { records: timeline.first(timeline.count_at(at)).map(|(_, it)| it).collect() };
        trace.records.extend(timeline.run_at(at, None).clone().run().records);
        prop_assert_eq!(trace, whole);
    }

    #[test]
    fn n1_all_writes_are_everywhere_in_the_end(
        Readable(scenario) in healed_with_same_links(Mix { remote_clients: true, ..Mix::default() }),
    ) {
        every_write_is_everywhere(&scenario)?;
    }

    #[test]
    fn n4_request_is_accepted_at_most_once_for_each_attempt(Readable(scenario) in scenarios(remote())) {
        let mut accepted: BTreeMap<u64, u32> = BTreeMap::new();
        let mut attempts: BTreeMap<u64, u32> = BTreeMap::new();
        for record in scenario.run().records {
            match record.event {
                Event::RequestSent { attempt } => *attempts.entry(attempt.id.request).or_default() += 1,
                Event::Accepted { request: Some(number), .. } => *accepted.entry(number).or_default() += 1,
                _ => {}
            }
        }
        for (number, count) in accepted.into_iter().filter(|(number, _)| attempts.contains_key(number)) {
            // A leader that stops waiting for a home may write itself (SEMANTICS P5).
            prop_assert!(count <= 2 * attempts[&number], "request {number} was accepted {count} times");
        }
    }
}
