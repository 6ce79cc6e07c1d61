//! Changes of policy among rows, statements and CRDTs, and readers of keys that have homes, in some random scenarios.

use serde_json::{Value, json};

use super::numbers::Numbers;

/// Adds changes of policy among those that store rows, the one that executes statements, and the CRDT of the values;
/// so that writes are in flight, each comes soon after a write.
pub fn policies(scenario: &mut Value, seed: u64, crdt: &str) {
    let mut numbers = Numbers::new(seed ^ 0x0C8C_8C8C_5151_7777);
    let mut commands = scenario["commands"].as_array().cloned().unwrap_or_default();
    let asks = ["write", "add", "remove", "increment", "update", "insert", "delete"];
    let is_write = |command: &&Value| asks.iter().any(|name| command.get(name).is_some());
    let instants: Vec<f64> =
        commands.iter().filter(is_write).filter_map(|command| command["at_ms"].as_f64()).collect();
    for number in 0..numbers.between(1, 3) {
        let at_ms = match instants.len() as u64 {
            0 => 50.0,
            count => instants[numbers.below(count) as usize] + numbers.between(1, 15) as f64,
        };
        let crdt_comes = number == 0 || numbers.percent(50);
        let policy = if crdt_comes { json!({ "crdt": { "type": crdt } }) } else { plain(&mut numbers) };
        commands.push(json!({ "at_ms": at_ms, "policy": policy }));
    }
    order(&mut commands);
    scenario["commands"] = json!(commands);
}

fn plain(numbers: &mut Numbers) -> Value {
    match numbers.below(4) {
        0 | 1 => json!("none"),
        2 => json!({ "last-write-wins": { "timestamp": numbers.pick(&["leader", "client", "hybrid"]) } }),
        _ => json!("siblings"),
    }
}

/// Adds clients that read what homes have put in order, and then write.
pub fn readers(scenario: &mut Value, seed: u64) {
    let mut numbers = Numbers::new(seed ^ 0x00A4_C2C2_A4A4_1313);
    let mut commands = scenario["commands"].as_array().cloned().unwrap_or_default();
    let asks: Vec<(f64, Value)> = commands.iter().filter_map(asked).collect();
    let ids = |name: &str| -> Vec<Value> {
        let list = scenario[name].as_array().into_iter().flatten();
        list.map(|json| json["id"].clone()).collect()
    };
    let (leaders, clients) = (ids("leaders"), ids("clients"));
    let one =
        |among: &[Value], numbers: &mut Numbers| among[numbers.below(among.len() as u64) as usize].clone();
    for (at_ms, body) in asks {
        if numbers.percent(50) {
            let client = one(&clients, &mut numbers);
            let mut read = json!({ "client": client, "key": body["key"] });
            if numbers.percent(60) {
                read["at"] = one(&leaders, &mut numbers);
            }
            let read_at = at_ms + numbers.between(1, 40) as f64;
            commands.push(json!({ "at_ms": read_at, "read": read }));
            if numbers.percent(50) {
                let mut write = read.clone();
                write["value"] = body["value"].clone();
                commands.push(json!({ "at_ms": read_at + numbers.between(1, 10) as f64, "write": write }));
            }
        }
    }
    order(&mut commands);
    scenario["commands"] = json!(commands);
}

fn asked(command: &Value) -> Option<(f64, Value)> {
    let body = command.get("write")?;
    Some((command["at_ms"].as_f64()?, body.clone()))
}

fn order(commands: &mut [Value]) {
    commands.sort_by(|one, other| {
        one["at_ms"].as_f64().unwrap_or(0.0).total_cmp(&other["at_ms"].as_f64().unwrap_or(0.0))
    });
}
