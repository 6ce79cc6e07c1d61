//! What clients observe in random runs, judged by the isolation checker `adya`.
//!
//! Where its definitions meet ours, the verdicts agree; where they differ, the tests say how:
//! - A read that misses what its session had read or written (C4) is a cycle of session order, reads-from and one
//!   anti-dependency, which strong session snapshot isolation forbids. It forbids more: reads that miss what only the
//!   values read depend on, and two clients that see two writes in opposite orders. Several leaders that accept writes
//!   allow both, and our session guarantees are about the session alone.
//! - Two updates that read the same version are its lost update. Ours is narrower in one way: an update that a later
//!   writer had seen is superseded, not lost.
//!
//! Each key is written once for the first, so that a read of nothing is the only one that can miss a write; each update
//! reads and writes for the second.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use adya::{History, Opts, Workload, check};
use analysis::{check_all, find_check};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use replication::ClientId;
use scenario::Scenario;
use serde_json::{Value, json};
use timeline::Timeline;

use crate::observed::{Observation, Observed, ObservedRun};

const LEADERS: [&str; 3] = ["A", "B", "C"];
const CLIENTS: [&str; 3] = ["ana", "ben", "cleo"];

/// What a client did: it read the key `read`, with the number of the write that it found, or wrote this number, or both.
#[derive(Clone, Debug)]
struct Transaction {
    client: ClientId,
    key: String,
    read: Option<Option<u64>>,
    written: Option<u64>,
}

fn scenario_of(seed: u32, links: &Value, topology: &str, commands: &[Value]) -> Scenario {
    let leaders = LEADERS.map(|id| json!({ "id": id }));
    let clients = CLIENTS.map(|id| json!({ "id": id, "at": "A" }));
    let file = json!({
        "polyleader": 1, "seed": seed, "policy": "last-write-wins", "leaders": leaders, "topology": topology,
        "links": links, "clients": clients, "commands": commands,
    });
    Scenario::from_json(&file.to_string()).unwrap_or_else(|error| panic!("{error}: {file}"))
}

fn links() -> impl Strategy<Value = Value> {
    (5u64..80, 0u64..60, prop_oneof![Just(0u64), Just(30)], select(vec!["any", "fifo"])).prop_map(
        |(latency, jitter, loss, order)| {
            json!({ "latency": { "fixed_ms": latency }, "jitter_ms": jitter, "loss_percent": loss, "order": order })
        },
    )
}

fn topologies() -> impl Strategy<Value = &'static str> {
    select(vec!["all-to-all", "star", "circular"])
}

/// Clients that move between leaders, write each key at most once, and read.
fn each_key_written_once() -> impl Strategy<Value = Scenario> {
    let command = (0u64..200, select(&CLIENTS[..]), select(&LEADERS[..]), 0usize..5, any::<bool>());
    (any::<u32>(), links(), topologies(), vec(command, 1..24)).prop_map(|(seed, links, topology, mut drawn)| {
        drawn.sort_by_key(|command| command.0);
        let mut written = BTreeSet::new();
        let command = |(number, (at, client, leader, key, writes)): (usize, (u64, &str, &str, usize, bool))| {
            let key = format!("k{key}");
            match writes && written.insert(key.clone()) {
                true => json!({ "at_ms": at, "write": { "client": client, "at": leader, "key": key, "value": number } }),
                false => json!({ "at_ms": at, "read": { "client": client, "at": leader, "key": key } }),
            }
        };
        let commands: Vec<Value> = drawn.into_iter().enumerate().map(command).collect();
        scenario_of(seed, &links, topology, &commands)
    })
}

