//! Random scenarios: leaders, clients, topologies, lossy and jittery links, wrong clocks, faults, and people.

use std::fmt;
use std::ops::Range;

use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use replication::{
    Chain, Circular, ClientId, ClientSpec, Clock, Command, Custom, Grid, LastWriteWins, Latency, LeaderId,
    LeaderSpec, LinkId, LinkSettings, Micros, Newcomer, Offset, Order, Place, Policy, Random, Reset,
    Siblings, Star, Timed, Topology, Tree, Value, VersionVector, Way, Whose,
};
use scenario::Scenario;

/// Leaders that may be there at the beginning.
const LEADERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];
/// Leaders that may join.
const NEWCOMERS: [&str; 2] = ["G", "H"];
const CLIENTS: [&str; 4] = ["ana", "ben", "cleo", "dan"];
const KEYS: [&str; 2] = ["cart", "page"];
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
    /// Whether leaders may join.
    pub joins: bool,
    /// Whether leaders may leave.
    pub leaves: bool,
    /// Whether contexts may be given by hand.
    pub contexts: bool,
    /// Whether anything fails or changes but data.
    pub faults: bool,
}

impl Default for Mix {
    fn default() -> Self {
        Self { leaders: 1..7, policies: comparing(), joins: true, leaves: true, contexts: true, faults: true }
    }
}

