//! Random commands: client operations, faults, and changes of settings.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use replication::{
    ClientId, ClientRequest, ClockOwner, Command, Delivery, DeliveryOverride, Departed, Dot, Forward, Key,
    LeaderId, LinkId, LinkSelector, MessageOverride, Micros, Offset, OnApplyError, OnSessionBehind,
    Replication, RequestedOperation, SetClock, StepClock, Suppression, Value, VersionVector,
};

use super::mix::{KEYS, Mix, OperationMix};
use super::settings::{clock, link_settings, place};
use super::topologies::topology;

/// The leaders and clients of a scenario.
#[derive(Clone)]
pub(super) struct Participants {
    pub leaders: Vec<LeaderId>,
    pub clients: Vec<ClientId>,
}

pub(super) fn command(mix: &Mix, participants: &Participants) -> BoxedStrategy<Command> {
    let operation = client_operation(mix.operations, mix.explicit_contexts, participants);
    if !mix.faults {
        return operation.boxed();
    }
    let leave = (select(participants.leaders.clone()), any::<bool>())
        .prop_map(|(leader, drain)| Command::Leave { leader, drain });
    prop_oneof![
        12 => operation,
        8 => fault(participants.leaders.clone()),
        2 => message_override(participants.leaders.clone()),
        3 => setting_change(participants),
        3 * u32::from(mix.link_changes) => link_change(participants.leaders.clone()),
        u32::from(mix.leaves) => leave,
        u32::from(mix.leaves) => purge(participants.leaders.clone()),
        2 * u32::from(mix.replication_settings) => replication_settings().prop_map(Command::Replication),
        u32::from(mix.home_assignments) => assignment(participants.leaders.clone()),
        u32::from(mix.policy_changes) => select(mix.policies.clone()).prop_map(Command::Policy),
    ]
    .boxed()
}

fn text() -> impl Strategy<Value = Value> {
    select(vec!["milk", "eggs", "", "São Paulo", "“quoted”\n"]).prop_map(Value::text)
}

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![12 => -3i64..4, 1 => select(vec![i64::MIN, i64::MAX, i64::MAX / 2])]
}

fn plain() -> impl Strategy<Value = Value> {
    prop_oneof![text(), (-3i64..3).prop_map(Value::Integer)]
}

/// Items of sets: few, so that they collide.
fn item() -> impl Strategy<Value = Value> {
    select(vec!["milk", "eggs", "flour"]).prop_map(Value::text)
}

fn set() -> impl Strategy<Value = Value> {
    vec(item(), 0..3).prop_map(|items| Value::Set(items.into_iter().collect()))
}

fn map() -> impl Strategy<Value = Value> {
    let inner = prop_oneof![
        4 => plain(),
        1 => btree_map(select(vec!["a".to_string(), "b".to_string()]), plain(), 0..3).prop_map(Value::Map),
    ];
    btree_map(select(vec!["name".to_string(), "town".to_string()]), inner, 0..3).prop_map(Value::Map)
}

fn value(operations: OperationMix) -> BoxedStrategy<Value> {
    let list = || vec(plain(), 0..4).prop_map(Value::List);
    match operations {
        OperationMix::Whole => prop_oneof![3 => plain(), 1 => list()].boxed(),
        OperationMix::All => prop_oneof![3 => plain(), 1 => list(), 1 => set(), 1 => map()].boxed(),
        OperationMix::Numbers => number().prop_map(Value::Integer).boxed(),
        OperationMix::Sets => set().boxed(),
        OperationMix::Maps => map().boxed(),
        OperationMix::Collections => prop_oneof![list(), set()].boxed(),
    }
}

/// The kinds of requests, repeated by weight.
fn weighted_kinds(operations: OperationMix) -> Vec<u8> {
    match operations {
        OperationMix::Whole | OperationMix::Maps | OperationMix::Collections => {
            vec![0, 0, 0, 0, 0, 1, 2, 2, 3, 3]
        }
        OperationMix::All => vec![0, 0, 0, 1, 2, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8],
        OperationMix::Numbers => vec![0, 2, 6, 6, 6, 6],
        OperationMix::Sets => vec![0, 1, 2, 7, 7, 7, 7, 8, 8, 8],
    }
}