/// Clients that read one of two keys and write it at once.
fn updates() -> impl Strategy<Value = Scenario> {
    let update = (0u64..200, select(&CLIENTS[..]), select(&LEADERS[..]), 0usize..2);
    (any::<u32>(), links(), topologies(), vec(update, 1..12)).prop_map(|(seed, links, topology, mut drawn)| {
        drawn.sort_by_key(|update| update.0);
        let commands = drawn.into_iter().enumerate().flat_map(|(number, (at, client, leader, key))| {
            let key = format!("k{key}");
            [
                json!({ "at_ms": at, "read": { "client": client, "at": leader, "key": key } }),
                json!({ "at_ms": at, "write": { "client": client, "at": leader, "key": key, "value": number } }),
            ]
        });
        scenario_of(seed, &links, topology, &commands.collect::<Vec<_>>())
    })
}

fn observations(scenario: &Scenario) -> Vec<Observation> {
    let mut run = ObservedRun::new(scenario);
    std::iter::from_fn(|| run.step()).flatten().collect()
}

fn number_of(value: Option<&replication::Value>) -> Option<u64> {
    value.and_then(|value| serde_json::to_value(value).ok()).and_then(|value| value.as_u64())
}

/// Each read and each write, as a transaction of its own.
fn transactions(scenario: &Scenario) -> Vec<Transaction> {
    let done = observations(scenario).into_iter().filter_map(|observation| {
        let key = observation.key.to_string();
        match observation.what {
            Observed::Accepted { client, write } => {
                Some(Transaction { client, key, read: None, written: number_of(write.value.as_ref()) })
            }
            Observed::Answered { client, versions } => {
                let found = versions.first().and_then(|version| number_of(version.value.as_ref()));
                Some(Transaction { client, key, read: Some(found), written: None })
            }
            Observed::Applied { .. } | Observed::Stored { .. } => None,
        }
    });
    done.collect()
}

/// Reads and the writes that follow them, as one transaction each.
fn updating_transactions(scenario: &Scenario) -> Vec<Transaction> {
    let done = transactions(scenario);
    done.chunks(2).map(|pair| Transaction { written: pair[1].written, ..pair[0].clone() }).collect()
}

/// The anomalies that `adya` finds.
fn anomalies(done: &[Transaction]) -> BTreeSet<String> {
    let mut processes: BTreeMap<ClientId, usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for transaction in done {
        let known = processes.len();
        let process = *processes.entry(transaction.client).or_insert(known);
        let key = &transaction.key;
        let read = transaction.read.map(|found| json!(["r", key, found]));
        let written = transaction.written.map(|number| json!(["w", key, number]));
        let value: Vec<Value> = read.into_iter().chain(written).collect();
        for kind in ["invoke", "ok"] {
            lines.push(json!({ "type": kind, "process": process, "value": value }).to_string());
        }
    }
    let history = History::from_json(&lines.join("\n")).expect("the history is well-formed");
    let models = vec!["strong-session-snapshot-isolation".to_owned()];
    // Far more than histories of this size take, so that a slow machine changes no verdict.
    let timeout = Duration::from_secs(3_600);
    let report = check(&history, Workload::RwRegister, &Opts { models, timeout, ..Opts::default() });
    // A history in which no transaction depends on another has nothing to judge.
    report.anomalies.into_keys().filter(|kind| kind != "empty-transaction-graph").collect()
}

/// Whether some read of nothing misses a write of its key that its session had made, or read the value of.
fn misses_own_session(done: &[Transaction]) -> bool {
    done.iter().enumerate().any(|(number, reader)| {
        let session: Vec<&Transaction> = done[..number]
            .iter()
            .filter(|earlier| earlier.client == reader.client && earlier.key == reader.key)
            .collect();
        let knows = |earlier: &&Transaction| earlier.written.is_some() || earlier.read.flatten().is_some();
        reader.read == Some(None) && session.iter().any(knows)
    })
}