/// The policies under which leaders must agree.
pub fn comparing() -> Vec<Policy> {
    let mut policies = vec![Policy::Siblings(Siblings::default())];
    use replication::Timestamp::{Client, Hybrid, Lamport, Leader};
    for timestamp in [Leader, Client, Hybrid, Lamport] {
        for tie in [replication::TieBreak::Leader, replication::TieBreak::Value] {
            policies.push(Policy::LastWriteWins(LastWriteWins {
                timestamp,
                tie,
                ..LastWriteWins::default()
            }));
        }
    }
    policies
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
        (
            any::<u64>(),
            there.iter().map(|id| leader_spec(*id)).collect::<Vec<_>>(),
            clients.iter().map(|id| client_spec(*id, all.clone())).collect::<Vec<_>>(),
            topology(there.clone()),
            link_settings(),
            select(mix.policies.clone()),
            vec(timed(command(&mix, &all, &clients)), 0..30),
            newcomers.iter().map(|id| timed(newcomer(*id, there.clone()))).collect::<Vec<_>>(),
        )
            .prop_map(|(seed, leaders, clients, topology, links, policy, mut commands, joins)| {
                commands.extend(joins);
                commands.sort_by_key(|timed| timed.at);
                let set_up =
                    Scenario { seed, leaders, clients, topology, links, policy, ..Scenario::default() };
                Readable(Scenario { commands, ..set_up })
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

/// Any topology between leaders; of a custom one the links may be anything.
pub fn topology(leaders: Vec<LeaderId>) -> impl Strategy<Value = Topology> {
    let link =
        (select(leaders.clone()), select(leaders.clone())).prop_map(|(from, to)| LinkId::new(from, to));
    let custom = (btree_set(link, 0..12), any::<bool>());
    prop_oneof![
        any::<bool>().prop_map(|both_ways| Topology::Circular(Circular { both_ways })),
        option::of(select(leaders)).prop_map(|hub| Topology::Star(Star { hub })),
        Just(Topology::by_id("all-to-all").unwrap()),
        ready_made(),
        custom.prop_map(|(links, forward)| Topology::Custom(Custom { links, forward })),
    ]
}

/// A topology in which a write of anyone reaches everyone.
pub fn connected(leaders: Vec<LeaderId>) -> impl Strategy<Value = Topology> {
    let link =
        (select(leaders.clone()), select(leaders.clone())).prop_map(|(from, to)| LinkId::new(from, to));
    let round = (Just(leaders.clone()).prop_shuffle(), btree_set(link, 0..4));
    prop_oneof![
        any::<bool>().prop_map(|both_ways| Topology::Circular(Circular { both_ways })),
        select(leaders).prop_map(|hub| Topology::Star(Star { hub: Some(hub) })),
        Just(Topology::by_id("all-to-all").unwrap()),
        ready_made(),
        round.prop_map(|(ring, mut links)| {
            let next = ring.iter().cycle().skip(1);
            links.extend(ring.iter().zip(next).map(|(from, to)| LinkId::new(*from, *to)));
            Topology::Custom(Custom { links, forward: true })
        }),
    ]
}

/// A topology in which everyone reaches everyone, by whatever detours.
fn ready_made() -> impl Strategy<Value = Topology> {
    prop_oneof![
        Just(Topology::Chain(Chain::default())),
        (1usize..4).prop_map(|children| Topology::Tree(Tree { children })),
        option::of(1usize..4).prop_map(|columns| Topology::Grid(Grid { columns })),
        (any::<u64>(), 0u8..=100)
            .prop_map(|(seed, extra_percent)| Topology::Random(Random { seed, extra_percent })),
    ]
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

fn command(mix: &Mix, leaders: &[LeaderId], clients: &[ClientId]) -> BoxedStrategy<Command> {
    let data = data(mix.contexts, leaders.to_vec(), clients.to_vec());
    if !mix.faults {
        return data.boxed();
    }
    let leave = select(leaders.to_vec()).prop_map(|leader| Command::Leave { leader });
    prop_oneof![
        12 => data,
        8 => fault(leaders.to_vec()),
        4 => change(leaders.to_vec(), clients.to_vec()),
        u32::from(mix.leaves) => leave,
    ]
    .boxed()
}

fn value() -> impl Strategy<Value = Value> {
    let text = select(vec!["milk", "eggs", "", "São Paulo", "“quoted”\n"]).prop_map(Value::text);
    let plain = prop_oneof![text, (-3i64..3).prop_map(Value::Integer)];
    prop_oneof![3 => plain.clone(), 1 => vec(plain, 0..3).prop_map(Value::List)]
}

/// What clients do.
fn data(by_hand: bool, leaders: Vec<LeaderId>, clients: Vec<ClientId>) -> impl Strategy<Value = Command> {
    let context = proptest::collection::btree_map(select(leaders.clone()), 1u64..4, 0..3);
    let context = match by_hand {
        true => {
            prop_oneof![4 => Just(None), 1 => context.prop_map(|map| Some(VersionVector::from(map)))].boxed()
        }
        false => Just(None).boxed(),
    };
    let key = select(KEYS.to_vec()).prop_map(|key| key.parse().unwrap());
    let request = (select(clients), option::weighted(0.3, select(leaders)), key);
    (request, value(), context, 0..10).prop_map(|((client, at, key), value, context, kind)| match kind {
        0..=4 => Command::Write { client, at, key, value, context },
        5 => Command::Delete { client, at, key, context },
        6..=7 => Command::Read { client, at, key },
        _ => Command::Merge { client, at, key, value },
    })
}

/// What breaks, and is mended.
fn fault(leaders: Vec<LeaderId>) -> impl Strategy<Value = Command> {
    (select(leaders.clone()), way(leaders), 0..6).prop_map(|(leader, way, kind)| match (kind, way) {
        (0, _) => Command::Crash { leader },
        (1, _) => Command::Restart { leader },
        (2, Some(way)) => Command::Cut(way),
        (3, _) => Command::Partition { groups: vec![vec![leader]] },
        (4, _) => Command::HealAll {},
        (_, Some(way)) => Command::Heal(way),
        (_, None) => Command::Restart { leader },
    })
}

/// Between two different leaders, if there are two.
fn way(leaders: Vec<LeaderId>) -> impl Strategy<Value = Option<Way>> {
    (select(leaders.clone()), select(leaders), any::<bool>()).prop_map(|(a, b, both)| match (a == b, both) {
        (true, _) => None,
        (false, true) => Some(Way::Both(a, b)),
        (false, false) => Some(Way::One(LinkId::new(a, b))),
    })
}

/// What is changed on purpose.
fn change(leaders: Vec<LeaderId>, clients: Vec<ClientId>) -> impl Strategy<Value = Command> {
    let whose =
        prop_oneof![select(leaders.clone()).prop_map(Whose::Leader), select(clients).prop_map(Whose::Client)];
    let moved = (select(leaders.clone()), place());
    let drawn = way(leaders.clone());
    prop_oneof![
        3 => topology(leaders).prop_map(Command::Topology),
        1 => link_settings().prop_map(Command::Links),
        1 => (whose, clock()).prop_map(|(whose, clock)| Command::Clock(Reset { whose, clock })),
        1 => moved.prop_map(|(leader, place)| Command::Move { leader, place }),
        2 => (drawn, any::<bool>(), link_settings()).prop_map(|(way, connect, links)| match (way, connect) {
            (Some(way), true) => Command::Connect(way),
            (Some(way), false) => Command::Disconnect(way),
            (None, _) => Command::Links(links),
        }),
    ]
}
