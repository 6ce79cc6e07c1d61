//! Workloads: randomly generated clients and commands, drawn from the scenario's seed.
//!
//! A workload expands to ordinary clients and commands. Each random draw is keyed by client and operation, so a
//! client does the same no matter how many others there are.

mod centi;
mod client_placement;
mod distribution;
pub(crate) mod installed;
mod write_kind;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::ops::RangeInclusive;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::command::{ClientRequest, Command, RequestedOperation, ScheduledCommand, in_time_order};
use crate::id::{ClientId, LeaderId};
use crate::limits::{
    MAX_CLIENTS, MAX_COMMANDS, MAX_OPERATIONS_PER_SECOND, MAX_WORKLOAD_KEYS, MAX_ZIPF_EXPONENT,
};
use crate::randomness::Randomness;
use crate::request_settings::RequestSettings;
use crate::setup::ClientSpec;
use crate::time::Micros;
pub use crate::workload::centi::Centi;
use crate::workload::client_placement::ClientPlacement;
use crate::workload::distribution::{OperationNumber, ZipfKeys, exponential_gap};
pub use crate::workload::write_kind::WriteKind;

/// Clients that read and write at random. Files omit fields that have their default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// The number of clients.
    #[serde(deserialize_with = "clients_within_bounds")]
    pub clients: u32,
    /// The relative number of clients at each leader; if empty, evenly in leader order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub at: BTreeMap<LeaderId, u32>,
    /// When the clients start.
    #[serde(rename = "from_ms", default, skip_serializing_if = "is_default")]
    pub from: Micros,
    /// When the clients stop, exclusive.
    #[serde(rename = "until_ms")]
    pub until: Micros,
    /// The mean number of operations per second and client, as a Poisson process.
    #[serde(deserialize_with = "rate_within_bounds")]
    pub per_second: Centi,
    /// The percentage of operations that are reads; the rest are writes.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "percent_within_bounds")]
    pub reads_percent: u8,
    /// The operation that writes use.
    #[serde(default, skip_serializing_if = "is_default")]
    pub writes: WriteKind,
    /// The percentage of writes that are deletes.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "percent_within_bounds")]
    pub deletes_percent: u8,
    /// Whether a client reads the key before each write, so that it has seen what it replaces.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reads_first: bool,
    /// The number of keys: `k1`, `k2` and so on.
    #[serde(default = "one_key", skip_serializing_if = "is_one", deserialize_with = "keys_within_bounds")]
    pub keys: u32,
    /// The Zipf exponent of key popularity: key n is drawn in proportion to 1/n to this power. At 0 all keys are
    /// equally likely.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "zipf_within_bounds")]
    pub zipf: Centi,
    /// How each client sends its requests. By distance, a client is where its leader is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub requests: RequestSettings,
}

/// The clients and commands of a workload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpandedWorkload {
    /// The generated clients.
    pub clients: Vec<ClientSpec>,
    /// The generated commands, in time order.
    pub commands: Vec<ScheduledCommand>,
}

impl Workload {
    /// Generates the clients and commands for these seeds and leaders, without using the ids in `taken`.
    /// Stops soon after the command limit of a run.
    #[must_use]
    pub fn expand(
        &self,
        randomness: &Randomness,
        leaders: &[LeaderId],
        taken: &BTreeSet<ClientId>,
    ) -> ExpandedWorkload {
        installed::expand(self, randomness, leaders, taken)
    }

    fn generate(
        &self,
        randomness: &Randomness,
        leaders: &[LeaderId],
        taken: &BTreeSet<ClientId>,
    ) -> ExpandedWorkload {
        let ids =
            (1..=u64::from(self.clients)).take(MAX_CLIENTS).filter_map(|number| client_spec(number, taken));
        let clients: Vec<ClientSpec> =
            ids.zip(ClientPlacement::new(&self.at, leaders)).map(|placed| self.client(placed)).collect();
        let popularity = ZipfKeys::new(self.keys, self.zipf);
        let mut commands = Vec::new();
        for (number, client) in (1..).zip(&clients) {
            self.generate_operations(number, client.id, randomness, &popularity, &mut commands);
        }
        ExpandedWorkload { clients, commands: in_time_order(commands) }
    }

