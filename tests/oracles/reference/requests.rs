//! Which command of the scenario an accepted write came from, and what its client had seen then.

use std::collections::BTreeMap;

use serde_json::Value;

use super::clocks::{Reading, micros};
use super::dots::{Dots, dots_up_to};
use super::operations::Operation;

/// A command of a client that writes.
#[derive(Clone, Debug)]
pub struct Command {
    /// When, in microseconds.
    pub time_us: i64,
    /// Who.
    pub client: String,
    /// The key.
    pub key: String,
    /// The leader that is asked.
    pub leader: String,
    /// What it writes; none for a read.
    pub operation: Option<Operation>,
    /// The context that the command states.
    pub explicit: Option<Dots>,
    /// Whether it still has to read; a merge then writes.
    reads: bool,
    /// The number of the request by which its read waits.
    waits: Option<u64>,
    /// Whether its read has waited and was answered.
    waited: bool,
    used: bool,
}

/// A request that travels to a key's home or waits, with its client's state at the moment of asking.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its command.
    pub command: Command,
    /// The causal context that the client sends.
    pub context: Dots,
    /// The writes of the key that the client has seen (C2).
    pub seen: Dots,
    /// The client's session.
    pub session: Dots,
    /// The client's token.
    pub token: Reading,
    /// The client's clock.
    pub client_us: i64,
}

/// The commands and the travelling requests of a run.
#[derive(Default)]
pub struct Requests {
    commands: Vec<Command>,
    /// By number, the requests that travel or wait.
    sent: BTreeMap<u64, Request>,
}

impl Requests {
    /// The commands of a scenario, in the order in which they run.
    pub fn new(scenario: &Value) -> Requests {
        let list = |name: &str| scenario.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let clients = list("clients");
        let at = |client: &str| {
            let client = clients.iter().find(|json| json["id"] == client);
            client.and_then(|json| json["at"].as_str()).unwrap_or_default().to_string()
        };
        let mut commands: Vec<Command> =
            list("commands").iter().filter_map(|json| read_command(json, &at)).collect();
        commands.sort_by_key(|command| command.time_us);
        Requests { commands, sent: BTreeMap::new() }
    }

    /// Takes the next unused command of an instant that fits.
    pub fn take(
        &mut self,
        time_us: i64,
        client: &str,
        key: &str,
        leader: &str,
        operation: Option<&Operation>,
    ) -> Option<Command> {
        let fits = |command: &&mut Command| {
            command.is_asking(client, key, leader)
                && command.time_us == time_us
                && operation.is_none_or(|operation| {
                    !command.reads && command.operation.as_ref().is_some_and(|asked| same(asked, operation))
                })
        };
        let command = self.commands.iter_mut().find(fits)?;
        command.used = true;
        Some(command.clone())
    }

    /// Takes an unused merge of an earlier instant, whose read waited at its leader.
    pub fn take_merge(
        &mut self,
        client: &str,
        key: &str,
        leader: &str,
        operation: &Operation,
    ) -> Option<Command> {
        let waited = |command: &&Command| command.waited && command.is_of(client, key, leader);
        let time_us = self.commands.iter().find(waited)?.time_us;
        self.take(time_us, client, key, leader, Some(operation))
    }

    /// Notes that the read of a command is served, which has not waited.
    pub fn take_read(&mut self, time_us: i64, client: &str, key: &str, leader: &str) {
        let mut commands = self.commands.iter_mut().filter(|command| command.time_us == time_us);
        let reads = |command: &&mut Command| command.is_asking(client, key, leader) && command.reads;
        if let Some(command) = commands.find(reads) {
            command.reads = false;
            command.used = command.operation.is_none();
        }
    }

    /// Notes that a request of this instant waits, if it is a read; if not, it is a write, or the write of a merge
    /// whose read has waited.
    pub fn read_waits(&mut self, number: u64, time_us: i64, client: &str, key: &str, leader: &str) -> bool {
        let mut commands = self.commands.iter_mut().filter(|command| command.time_us == time_us);
        match commands.find(|command| command.is_asking(client, key, leader)) {
            Some(command) if command.reads => {
                command.waits = Some(number);
                true
            }
            Some(_) | None => false,
        }
    }