/// A client's operation.
fn client_operation(
    operations: OperationMix,
    explicit_contexts: bool,
    participants: &Participants,
) -> impl Strategy<Value = Command> + use<> {
    let context = btree_map(select(participants.leaders.clone()), 1u64..4, 0..3);
    let context = match explicit_contexts {
        true => {
            prop_oneof![4 => Just(None), 1 => context.prop_map(|map| Some(VersionVector::from(map)))].boxed()
        }
        false => Just(None).boxed(),
    };
    let at = option::weighted(0.3, select(participants.leaders.clone()));
    let key = select(KEYS.to_vec()).prop_map(|key| key.parse::<Key>().unwrap());
    let request = (select(participants.clients.clone()), at, key, context);
    (request, value(operations), number(), item(), select(weighted_kinds(operations))).prop_map(
        |((client, at, key, context), value, by, item, kind)| {
            let operation = match kind {
                0 => RequestedOperation::Put(value),
                1 => RequestedOperation::Delete,
                2 => return Command::Read { client, at, key },
                3 => return Command::Merge { client, at, key, value },
                4 => RequestedOperation::Insert(value),
                5 => RequestedOperation::Update(value),
                6 => RequestedOperation::Increment(by),
                7 => RequestedOperation::Add(item),
                _ => RequestedOperation::Remove(item),
            };
            ClientRequest { client, at, key, operation, context }.into()
        },
    )
}

/// Faults and their repair.
fn fault(leaders: Vec<LeaderId>) -> impl Strategy<Value = Command> {
    (select(leaders.clone()), link_selector(leaders), 0..7).prop_map(|(leader, way, kind)| {
        match (kind, way) {
            (0, _) => Command::Crash { leader },
            (1, _) => Command::Restart { leader },
            (2, Some(way)) => Command::Cut(way),
            (3, _) => Command::Partition { groups: vec![vec![leader]] },
            (4, _) => Command::HealAll {},
            (5, Some(way)) => Command::SkipWrite(way),
            (_, Some(way)) => Command::Heal(way),
            (_, None) => Command::Restart { leader },
        }
    })
}

/// An override of a message that is named loosely, mostly by one of its sender's first writes. Few match;
/// exact ones are inserted once the run is known.
fn message_override(leaders: Vec<LeaderId>) -> impl Strategy<Value = Command> {
    let origin = option::weighted(0.2, select(leaders.clone()));
    let ends = (select(leaders.clone()), select(leaders.clone()));
    let parts = (
        option::weighted(0.1, 1u32..4),
        option::weighted(0.1, 1u32..3),
        option::weighted(0.3, any::<bool>()),
    );
    (ends, origin, 1u64..5, parts, delivery_override(), select(leaders)).prop_map(
        |((from, to), origin, counter, (hops, attempt, copy), delivery, leader)| {
            let (link, dot) = (LinkId::new(from, to), Dot::new(origin.unwrap_or(from), counter));
            match from == to {
                true => Command::Restart { leader },
                false => Command::OverrideMessage(MessageOverride {
                    link,
                    dot,
                    hops,
                    attempt,
                    is_duplicate: copy,
                    delivery,
                }),
            }
        },
    )
}

/// A delay, drop or duplication. The delay may end long after everything else.
pub fn delivery_override() -> impl Strategy<Value = DeliveryOverride> {
    let round = (0u64..50).prop_map(|n| DeliveryOverride::ArriveAt(Micros(n * 50_000)));
    let any = (0u64..4_000_000).prop_map(|at| DeliveryOverride::ArriveAt(Micros(at)));
    prop_oneof![2 => round, 2 => any, 2 => Just(DeliveryOverride::Lost), 2 => Just(DeliveryOverride::Duplicated)]
}

