//! Settings and commands that every fourth random scenario has on top of the others.

use serde_json::{Value, json};

use super::numbers::Numbers;

/// Adds draining, purging, acknowledgements, sessions, forwarding of departed writes and stopping at errors.
pub fn add(scenario: &mut Value, seed: u64) {
    let mut numbers = Numbers::new(seed ^ 0x5EED_0F0F_1234_4321);
    let policy = scenario["policy"].to_string();
    settings(&mut scenario["replication"], &mut numbers, &policy);
    let commands = scenario["commands"].as_array().cloned().unwrap_or_default();
    let mut commands: Vec<Value> = commands
        .into_iter()
        .map(|mut command| {
            if let Some(replication) = command.get_mut("replication") {
                settings(replication, &mut numbers, &policy);
            }
            if command.get("leave").is_some() && numbers.percent(50) {
                command["leave"]["drain"] = json!(true);
            }
            command
        })
        .collect();
    let ids = |name: &str| -> Vec<String> {
        let list = scenario[name].as_array().into_iter().flatten();
        list.filter_map(|json| json["id"].as_str().map(str::to_string)).collect()
    };
    members(&mut commands, &mut numbers, &ids("leaders"));
    travels(&mut commands, &mut numbers, &ids("leaders"));
    commands.sort_by(|one, other| {
        one["at_ms"].as_f64().unwrap_or(0.0).total_cmp(&other["at_ms"].as_f64().unwrap_or(0.0))
    });
    scenario["commands"] = json!(commands);
}

fn settings(replication: &mut Value, numbers: &mut Numbers, policy: &str) {
    if numbers.percent(40) {
        replication["departed"] = json!("forward");
    }
    if numbers.percent(35) {
        replication["acknowledgement"] = json!(numbers.pick(&["dot", "values"]));
    }
    if numbers.percent(45) {
        replication["delivery"] = json!("causal");
    }
    for name in ["session_reads", "session_writes"] {
        if numbers.percent(60) {
            replication[name] = json!(numbers.pick(&["serve", "wait", "wait", "refuse"]));
        }
    }
    if numbers.percent(60) {
        replication["session_timeout_ms"] = json!(numbers.between(5, 150));
    }
    let statements = policy.contains("none");
    if !statements && numbers.percent(10) {
        replication["suppress"] = json!(numbers.pick(&["path", "origin"]));
        replication["unchanged_rows"] = json!(numbers.pick(&["drop", "drop", "forward"]));
    }
    for name in ["update_missing", "insert_exists", "wrong_kind"] {
        if statements && numbers.percent(25) {
            replication[name] = json!("stop");
        }
    }
}

/// Leaders that leave, with and without draining, purges of their writes, and skips of what stops a link.
fn members(commands: &mut Vec<Value>, numbers: &mut Numbers, leaders: &[String]) {
    let one = |numbers: &mut Numbers| leaders[numbers.below(leaders.len() as u64) as usize].clone();
    for _ in 0..numbers.below(3) {
        let (leaver, at_ms) = (one(numbers), numbers.between(20, 300));
        let mut body = json!({ "leader": leaver });
        if numbers.percent(60) {
            body["drain"] = json!(true);
        }
        commands.push(json!({ "at_ms": at_ms, "leave": body }));
        for _ in 0..numbers.below(3) {
            let mut body = json!({ "write": format!("{leaver}{}", numbers.between(1, 6)) });
            if numbers.percent(40) {
                body["at"] = json!(one(numbers));
            }
            commands.push(json!({ "at_ms": at_ms + numbers.between(1, 250), "purge": body }));
        }
    }
    let (from, to) = (one(numbers), one(numbers));
    if from != to && numbers.percent(40) {
        let body = json!({ "from": from, "to": to });
        commands.push(json!({ "at_ms": numbers.between(50, 400), "skip": body }));
    }
}

/// Clients that ask other leaders, so that leaders are behind them.
fn travels(commands: &mut [Value], numbers: &mut Numbers, leaders: &[String]) {
    let asks = ["write", "read", "merge", "add", "remove", "increment", "update", "insert", "delete"];
    for command in commands {
        for name in asks {
            if command.get(name).is_some_and(|body| body.get("client").is_some()) && numbers.percent(30) {
                command[name]["at"] = json!(leaders[numbers.below(leaders.len() as u64) as usize]);
            }
        }
    }
}
