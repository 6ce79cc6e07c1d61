//! Scenarios for a configuration: one that replays given actions of the model in order, and many with random
//! schedules.

use std::collections::BTreeMap;

use replication::Micros;
use scenario::Scenario;
use serde::Deserialize as _;
use serde_json::{Value, json};

use crate::model::{Action, Link, Message, State};
use crate::model_config::{CLIENTS, Index, LEADERS, ModelConfig, Step};

/// The time between two actions. A message can take from 1 ms to 200 ms.
const TICK_MS: u64 = 2;
/// How far a leader's clock advances from one write to the next.
const MS_PER_WRITE: i64 = 1_000;
/// The key of all writes.
pub const KEY: &str = "k";

/// The instant of the `index`-th action.
pub fn instant_ms(index: usize) -> u64 {
    (index as u64 + 1) * TICK_MS
}

/// The scenario with these commands.
fn scenario(world: &ModelConfig, links: &Value, mut commands: Vec<Value>) -> Scenario {
    commands.sort_by_key(|command| command["at_ms"].as_u64());
    let leaders: Vec<Value> = LEADERS[..world.leaders].iter().map(|id| json!({ "id": id })).collect();
    let clients: Vec<Value> =
        CLIENTS[..world.script.steps.len()].iter().map(|id| json!({ "id": id, "at": LEADERS[0] })).collect();
    let file = json!({
        "polyleader": 1, "title": world.script.title, "leaders": leaders,
        "topology": world.topology(), "links": links, "policy": world.policy(), "clients": clients,
        "commands": commands,
    });
    Scenario::deserialize(&file).unwrap_or_else(|error| panic!("{error}: {file}"))
}

/// The commands for a client's step; `written` counts the writes before it. Before a write, the leader's
/// clock is set to that count.
fn step(world: &ModelConfig, client: Index, index: usize, at_ms: u64, written: usize) -> Vec<Value> {
    let step = world.script.steps[client][index];
    let leader = LEADERS[step.at()];
    let mut request = json!({ "client": CLIENTS[client], "at": leader, "key": KEY });
    let shows_ms = (i64::try_from(written).unwrap() + world.ahead(step.at())) * MS_PER_WRITE;
    let offset_ms = shows_ms - i64::try_from(at_ms).unwrap();
    let clock = json!({ "at_ms": at_ms, "clock": { "leader": leader, "offset_ms": offset_ms } });
    match step {
        Step::Read(_) => vec![json!({ "at_ms": at_ms, "read": request })],
        Step::Delete(_) => vec![clock, json!({ "at_ms": at_ms, "delete": request })],
        Step::Write(_) => {
            request["value"] = json!(world.value_of(world.write_id(client, index)));
            vec![clock, json!({ "at_ms": at_ms, "write": request })]
        }
    }
}

/// A place whose distance from latitude 0, longitude 0 gives this latency.
fn place_at(latency_ms: u64) -> Value {
    // Latency by distance is 1 ms plus 1 ms for each 100 km.
    let along_the_equator_km = (latency_ms - 1) as f64 * 100.0;
    json!([0, (along_the_equator_km / 6_371.0).to_degrees()])
}

/// Moves a leader shortly before the `index`-th action.
fn move_leader(leader: Index, place: Value, index: usize) -> Value {
    json!({ "at_ms": instant_ms(index) - 1, "move": { "leader": LEADERS[leader], "place": place } })
}

/// The scenario that replays exactly these actions, the `n`-th at [`instant_ms`] of `n`; each comes with the
/// state after it.
///
/// A message's latency is fixed when it is sent. So before each action that sends, the sender is moved to one
/// place, and each receiver as far away as its message has to take.
pub fn directed(world: &ModelConfig, run: &[(Action, &State)]) -> Scenario {
    let mut before = &State::default();
    let mut commands = Vec::new();
    let mut done = [0; CLIENTS.len()];
    let mut written = 0;
    for (index, (action, after)) in run.iter().enumerate() {
        let sender = match *action {
            Action::Act(client) => {
                let number = done[client];
                done[client] += 1;
                commands.extend(step(world, client, number, instant_ms(index), written));
                let step = world.script.steps[client][number];
                written += usize::from(step.is_write());
                step.at()
            }
            Action::Deliver((_, to), _) => to,
        };
        let sent = sent(before, after);
        commands.extend((!sent.is_empty()).then(|| move_leader(sender, json!([0, 0]), index)));
        for (link, message) in sent {
            let actions_later = 1 + delivered(&run[index..], link, &message);
            commands.push(move_leader(link.1, place_at(actions_later as u64 * TICK_MS), index));
        }
        before = after;
    }
    scenario(world, &json!({ "latency": "by-distance", "order": world.order() }), commands)
}