/// A link, or both directions, between two different leaders; `None` if they are the same.
fn link_selector(leaders: Vec<LeaderId>) -> impl Strategy<Value = Option<LinkSelector>> {
    (select(leaders.clone()), select(leaders), any::<bool>()).prop_map(|(a, b, both)| match (a == b, both) {
        (true, _) => None,
        (false, true) => Some(LinkSelector::Both(a, b)),
        (false, false) => Some(LinkSelector::One(LinkId::new(a, b))),
    })
}

/// Changes of settings that keep the links.
fn setting_change(participants: &Participants) -> impl Strategy<Value = Command> + use<> {
    let leaders = participants.leaders.clone();
    let owner = prop_oneof![
        select(leaders.clone()).prop_map(ClockOwner::Leader),
        select(participants.clients.clone()).prop_map(ClockOwner::Client)
    ];
    let by = option::of((-400_000i64..400_000).prop_map(Offset));
    let moved = (select(leaders), place());
    prop_oneof![
        1 => link_settings().prop_map(Command::Links),
        1 => (owner.clone(), clock()).prop_map(|(owner, clock)| Command::SetClock(SetClock { owner, clock })),
        1 => (owner, by).prop_map(|(owner, by)| Command::StepClock(StepClock { owner, by })),
        1 => moved.prop_map(|(leader, place)| Command::Move { leader, place }),
    ]
}

/// Changes of the topology or of single links.
fn link_change(leaders: Vec<LeaderId>) -> impl Strategy<Value = Command> {
    prop_oneof![
        3 => topology(leaders.clone()).prop_map(Command::Topology),
        2 => (link_selector(leaders.clone()), any::<bool>(), select(leaders)).prop_map(|(way, connect, leader)| {
            match (way, connect) {
                (Some(way), true) => Command::Connect(way),
                (Some(way), false) => Command::Disconnect(way),
                (None, _) => Command::Restart { leader },
            }
        }),
    ]
}

/// Replication settings under which no write is applied twice.
pub(super) fn replication_settings() -> impl Strategy<Value = Replication> {
    let forward = prop_oneof![
        3 => Just(Forward::ByTopology),
        1 => select(vec![Forward::Local, Forward::Onward, Forward::Everything]),
    ];
    let handling = || {
        select(vec![
            OnApplyError::Skip,
            OnApplyError::Skip,
            OnApplyError::Upsert,
            OnApplyError::Wait,
            OnApplyError::Block,
        ])
    };
    let behind = || select(vec![OnSessionBehind::Serve, OnSessionBehind::Wait, OnSessionBehind::Refuse]);
    let sessions = (behind(), behind(), select(vec![Departed::Ignore, Departed::Forward]));
    (forward, delivery(), handling(), handling(), handling(), sessions).prop_map(
        |(forward, delivery, update_missing, insert_exists, wrong_kind, sessions)| Replication {
            forward,
            suppress: Suppression::Dot,
            delivery,
            update_missing,
            insert_exists,
            wrong_kind,
            session_reads: sessions.0,
            session_writes: sessions.1,
            departed: sessions.2,
            session_timeout: Micros::from_ms(100),
            ..Replication::default()
        },
    )
}

fn delivery() -> impl Strategy<Value = Delivery> {
    select(vec![Delivery::AsItComes, Delivery::Causal])
}

/// Gives up waiting for a write, which may be one that can still arrive.
fn purge(leaders: Vec<LeaderId>) -> impl Strategy<Value = Command> {
    (select(leaders.clone()), 1u64..5, option::of(select(leaders)))
        .prop_map(|(origin, counter, at)| Command::Purge { write: Dot::new(origin, counter), at })
}

/// Assigns a new home to a key or a prefix.
fn assignment(leaders: Vec<LeaderId>) -> impl Strategy<Value = Command> {
    let key = select(vec![KEYS[0], KEYS[0], KEYS[1], "ca*", "*"]).prop_map(|key| key.parse().unwrap());
    (key, select(leaders.clone()), option::of(select(leaders)))
        .prop_map(|(key, home, at)| Command::AssignHome { key, home, at })
}
