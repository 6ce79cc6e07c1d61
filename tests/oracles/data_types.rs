//! Counters match `crdts::PNCounter`, and sets match `crdts::Orswot`.

use std::collections::{BTreeMap, BTreeSet};

use crdts::{CmRDT as _, Orswot, PNCounter, orswot, pncounter};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use replication::{Dot, LeaderId, Operation};
use scenario::Scenario;
use serde_json::{Value, json};

use crate::observed::{Application, applications};
use crate::runs::Run;

const LEADERS: [&str; 4] = ["A", "B", "C", "D"];

/// A data type of another implementation.
trait DataType {
    type Replica: Default;
    type Operation: Clone;

    /// The operations to replicate for an operation that is executed here.
    fn perform(replica: &Self::Replica, leader: LeaderId, operation: &Operation) -> Vec<Self::Operation>;

    fn apply(replica: &mut Self::Replica, operation: Self::Operation);

    /// The value of a read.
    fn read(replica: &Self::Replica) -> replication::Value;
}

struct CounterType;

impl DataType for CounterType {
    type Replica = PNCounter<LeaderId>;
    type Operation = pncounter::Op<LeaderId>;

    fn perform(replica: &Self::Replica, leader: LeaderId, operation: &Operation) -> Vec<Self::Operation> {
        match operation {
            Operation::Increment(by) if *by < 0 => vec![replica.dec_many(leader, by.unsigned_abs())],
            Operation::Increment(by) => vec![replica.inc_many(leader, by.unsigned_abs())],
            other => panic!("{other:?} travels as an increment"),
        }
    }

    fn apply(replica: &mut Self::Replica, operation: Self::Operation) {
        replica.apply(operation);
    }

    fn read(replica: &Self::Replica) -> replication::Value {
        replication::Value::Integer(i64::try_from(replica.read()).unwrap())
    }
}

struct SetType;

type Item = String;

fn item(value: &replication::Value) -> Item {
    value.to_string()
}

impl DataType for SetType {
    type Replica = Orswot<Item, LeaderId>;
    type Operation = orswot::Op<Item, LeaderId>;

    fn perform(replica: &Self::Replica, leader: LeaderId, operation: &Operation) -> Vec<Self::Operation> {
        let remove = |item: &Item| replica.rm(item.clone(), replica.contains(item).derive_rm_ctx());
        let add = replica.read_ctx().derive_add_ctx(leader);
        match operation {
            Operation::Add(added) => vec![replica.add(item(added), add)],
            Operation::Remove(removed) => vec![remove(&item(removed))],
            Operation::Put(replication::Value::Set(items)) => {
                let there = replica.read().val;
                let removals = there.iter().map(remove);
                removals.chain([replica.add_all(items.iter().map(item), add)]).collect()
            }
            other => panic!("{other:?} is not done to sets"),
        }
    }

    fn apply(replica: &mut Self::Replica, operation: Self::Operation) {
        replica.apply(operation);
    }

    fn read(replica: &Self::Replica) -> replication::Value {
        replication::Value::Set(replica.read().val.into_iter().map(replication::Value::Text).collect())
    }
}

/// Compares every reading of a run with the replicas of the other implementation. Returns the number of
/// comparisons.
fn follow<T: DataType>(scenario: &Scenario) -> Result<usize, TestCaseError> {
    let mut replicas: BTreeMap<LeaderId, T::Replica> = BTreeMap::new();
    let mut operations: BTreeMap<Dot, Vec<T::Operation>> = BTreeMap::new();
    let applications = applications(scenario);
    for Application { leader, dot, operation, reading } in &applications {
        let replica = replicas.entry(*leader).or_default();
        if dot.leader == *leader {
            operations.insert(*dot, T::perform(replica, *leader, operation));
        }
        operations[dot].iter().cloned().for_each(|operation| T::apply(replica, operation));
        prop_assert_eq!(reading.as_ref(), Some(&T::read(replica)), "{} when it had applied {}", leader, dot);
    }
    Ok(applications.len())
}

/// Random runs on one key. A set of `crdts` needs causal delivery. A counter needs FIFO links: a leader sends
/// its total, which includes any increment that it overtakes.
fn runs(data_type: &'static str, commands: BoxedStrategy<Value>) -> impl Strategy<Value = Run> {
    let topology = select(vec![json!("all-to-all"), json!("circular"), json!("star"), json!("grid")]);
    let links = (0..120u64, 0..200u64, 0..40u8, 0..40u8);
    (any::<u32>(), 2..=LEADERS.len(), topology, links, vec(commands, 0..40)).prop_map(
        move |(seed, count, topology, (latency, jitter, loss, duplication), mut commands)| {
            commands.sort_by_key(|command| command["at_ms"].as_u64());
            let leaders: Vec<Value> = LEADERS[..count].iter().map(|id| json!({ "id": id })).collect();
            let clients: Vec<Value> = LEADERS
                .iter()
                .zip(LEADERS[..count].iter().cycle())
                .map(|(id, at)| json!({ "id": id, "at": at }))
                .collect();
            let (delivery, order) =
                if data_type == "set" { ("causal", "any") } else { ("as-it-comes", "fifo") };
            let file = json!({
                "polyleader": 1, "seed": seed, "leaders": leaders, "topology": topology, "clients": clients,
                "links": { "latency": { "fixed_ms": latency }, "jitter_ms": jitter, "loss_percent": loss,
                    "duplicate_percent": duplication, "order": order },
                "replication": { "delivery": delivery }, "policy": { "crdt": { "type": data_type } },
                "commands": commands,
            });
            Run(Scenario::from_json(&file.to_string()).unwrap_or_else(|error| panic!("{error}: {file}")))
        },
    )
}

fn counting() -> impl Strategy<Value = Run> {
    let command =
        (0..30u64, select(&LEADERS[..]), -3..7i64, 0..4).prop_map(|(tens, client, by, kind)| match kind {
            0 => json!({ "at_ms": tens * 10, "write": { "client": client, "key": "n", "value": by } }),
            _ => json!({ "at_ms": tens * 10, "increment": { "client": client, "key": "n", "by": by } }),
        });
    runs("counter", command.boxed())
}

fn collecting() -> impl Strategy<Value = Run> {
    let items = select(vec!["milk", "eggs", "ham"]);
    let all = proptest::collection::btree_set(items.clone(), 0..3);
    let command =
        (0..30u64, select(&LEADERS[..]), items, all, 0..7).prop_map(|(tens, client, item, all, kind)| {
            let (name, what) = match kind {
                0..=2 => ("add", json!({ "client": client, "key": "n", "item": item })),
                3..=5 => ("remove", json!({ "client": client, "key": "n", "item": item })),
                _ => (
                    "write",
                    json!({ "client": client, "key": "n", "value": { "set": BTreeSet::from_iter(all) } }),
                ),
            };
            json!({ "at_ms": tens * 10, name: what })
        });
    runs("set", command.boxed())
}

proptest! {
    #![proptest_config(crate::config(128))]

    #[test]
    fn w1_counter_matches_crdts_pncounter(Run(scenario) in counting()) {
        follow::<CounterType>(&scenario)?;
    }

    #[test]
    fn w1_set_matches_crdts_orswot(Run(scenario) in collecting()) {
        follow::<SetType>(&scenario)?;
    }
}
