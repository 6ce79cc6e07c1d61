//! A workload: clients and commands that a scenario does not list, drawn from its seed.
//!
//! It stands for ordinary clients and ordinary commands. Each draw is for one operation of one client, so
//! that a client does the same however many others there are.

mod centi;
mod distribution;
mod client_placement;
mod write_kind;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::ops::RangeInclusive;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::clock::Clock;
use crate::command::{ClientRequest, Command, RequestedOperation, ScheduledCommand};
use crate::id::{ClientId, LeaderId};
use crate::limits::{MAX_CLIENTS, MAX_COMMANDS, MAX_OPERATIONS_PER_SECOND, MAX_WORKLOAD_KEYS, MAX_ZIPF_EXPONENT};
use crate::random::KeyedRng;
use crate::setup::ClientSpec;
use crate::time::Micros;
pub use crate::workload::centi::Centi;
use crate::workload::distribution::{OperationNumber, ZipfKeys, exponential_gap};
use crate::workload::client_placement::ClientPlacement;
pub use crate::workload::write_kind::WriteKind;

/// Clients that read and write by chance. What has its default is left out of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// How many clients there are.
    #[serde(deserialize_with = "clients_within_bounds")]
    pub clients: u32,
    /// Where they sit: how many of them at each leader, in proportion. Empty is evenly, in the leaders'
    /// order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub at: BTreeMap<LeaderId, u32>,
    /// When they begin.
    #[serde(rename = "from_ms", default, skip_serializing_if = "is_default")]
    pub from: Micros,
    /// When they are over; at this very instant nothing is done any more.
    #[serde(rename = "until_ms")]
    pub until: Micros,
    /// How many operations a client does in a second, on average. They come independently of each other.
    #[serde(deserialize_with = "rate_within_bounds")]
    pub per_second: Centi,
    /// How many of a hundred operations are reads. The others are writes.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "percent_within_bounds")]
    pub reads_percent: u8,
    /// What a write does.
    #[serde(default, skip_serializing_if = "is_default")]
    pub writes: WriteKind,
    /// How many of a hundred writes are deletes.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "percent_within_bounds")]
    pub deletes_percent: u8,
    /// Whether a client reads the key just before it writes, so that it has seen what it replaces.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reads_first: bool,
    /// How many keys there are: `k1`, `k2` and so on.
    #[serde(default = "one_key", skip_serializing_if = "is_one", deserialize_with = "keys_within_bounds")]
    pub keys: u32,
    /// How much more popular the first keys are than the last: by Zipf's law key number n is drawn in
    /// proportion to 1 ÷ n to this power. At 0 each is as likely as the others.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "zipf_within_bounds")]
    pub zipf: Centi,
}

/// What a workload stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpandedWorkload {
    /// Its clients.
    pub clients: Vec<ClientSpec>,
    /// What they do, in the order of time.
    pub commands: Vec<ScheduledCommand>,
}

impl Workload {
    /// The clients and commands that it stands for in a run of this seed, with these leaders in their order.
    /// The ids that are taken are given to nobody. There are never many more commands than a run may have.
    #[must_use]
    pub fn expand(&self, seed: u64, leaders: &[LeaderId], taken: &BTreeSet<ClientId>) -> ExpandedWorkload {
        let ids = (1..=u64::from(self.clients)).take(MAX_CLIENTS).filter_map(|number| client_spec(number, taken));
        let clients: Vec<ClientSpec> = ids.zip(ClientPlacement::new(&self.at, leaders)).map(client).collect();
        let popularity = ZipfKeys::new(self.keys, self.zipf);
        let mut commands = Vec::new();
        for (number, client) in (1..).zip(&clients) {
            self.generate_operations(number, client.id, KeyedRng { seed }, &popularity, &mut commands);
        }
        commands.sort_by_key(|timed| timed.at);
        ExpandedWorkload { clients, commands }
    }

    /// How many commands it makes on average.
    #[must_use]
    pub fn expected_commands(&self) -> u64 {
        let per_hundred_seconds = u128::from(self.clients) * u128::from(self.per_second.0);
        let operations = per_hundred_seconds * u128::from((self.until - self.from).0) / 100_000_000;
        let writes_percent = 100 - u128::from(self.reads_percent.min(100));
        let reads_first = if self.reads_first { operations * writes_percent / 100 } else { 0 };
        u64::try_from(operations + reads_first).unwrap_or(u64::MAX)
    }

    /// Everything that one client does.
    fn generate_operations(
        &self,
        number: u64,
        client: ClientId,
        draws: KeyedRng,
        popularity: &ZipfKeys,
        commands: &mut Vec<ScheduledCommand>,
    ) {
        let mut at = self.from;
        let mut writes = 0;
        for operation in 1.. {
            let nth = OperationNumber { client: number, operation };
            at = at + exponential_gap(draws, self.per_second, &nth);
            if at >= self.until || commands.len() > MAX_COMMANDS {
                return;
            }
            let key = popularity.key(draws, &nth);
            let read = Command::Read { client, at: None, key: key.clone() };
            if draws.chance(self.reads_percent, "workload read", &nth) {
                commands.push(ScheduledCommand::new(at, read));
                continue;
            }
            writes += 1;
            let write = match draws.chance(self.deletes_percent, "workload delete", &nth) {
                true => RequestedOperation::Delete,
                false => self.writes.operation(client, writes),
            };
            let write = ClientRequest { client, at: None, key, operation: write, context: None };
            commands.extend(self.reads_first.then(|| ScheduledCommand::new(at, read)));
            commands.push(ScheduledCommand::new(at, write.into()));
        }
    }
}

/// `w3`; `w3-2`, `w3-3` and so on if that is taken, so that it is nothing to the others.
fn client_spec(number: u64, taken: &BTreeSet<ClientId>) -> Option<ClientId> {
    let others = (2..).map(|further| format!("w{number}-{further}"));
    let names = std::iter::once(format!("w{number}")).chain(others).take(taken.len() + 1);
    names.filter_map(|name| name.parse().ok()).find(|id| !taken.contains(id))
}

fn client((id, at): (ClientId, LeaderId)) -> ClientSpec {
    ClientSpec { id, name: None, at, clock: Clock::TRUE }
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
    within.ok_or_else(|| D::Error::custom(format!("{number} is out of bounds: from {least} to {most}")))
}

#[cfg(test)]
mod tests;