/// Whether the history has a cycle in which no two anti-dependencies follow each other: the plain definition of what
/// strong session snapshot isolation forbids, where each key is written once.
fn breaks_snapshot_isolation(done: &[Transaction]) -> bool {
    let all = 0..done.len();
    let depends = |earlier: usize, later: usize| {
        let (from, to) = (&done[earlier], &done[later]);
        let is_read = from.key == to.key && from.written.is_some() && to.read.flatten() == from.written;
        earlier < later && from.client == to.client || is_read
    };
    let is_missed = |reader: usize, writer: usize| {
        done[reader].key == done[writer].key
            && done[reader].read == Some(None)
            && done[writer].written.is_some()
    };
    let step = |from: usize, to: usize| {
        depends(from, to) || all.clone().any(|reader| depends(from, reader) && is_missed(reader, to))
    };
    let mut reaches: Vec<Vec<bool>> =
        all.clone().map(|from| all.clone().map(|to| step(from, to)).collect()).collect();
    for middle in all.clone() {
        for from in all.clone() {
            for to in all.clone() {
                reaches[from][to] |= reaches[from][middle] && reaches[middle][to];
            }
        }
    }
    all.clone().any(|number| reaches[number][number])
}

/// How often a session guarantee of reads is violated.
fn session_violations(scenario: &Scenario) -> usize {
    let timeline = Timeline::new(scenario);
    let checks = ["read-your-writes", "monotonic-reads"].map(|id| find_check(id).expect("it is a check"));
    check_all(&timeline, timeline.ends_at(), &checks, &[]).iter().map(|verdict| verdict.violations).sum()
}

fn lost_writes(scenario: &Scenario) -> usize {
    let timeline = Timeline::new(scenario);
    let check = find_check("no-lost-writes").expect("it is a check");
    check_all(&timeline, timeline.ends_at(), &[check], &[])[0].violations
}

proptest! {
    #![proptest_config(crate::config(192))]

    #[test]
    fn c4_reads_that_miss_what_their_session_knows_break_strong_session_snapshot_isolation(
        scenario in each_key_written_once(),
    ) {
        let done = transactions(&scenario);
        let found = anomalies(&done);
        prop_assert_eq!(!found.is_empty(), breaks_snapshot_isolation(&done), "{:?} in {:?}", found, done);
        let violates = session_violations(&scenario) > 0;
        prop_assert_eq!(violates, misses_own_session(&done), "{:?}", done);
        prop_assert!(!violates || !found.is_empty(), "{:?}", done);
    }

    #[test]
    fn c2_lost_writes_of_updates_are_lost_updates(scenario in updates()) {
        let done = updating_transactions(&scenario);
        let is_lost_update = anomalies(&done).contains("lost-update");
        let mut read = BTreeSet::new();
        let branches = done.iter().any(|update| !read.insert((update.key.clone(), update.read)));
        prop_assert_eq!(is_lost_update, branches, "{:?}", done);
        prop_assert!(lost_writes(&scenario) == 0 || is_lost_update, "{:?}", done);
    }
}

/// Some scenarios, the same in every run.
fn samples(strategy: impl Strategy<Value = Scenario>) -> Vec<Scenario> {
    let mut runner = TestRunner::deterministic();
    (0..200).map(|_| strategy.new_tree(&mut runner).expect("a scenario can be drawn").current()).collect()
}

#[test]
fn c4_runs_include_violations_of_sessions_and_of_causality_alone() {
    let kinds: BTreeSet<(bool, bool)> = samples(each_key_written_once())
        .iter()
        .map(|scenario| (!anomalies(&transactions(scenario)).is_empty(), session_violations(scenario) > 0))
        .collect();
    assert_eq!(kinds, BTreeSet::from([(false, false), (true, false), (true, true)]));
}

#[test]
fn c2_runs_include_lost_updates_that_a_later_writer_had_seen() {
    let kinds: BTreeSet<(bool, bool)> = samples(updates())
        .iter()
        .map(|scenario| {
            let is_lost_update = anomalies(&updating_transactions(scenario)).contains("lost-update");
            (is_lost_update, lost_writes(scenario) > 0)
        })
        .collect();
    assert_eq!(kinds, BTreeSet::from([(false, false), (true, false), (true, true)]));
}