    fn client(&self, (id, at): (ClientId, LeaderId)) -> ClientSpec {
        ClientSpec { requests: self.requests, ..ClientSpec::new(id, at) }
    }

    /// The expected number of commands.
    #[must_use]
    pub fn expected_commands(&self) -> u64 {
        let per_hundred_seconds = u128::from(self.clients) * u128::from(self.per_second.0);
        let operations = per_hundred_seconds * u128::from((self.until - self.from).0) / 100_000_000;
        let writes_percent = 100 - u128::from(self.reads_percent.min(100));
        let reads_first = if self.reads_first { operations * writes_percent / 100 } else { 0 };
        u64::try_from(operations + reads_first).unwrap_or(u64::MAX)
    }

    /// When a client does its next operation, after one at `last`. What a seed puts after its end is drawn again from
    /// there: how long a Poisson process has waited already changes nothing.
    fn next_operation(&self, last: Micros, randomness: &Randomness, operation: &OperationNumber) -> Micros {
        let mut from = last;
        loop {
            let at = from + exponential_gap(randomness.at(from), self.per_second, operation);
            match randomness.next_change(from).filter(|change| *change <= at) {
                Some(change) => from = change,
                None => return at,
            }
        }
    }

    /// Generates all operations of one client.
    fn generate_operations(
        &self,
        number: u64,
        client: ClientId,
        randomness: &Randomness,
        popularity: &ZipfKeys,
        commands: &mut Vec<ScheduledCommand>,
    ) {
        let mut at = self.from;
        let mut writes = 0;
        for operation in 1.. {
            let operation_number = OperationNumber { client: number, operation };
            at = self.next_operation(at, randomness, &operation_number);
            let draws = randomness.at(at);
            if at >= self.until || commands.len() > MAX_COMMANDS {
                return;
            }
            let key = popularity.key(draws, &operation_number);
            let read = Command::Read { client, at: None, key: key.clone() };
            if draws.chance(self.reads_percent, "workload read", &operation_number) {
                commands.push(ScheduledCommand::new(at, read));
                continue;
            }
            writes += 1;
            let write = match draws.chance(self.deletes_percent, "workload delete", &operation_number) {
                true => RequestedOperation::Delete,
                false => self.writes.operation(client, writes),
            };
            let write = ClientRequest { client, at: None, key, operation: write, context: None };
            commands.extend(self.reads_first.then(|| ScheduledCommand::new(at, read)));
            commands.push(ScheduledCommand::new(at, write.into()));
        }
    }
}

/// `w3`, or `w3-2`, `w3-3` and so on if that is taken, so that the other clients keep their ids.
fn client_spec(number: u64, taken: &BTreeSet<ClientId>) -> Option<ClientId> {
    let alternatives = (2..).map(|further| format!("w{number}-{further}"));
    let names = std::iter::once(format!("w{number}")).chain(alternatives).take(taken.len() + 1);
    names.filter_map(|name| name.parse().ok()).find(|id| !taken.contains(id))
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn one_key() -> u32 {
    1
}

fn is_one(keys: &u32) -> bool {
    *keys == 1
}

fn clients_within_bounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    within(deserializer, 1..=MAX_CLIENTS as u32)
}

fn keys_within_bounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    within(deserializer, 1..=MAX_WORKLOAD_KEYS)
}

fn percent_within_bounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    within(deserializer, 0..=100)
}

fn rate_within_bounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Centi, D::Error> {
    Centi::within(deserializer, Centi(1)..=Centi(100 * MAX_OPERATIONS_PER_SECOND))
}

fn zipf_within_bounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Centi, D::Error> {
    Centi::within(deserializer, Centi(0)..=Centi(100 * MAX_ZIPF_EXPONENT))
}

fn within<'de, D, T>(deserializer: D, bounds: RangeInclusive<T>) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<u64> + PartialOrd + Display,
{
    let number = u64::deserialize(deserializer)?;
    let within = T::try_from(number).ok().filter(|number| bounds.contains(number));
    let (least, most) = bounds.into_inner();
    within.ok_or_else(|| D::Error::custom(format!("{number} is out of range: from {least} to {most}")))
}

#[cfg(test)]
mod tests;
