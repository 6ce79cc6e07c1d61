//! Random scenarios: leaders, clients, topologies, lossy links with jitter, wrong clocks, faults and manual
//! merges.

mod commands;
mod message_overrides;
mod mix;
mod options;
mod settings;
mod topologies;

use std::fmt;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use replication::{
    ClientId, ClientSpec, Command, JoinSpec, LeaderId, LeaderSpec, Micros, Replication, ScheduledCommand,
};
use scenario::Scenario;

use commands::{Participants, command, replication_settings};
pub use message_overrides::{insert_message_overrides, message_overrides};
pub use mix::{KEYS, Mix, OperationMix, converging_policies};
pub use settings::link_settings;
use settings::{clock, place, request_settings, service_times};
pub use topologies::{Shape, connected, topology};

/// Initial leaders.
const LEADERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];
/// Leaders that may join.
const JOINERS: [&str; 2] = ["G", "H"];
const CLIENTS: [&str; 4] = ["ana", "ben", "cleo", "dan"];
/// Commands are given before this instant.
const COMMANDS_UNTIL_MS: u64 = 1_500;

/// A scenario that prints as JSON when a test fails.
#[derive(Clone)]
pub struct Readable(pub Scenario);

impl fmt::Debug for Readable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_json())
    }
}

/// Random scenarios with this mix.
pub fn scenarios(mix: Mix) -> impl Strategy<Value = Readable> {
    let joining = if mix.faults && mix.joins { JOINERS.len() } else { 0 };
    let shape = (mix.leaders.clone(), 0..=joining, 1..=CLIENTS.len());
    shape.prop_flat_map(move |(count, joining, clients)| {
        let initial: Vec<LeaderId> = LEADERS[..count].iter().map(|id| leader(id)).collect();
        let joiners: Vec<LeaderId> = JOINERS[..joining].iter().map(|id| leader(id)).collect();
        let all: Vec<LeaderId> = initial.iter().chain(&joiners).copied().collect();
        let clients: Vec<ClientId> = CLIENTS[..clients].iter().map(|id| id.parse().unwrap()).collect();
        let replication = match mix.replication_settings {
            true => prop_oneof![Just(Replication::default()), replication_settings()].boxed(),
            false => Just(Replication::default()).boxed(),
        };
        let participants = Participants { leaders: all.clone(), clients: clients.clone() };
        let network = (topology(initial.clone()), link_settings(), replication);
        (
            any::<u64>(),
            initial.iter().map(|id| leader_spec(*id, mix.remote_clients)).collect::<Vec<_>>(),
            clients.iter().map(|id| client_spec(*id, all.clone(), mix.remote_clients)).collect::<Vec<_>>(),
            network,
            select(mix.policies.clone()),
            vec(timed(command(&mix, &participants)), 0..30),
            joiners
                .iter()
                .map(|id| timed(join_command(*id, initial.clone(), mix.remote_clients)))
                .collect::<Vec<_>>(),
            message_overrides(0..if mix.faults { 6 } else { 1 }),
        )
            .prop_map(|(seed, leaders, clients, network, policy, mut commands, joins, overrides)| {
                commands.extend(joins);
                commands.sort_by_key(|timed| timed.at);
                let (topology, links, replication) = network;
                let base =
                    Scenario { seed, leaders, clients, topology, links, policy, ..Scenario::default() };
                let mut scenario = Scenario { replication, commands, ..base };
                insert_message_overrides(&mut scenario, overrides);
                Readable(scenario)
            })
    })
}

/// Random scenarios with this mix; in some, clients are elsewhere and leaders take time.
pub fn with_remote_clients(mix: Mix) -> impl Strategy<Value = Readable> {
    let remote = Mix { remote_clients: true, ..mix.clone() };
    prop_oneof![2 => scenarios(mix), 1 => scenarios(remote)]
}

pub fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn leader_spec(id: LeaderId, takes_time: bool) -> BoxedStrategy<LeaderSpec> {
    let spec = plain_leader_spec(id);
    match takes_time {
        true => (spec, service_times()).prop_map(|(spec, service)| LeaderSpec { service, ..spec }).boxed(),
        false => spec.boxed(),
    }
}

fn plain_leader_spec(id: LeaderId) -> impl Strategy<Value = LeaderSpec> {
    (option::of(place()), clock()).prop_map(move |(place, clock)| LeaderSpec {
        place,
        clock,
        ..LeaderSpec::new(id)
    })
}

/// A joiner, with a snapshot or without.
fn join_command(id: LeaderId, initial: Vec<LeaderId>, takes_time: bool) -> impl Strategy<Value = Command> {
    (leader_spec(id, takes_time), option::of(select(initial)))
        .prop_map(|(spec, from)| Command::Join(JoinSpec { from, ..JoinSpec::from(spec) }))
}

fn client_spec(id: ClientId, leaders: Vec<LeaderId>, is_remote: bool) -> BoxedStrategy<ClientSpec> {
    let spec = plain_client_spec(id, leaders);
    match is_remote {
        true => (spec, option::of(place()), request_settings())
            .prop_map(|(spec, place, requests)| ClientSpec { place, requests, ..spec })
            .boxed(),
        false => spec.boxed(),
    }
}

fn plain_client_spec(id: ClientId, leaders: Vec<LeaderId>) -> impl Strategy<Value = ClientSpec> {
    (select(leaders), clock()).prop_map(move |(at, clock)| ClientSpec { clock, ..ClientSpec::new(id, at) })
}

/// Round and arbitrary instants, many of them equal.
fn timed(command: impl Strategy<Value = Command>) -> impl Strategy<Value = ScheduledCommand> {
    let round = (0..COMMANDS_UNTIL_MS / 50).prop_map(|n| n * 50_000);
    let at = prop_oneof![2 => round, 1 => 0..COMMANDS_UNTIL_MS * 1_000];
    (at, command).prop_map(|(at, command)| ScheduledCommand::new(Micros(at), command))
}
