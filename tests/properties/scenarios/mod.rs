//! Random scenarios: leaders, clients, topologies, lossy and jittery links, wrong clocks, faults, and people.

mod aims;
mod commands;
mod options;
mod topologies;

use std::fmt;
use std::ops::Range;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use replication::{
    ClientId, ClientSpec, Clock, Command, Latency, LeaderId, LeaderSpec, LinkSettings, Micros, Newcomer,
    Offset, Order, Place, Policy, Replication, Timed,
};
use scenario::Scenario;

pub use aims::{aims, take_aim};
pub use commands::Deeds;
use commands::{Cast, command, switches};
use options::{each_combination, every_policy};
pub use topologies::{Shape, connected, topology};

/// Leaders that may be there at the beginning.
const LEADERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];
/// Leaders that may join.
const NEWCOMERS: [&str; 2] = ["G", "H"];
const CLIENTS: [&str; 4] = ["ana", "ben", "cleo", "dan"];
pub const KEYS: [&str; 2] = ["cart", "page"];
/// When commands are given.
const BUSY_MS: u64 = 1_500;

/// A scenario that is printed as a file when a test fails.
#[derive(Clone)]
pub struct Readable(pub Scenario);

impl fmt::Debug for Readable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_json())
    }
}

/// What a random scenario may have in it.
#[derive(Clone, Debug)]
pub struct Mix {
    /// How many leaders there are at the beginning.
    pub leaders: Range<usize>,
    pub policies: Vec<Policy>,
    /// What clients do.
    pub deeds: Deeds,
    /// Whether leaders may join.
    pub joins: bool,
    /// Whether leaders may leave.
    pub leaves: bool,
    /// Whether contexts may be given by hand.
    pub contexts: bool,
    /// Whether anything fails or changes but data.
    pub faults: bool,
    /// Whether links may be drawn and taken away, and the topology changed.
    pub rewires: bool,
    /// Whether the switches of replication differ from their defaults, and change.
    pub switches: bool,
    /// Whether keys get other homes.
    pub assigns: bool,
    /// Whether one policy may take the place of another.
    pub changes_policy: bool,
}

impl Default for Mix {
    /// Everything under which leaders must agree.
    fn default() -> Self {
        Self {
            leaders: 1..7,
            policies: comparing(),
            deeds: Deeds::All,
            joins: true,
            leaves: true,
            contexts: true,
            faults: true,
            rewires: true,
            switches: true,
            assigns: false,
            changes_policy: false,
        }
    }
}

impl Mix {
    /// Everything that there is.
    pub fn everything() -> Self {
        // Whether merge code can be run must not change within a test.
        merge_script::install();
        let policies = every_policy().into_iter().chain(comparing()).collect();
        Self { policies, assigns: true, changes_policy: true, ..Self::default() }
    }
}

/// The policies under which leaders must agree, and which keep what clients write.
pub fn comparing() -> Vec<Policy> {
    let [siblings, rule] = ["siblings", "last-write-wins"].map(|id| Policy::by_id(id).unwrap());
    let rules = each_combination(&rule.configuration());
    let rules = rules.iter().map(|rule| Policy::configured(rule).unwrap());
    std::iter::once(siblings).chain(rules).collect()
}

