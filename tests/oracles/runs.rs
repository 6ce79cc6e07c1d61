//! Random runs for the comparison with `crdts`, built as scenario JSON.

use std::fmt;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use scenario::Scenario;
use serde_json::{Value, json};

const LEADERS: [&str; 4] = ["A", "B", "C", "D"];
const CLIENTS: [&str; 5] = ["ana", "ben", "cleo", "dan", "eve"];
const KEYS: [&str; 2] = ["cart", "page"];
/// Commands are given before this instant.
const COMMANDS_UNTIL_MS: u64 = 300;

/// A run that prints as JSON when a test fails.
#[derive(Clone)]
pub struct Run(pub Scenario);

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_json())
    }
}

/// Whether clients move between leaders.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Clients {
    StayAtOneLeader,
    Roam,
}

/// Random runs under a policy: any topology, links that reorder and lose messages, cuts and crashes.
pub fn runs(policy: Value, clients: Clients) -> impl Strategy<Value = Run> {
    (2..=LEADERS.len()).prop_flat_map(move |count| {
        let leaders = &LEADERS[..count];
        let policy = policy.clone();
        (
            any::<u32>(),
            leaders.iter().map(|id| participant(id, None)).collect::<Vec<_>>(),
            CLIENTS.iter().map(|id| participant(id, Some(leaders))).collect::<Vec<_>>(),
            topology(),
            links(),
            vec(command(leaders, clients), 0..40),
        )
            .prop_map(move |(seed, leaders, clients, topology, links, mut commands)| {
                commands.sort_by_key(|command| command["at_ms"].as_u64());
                let file = json!({
                    "polyleader": 1, "seed": seed, "leaders": leaders, "topology": topology, "links": links,
                    "policy": policy.clone(), "clients": clients, "commands": commands,
                });
                Run(Scenario::from_json(&file.to_string()).unwrap_or_else(|error| panic!("{error}: {file}")))
            })
    })
}

/// A leader, or a client at one of these leaders; half of the clocks are wrong.
fn participant(
    id: &'static str,
    at: Option<&'static [&'static str]>,
) -> impl Strategy<Value = Value> + use<> {
    let at = at.map_or(Just(None).boxed(), |leaders| select(leaders).prop_map(Some).boxed());
    // Multiples of 10 ms, like those of commands, so that timestamps are often equal.
    let offset = prop_oneof![Just(0), (-9..9i64).prop_map(|tens| tens * 10)];
    (at, offset).prop_map(move |(at, offset)| match at {
        Some(at) => json!({ "id": id, "at": at, "clock": { "offset_ms": offset } }),
        None => json!({ "id": id, "clock": { "offset_ms": offset } }),
    })
}

fn topology() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => Just(json!("all-to-all")),
        1 => any::<bool>().prop_map(|both_ways| json!({ "circular": { "both_ways": both_ways } })),
        1 => Just(json!("star")),
    ]
}

fn links() -> impl Strategy<Value = Value> {
    let jitter = prop_oneof![Just(0u64), 0..200u64];
    let loss = prop_oneof![Just(0u8), 0..40u8];
    (0..120u64, jitter, loss, select(vec!["fifo", "any"])).prop_map(|(latency, jitter, loss, order)| {
        json!({ "latency": { "fixed_ms": latency }, "jitter_ms": jitter, "loss_percent": loss, "order": order })
    })
}

fn command(leaders: &'static [&'static str], clients: Clients) -> impl Strategy<Value = Value> {
    let leader = select(leaders);
    let elsewhere = match clients {
        Clients::StayAtOneLeader => Just(None).boxed(),
        Clients::Roam => proptest::option::weighted(0.3, leader.clone()).boxed(),
    };
    let request = (select(&CLIENTS[..]), elsewhere, select(&KEYS[..]));
    // Few values, so that some are equal.
    (0..COMMANDS_UNTIL_MS / 10, request, (leader.clone(), leader), 0..3, 0..20).prop_map(
        |(tens, (client, at, key), (one, other), value, kind)| {
            let mut request = json!({ "client": client, "key": key });
            if let Some(at) = at {
                request["at"] = json!(at);
            }
            if matches!(kind, 0..=7 | 9..=10) {
                request["value"] = json!(value);
            }
            let (name, what) = match kind {
                0..=7 => ("write", request),
                8 => ("delete", request),
                9..=10 => ("merge", request),
                18 => ("crash", json!({ "leader": one })),
                19 => ("restart", json!({ "leader": one })),
                16 if one != other => ("cut", json!({ "from": one, "to": other })),
                17 if one != other => ("heal", json!({ "between": [one, other] })),
                _ => ("read", request),
            };
            json!({ "at_ms": tens * 10, name: what })
        },
    )
}