/// The messages in flight after an action that were not before it. No link carries a write along one path
/// twice.
fn sent(before: &State, after: &State) -> Vec<(Link, Message)> {
    let all =
        after.in_flight.iter().flat_map(|(link, on_link)| on_link.iter().map(|message| (*link, message)));
    let new = all
        .filter(|(link, message)| !before.in_flight.get(link).is_some_and(|there| there.contains(message)));
    new.map(|(link, message)| (link, message.clone())).collect()
}

/// The number of actions before the one that delivers a message.
fn delivered(run: &[(Action, &State)], link: Link, message: &Message) -> usize {
    let delivers = |pair: &[(Action, &State)]| match pair[1].0 {
        Action::Deliver(on, index) => on == link && pair[0].1.in_flight[&on][index] == *message,
        Action::Act(_) => false,
    };
    run.windows(2).position(delivers).expect("everything sent is delivered")
}

/// Every interleaving of the clients' scripts, as client indices.
fn interleavings(left: &BTreeMap<Index, usize>) -> Vec<Vec<Index>> {
    if left.is_empty() {
        return vec![vec![]];
    }
    let mut all = Vec::new();
    for client in left.keys() {
        let mut rest = left.clone();
        match rest.get_mut(client) {
            Some(steps) if *steps > 1 => *steps -= 1,
            _ => drop(rest.remove(client)),
        }
        all.extend(interleavings(&rest).into_iter().map(|order| [vec![*client], order].concat()));
    }
    all
}

/// Latency and jitter of a random schedule.
const LINKS_MS: [(u64, u64); 4] = [(1, 0), (30, 0), (2, 120), (2, 120)];
/// The pause after a step.
const PAUSES_MS: [u64; 2] = [3, 45];

/// Random schedules of a configuration: every interleaving of clients, short and long pauses, links that are
/// fast, slow or jittery, and at most one link cut for a while.
pub fn random_schedules(world: &ModelConfig, number: usize) -> impl Iterator<Item = Scenario> {
    /// A prime, so that few seeds cover the whole space evenly.
    const STRIDE: usize = 7919;
    let steps = world.script.steps.iter().map(|steps| steps.len()).enumerate().collect();
    let orders = interleavings(&steps);
    let pauses = 1 << (orders[0].len() - 1);
    let leaders = world.leaders;
    // Cutting a leader from itself cuts nothing.
    let cuts: Vec<Link> = (0..leaders).flat_map(|from| (0..leaders).map(move |to| (from, to))).collect();
    (0..number).map(move |seed| {
        let mut code = seed * STRIDE;
        let mut digit = |base: usize| {
            let digit = code % base;
            code /= base;
            digit
        };
        let (latency_ms, jitter_ms) = LINKS_MS[digit(LINKS_MS.len())];
        let links = json!({
            "latency": { "fixed_ms": latency_ms }, "jitter_ms": jitter_ms, "order": world.order(),
        });
        let cut = cut_for_a_while(cuts[digit(cuts.len())]);
        let order = &orders[digit(orders.len())];
        let pauses: usize = digit(pauses);
        let mut commands = commands_in_order(world, order, |index| PAUSES_MS[pauses >> index & 1]);
        commands.extend(cut);
        Scenario { seed: seed as u64, ..scenario(world, &links, commands) }
    })
}

/// The clients' steps in this order, with a pause after each.
fn commands_in_order(world: &ModelConfig, order: &[Index], pause_ms: impl Fn(usize) -> u64) -> Vec<Value> {
    let mut commands = Vec::new();
    let mut done = [0; CLIENTS.len()];
    let (mut at_ms, mut written) = (1, 0);
    for (index, client) in order.iter().enumerate() {
        commands.extend(step(world, *client, done[*client], at_ms, written));
        written += usize::from(world.script.steps[*client][done[*client]].is_write());
        done[*client] += 1;
        at_ms += pause_ms(index);
    }
    commands
}

fn cut_for_a_while((from, to): Link) -> Vec<Value> {
    let way = json!({ "from": LEADERS[from], "to": LEADERS[to] });
    let (cut, heal) = (json!({ "at_ms": 0, "cut": way }), json!({ "at_ms": 60, "heal": way }));
    if from == to { vec![] } else { vec![cut, heal] }
}

/// An instant after the `index`-th action of a directed run, and before the next event.
pub fn just_after(index: usize) -> Micros {
    Micros::from_ms(instant_ms(index)) + Micros(500)
}