/// Random scenarios of this mix.
pub fn scenarios(mix: Mix) -> impl Strategy<Value = Readable> {
    let joining = if mix.faults && mix.joins { NEWCOMERS.len() } else { 0 };
    let shape = (mix.leaders.clone(), 0..=joining, 1..=CLIENTS.len());
    shape.prop_flat_map(move |(count, joining, clients)| {
        let there: Vec<LeaderId> = LEADERS[..count].iter().map(|id| leader(id)).collect();
        let newcomers: Vec<LeaderId> = NEWCOMERS[..joining].iter().map(|id| leader(id)).collect();
        let all: Vec<LeaderId> = there.iter().chain(&newcomers).copied().collect();
        let clients: Vec<ClientId> = CLIENTS[..clients].iter().map(|id| id.parse().unwrap()).collect();
        let replication = match mix.switches {
            true => prop_oneof![Just(Replication::default()), switches()].boxed(),
            false => Just(Replication::default()).boxed(),
        };
        let cast = Cast { leaders: all.clone(), clients: clients.clone() };
        let network = (topology(there.clone()), link_settings(), replication);
        (
            any::<u64>(),
            there.iter().map(|id| leader_spec(*id)).collect::<Vec<_>>(),
            clients.iter().map(|id| client_spec(*id, all.clone())).collect::<Vec<_>>(),
            network,
            select(mix.policies.clone()),
            vec(timed(command(&mix, &cast)), 0..30),
            newcomers.iter().map(|id| timed(newcomer(*id, there.clone()))).collect::<Vec<_>>(),
            aims(0..if mix.faults { 6 } else { 1 }),
        )
            .prop_map(|(seed, leaders, clients, network, policy, mut commands, joins, aims)| {
                commands.extend(joins);
                commands.sort_by_key(|timed| timed.at);
                let (topology, links, replication) = network;
                let set_up =
                    Scenario { seed, leaders, clients, topology, links, policy, ..Scenario::default() };
                let mut scenario = Scenario { replication, commands, ..set_up };
                take_aim(&mut scenario, aims);
                Readable(scenario)
            })
    })
}

pub fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn leader_spec(id: LeaderId) -> impl Strategy<Value = LeaderSpec> {
    (option::of(place()), clock()).prop_map(move |(place, clock)| LeaderSpec { id, name: None, place, clock })
}

/// One that joins, with a snapshot or without.
fn newcomer(id: LeaderId, there: Vec<LeaderId>) -> impl Strategy<Value = Command> {
    (leader_spec(id), option::of(select(there)))
        .prop_map(|(spec, from)| Command::Join(Newcomer { from, ..Newcomer::from(spec) }))
}

fn client_spec(id: ClientId, leaders: Vec<LeaderId>) -> impl Strategy<Value = ClientSpec> {
    (select(leaders), clock()).prop_map(move |(at, clock)| ClientSpec { id, name: None, at, clock })
}

fn place() -> impl Strategy<Value = Place> {
    (-90.0..90.0, -180.0..180.0).prop_map(|(latitude, longitude)| Place::from_degrees(latitude, longitude))
}

fn clock() -> impl Strategy<Value = Clock> {
    // Clocks on time and commands at round instants make ties.
    let offset = prop_oneof![4 => Just(0), 1 => -300_000i64..300_000];
    let drift_ppm = prop_oneof![4 => Just(0), 1 => -200_000..200_000];
    (offset, drift_ppm).prop_map(|(offset, drift_ppm)| Clock { offset: Offset(offset), drift_ppm })
}

pub fn link_settings() -> impl Strategy<Value = LinkSettings> {
    let fixed = (0u64..150_000).prop_map(|latency| Latency::Fixed(Micros(latency)));
    let latency = prop_oneof![Just(Latency::ByDistance), fixed];
    let jitter = prop_oneof![Just(0u64), 0u64..300_000].prop_map(Micros);
    let loss = prop_oneof![Just(0u8), 0u8..60];
    let twice = prop_oneof![2 => Just(0u8), 1 => 0u8..=100];
    let width = prop_oneof![2 => Just(None), 1 => (500u64..50_000).prop_map(Some)];
    let order = select(vec![Order::Fifo, Order::Any]);
    (latency, jitter, loss, twice, width, order).prop_map(
        |(latency, jitter, loss_percent, duplicate_percent, bytes_per_s, order)| LinkSettings {
            latency,
            jitter,
            loss_percent,
            duplicate_percent,
            bytes_per_s,
            order,
        },
    )
}

/// Whole and broken milliseconds, many at the same instant.
fn timed(command: impl Strategy<Value = Command>) -> impl Strategy<Value = Timed> {
    let round = (0..BUSY_MS / 50).prop_map(|n| n * 50_000);
    let at = prop_oneof![2 => round, 1 => 0..BUSY_MS * 1_000];
    (at, command).prop_map(|(at, command)| Timed::new(Micros(at), command))
}
