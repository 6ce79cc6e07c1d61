//! Small scenarios: two or three leaders, each with a client that writes to one key.

use replication::{
    ClientId, ClientRequest, ClientSpec, Command, Key, LeaderId, LeaderSpec, Merge, MergePlace, MergeRule,
    Micros, Place, Policy, RequestedOperation, ScheduledCommand, Value,
};
use scenario::Scenario;

use super::breach_shape::{Shape, shape};
use super::evaluate::Breach;

/// Times between which every write has arrived everywhere, in milliseconds.
const STEP_MS: u64 = 300;
/// Each write comes this much after the one before, so that they do not all seem one.
const GAP_MS: u64 = 10;

/// The names of a small scenario.
pub(super) struct Cast {
    leaders: [LeaderSpec; 3],
    clients: [ClientSpec; 3],
    pub(super) key: Key,
}

impl Cast {
    /// Frankfurt, Tokyo and São Paulo, where Ana, Ben and Cleo write.
    pub(super) fn new() -> Option<Self> {
        let leader = |id: &str, name: &str, place: Place| {
            let id: LeaderId = id.parse().ok()?;
            Some(LeaderSpec { name: Some(name.to_owned()), place: Some(place), ..LeaderSpec::new(id) })
        };
        let client = |id: &str, name: &str, at: &LeaderSpec| {
            let id: ClientId = id.parse().ok()?;
            Some(ClientSpec { name: Some(name.to_owned()), ..ClientSpec::new(id, at.id) })
        };
        let leaders = [
            leader("F", "Frankfurt", Place::from_degrees(50.1, 8.7))?,
            leader("T", "Tokyo", Place::from_degrees(35.7, 139.7))?,
            leader("S", "São Paulo", Place::from_degrees(-23.5, -46.6))?,
        ];
        let clients = [
            client("ana", "Ana", &leaders[0])?,
            client("ben", "Ben", &leaders[1])?,
            client("cleo", "Cleo", &leaders[2])?,
        ];
        Some(Self { leaders, clients, key: "value".parse().ok()? })
    }

    /// The two places at which a value is merged: in Frankfurt and in Tokyo.
    pub(super) fn places(&self) -> [MergePlace; 2] {
        let [here, there] = [self.leaders[0].id, self.leaders[1].id];
        let place = |at, from| MergePlace { key: self.key.clone(), at, from };
        [place(here, there), place(there, here)]
    }

    /// The scenario with this many of the leaders, under this rule.
    pub(super) fn scenario(&self, rule: &MergeRule, leaders: usize) -> Scenario {
        Scenario {
            seed: 1,
            leaders: self.leaders.iter().take(leaders).cloned().collect(),
            clients: self.clients.iter().take(leaders).cloned().collect(),
            policy: Policy::Merge(Merge { with: rule.clone() }),
            ..Scenario::default()
        }
    }

    /// A client's write, or its deletion.
    pub(super) fn write(&self, at_ms: u64, client: usize, value: Option<&Value>) -> ScheduledCommand {
        let operation =
            value.map_or(RequestedOperation::Delete, |value| RequestedOperation::Put(value.clone()));
        let (client, key) = (self.clients[client].id, self.key.clone());
        let request = ClientRequest { client, at: None, key, operation, context: None };
        ScheduledCommand::new(Micros::from_ms(at_ms), request.into())
    }

    /// A client's read.
    pub(super) fn read(&self, at_ms: u64, client: usize) -> ScheduledCommand {
        let (client, key) = (self.clients[client].id, self.key.clone());
        ScheduledCommand::new(Micros::from_ms(at_ms), Command::Read { client, at: None, key })
    }

    /// The scenarios that may show what a breach does to leaders, the plainest first: clients write the values of
    /// its case at once, each to a leader of their own, after all have read the ancestor.
    pub(super) fn runs(&self, rule: &MergeRule, breach: &Breach) -> Vec<Scenario> {
        let Shape { writers, orders } = shape(breach.law);
        let mut runs = Vec::new();
        for order in orders {
            let mut run = self.scenario(rule, writers);
            let mut at_ms = GAP_MS;
            if let Some(ancestor) = &breach.case.ancestor {
                run.commands.push(self.write(at_ms, 0, Some(ancestor)));
                at_ms += STEP_MS;
                run.commands.extend((1..writers).map(|client| self.read(at_ms, client)));
                at_ms += GAP_MS;
            }
            for (client, value) in order.values.iter().enumerate().take(writers) {
                let late_ms = order.late_ms.get(client).copied().unwrap_or_default();
                let value = breach.case.values.get(*value).and_then(Option::as_ref);
                run.commands.push(self.write(at_ms + late_ms, client, value));
            }
            run.commands.sort_by_key(|scheduled| scheduled.at);
            runs.push(run);
        }
        runs
    }
}