    /// Notes that a read which has waited is served. A merge then writes.
    pub fn take_waiting_read(&mut self, number: u64) {
        let waits = |command: &&mut Command| command.waits == Some(number);
        if let Some(command) = self.commands.iter_mut().find(waits) {
            command.waits = None;
            command.reads = false;
            command.used = command.operation.is_none();
            command.waited = !command.used;
        }
    }

    /// Notes that a read which waited is refused. A merge then writes nothing.
    pub fn end_waiting_read(&mut self, number: u64) {
        let waits = |command: &&mut Command| command.waits == Some(number);
        if let Some(command) = self.commands.iter_mut().find(waits) {
            command.waits = None;
            command.used = true;
        }
    }

    /// Whether a write of this instant, or the write of a merge whose read has waited, is still unused.
    pub fn has_write(&self, time_us: i64, client: &str, key: &str, leader: &str) -> bool {
        self.commands.iter().any(|command| {
            let is_due = command.time_us == time_us || command.waited;
            is_due && !command.reads && command.operation.is_some() && command.is_of(client, key, leader)
        })
    }

    /// Takes the command of a request that is sent on or waits: one of this instant, or a merge whose read has waited.
    pub fn take_sent(&mut self, time_us: i64, client: &str, key: &str, leader: &str) -> Option<Command> {
        let writes = |command: &Command| {
            !command.reads && command.operation.is_some() && command.is_of(client, key, leader)
        };
        let now = self.commands.iter().position(|command| command.time_us == time_us && writes(command));
        let waited = || self.commands.iter().position(|command| command.waited && writes(command));
        let at = now.or_else(waited)?;
        let command = &mut self.commands[at];
        command.used = true;
        Some(command.clone())
    }

    /// Drops a command that did nothing, as its event states it.
    pub fn ignore(&mut self, time_us: i64, command: &Value) {
        let Some((_, body)) = command.as_object().and_then(|object| object.iter().next()) else { return };
        let explicit = body.get("context").map(|context| dots_up_to(Some(context)));
        let fits = |command: &&mut Command| {
            !command.used
                && command.time_us == time_us
                && body.get("client").is_some_and(|client| *client == command.client)
                && body.get("key").is_some_and(|key| *key == command.key)
                && command.explicit == explicit
        };
        if let Some(command) = self.commands.iter_mut().find(fits) {
            command.used = true;
        }
    }

    /// Notes a request by its number.
    pub fn send(&mut self, number: u64, request: Request) {
        self.sent.insert(number, request);
    }

    /// The request with a number.
    pub fn numbered(&self, number: u64) -> Option<Request> {
        self.sent.get(&number).cloned()
    }
}

impl Command {
    /// Whether it is an unused command of a client to a leader for a key whose read does not wait.
    fn is_asking(&self, client: &str, key: &str, leader: &str) -> bool {
        self.waits.is_none() && self.is_of(client, key, leader)
    }

    /// Whether it is an unused command of a client to a leader for a key.
    fn is_of(&self, client: &str, key: &str, leader: &str) -> bool {
        !self.used && self.client == client && self.key == key && self.leader == leader
    }
}

/// Whether a write does what a command asked for; a counter counts up or down to a written number.
fn same(asked: &Operation, accepted: &Operation) -> bool {
    asked == accepted || matches!((asked, accepted), (Operation::Put(_), Operation::Increment(_)))
}

fn read_command(json: &Value, at: &impl Fn(&str) -> String) -> Option<Command> {
    let time_us = micros(json["at_ms"].as_f64()?);
    let (name, body) = json.as_object()?.iter().find(|(name, _)| *name != "at_ms")?;
    let client = body.get("client")?.as_str()?.to_string();
    let operation = match name.as_str() {
        "read" => None,
        "delete" => Some(Operation::Delete),
        "increment" => Some(Operation::Increment(body.get("by").and_then(Value::as_i64).unwrap_or(1))),
        "add" | "remove" => Some(Operation::read(&serde_json::json!({ name: body.get("item")? }))?),
        _ => Some(Operation::read(&serde_json::json!({ name: body.get("value")? }))?),
    };
    let leader = body.get("at").and_then(Value::as_str).map_or_else(|| at(&client), str::to_string);
    let explicit = body.get("context").map(|context| dots_up_to(Some(context)));
    Some(Command {
        time_us,
        key: body.get("key")?.as_str()?.to_string(),
        leader,
        client,
        operation,
        explicit,
        reads: matches!(name.as_str(), "read" | "merge"),
        waits: None,
        waited: false,
        used: false,
    })
}
