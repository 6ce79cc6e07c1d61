//! How a run begins: leaders, clients, topology, links, policy and seed.

use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::geography::Place;
use crate::id::{ClientId, LeaderId};
use crate::links::LinkSettings;
use crate::policy::Policy;
use crate::replication::Replication;
use crate::topology::Topology;

/// Everything that is there at the beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// What all draws derive from.
    pub seed: u64,
    /// The leaders, in the order that rings and lanes take.
    pub leaders: Vec<LeaderSpec>,
    /// The clients.
    pub clients: Vec<ClientSpec>,
    /// How the leaders are linked.
    pub topology: Topology,
    /// How links behave.
    pub links: LinkSettings,
    /// How writes are passed on, recognised and applied.
    pub replication: Replication,
    /// How conflicts are handled.
    pub policy: Policy,
}

/// A leader as it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaderSpec {
    /// What commands call it.
    pub id: LeaderId,
    /// What people call it; its id if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it stands; latitude 0, longitude 0 if it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// How its clock goes.
    #[serde(default, skip_serializing_if = "is_true")]
    pub clock: Clock,
}

/// A leader as it joins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinSpec {
    /// What commands call it.
    pub id: LeaderId,
    /// What people call it; its id if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it stands; latitude 0, longitude 0 if it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// How its clock goes.
    #[serde(default, skip_serializing_if = "is_true")]
    pub clock: Clock,
    /// The leader whose snapshot it begins with; it replays logs from their beginning if none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<LeaderId>,
}

impl JoinSpec {
    /// The leader that it is once it is there.
    #[must_use]
    pub fn spec(&self) -> LeaderSpec {
        let Self { id, name, place, clock, .. } = self.clone();
        LeaderSpec { id, name, place, clock }
    }
}

impl From<LeaderSpec> for JoinSpec {
    fn from(LeaderSpec { id, name, place, clock }: LeaderSpec) -> Self {
        Self { id, name, place, clock, from: None }
    }
}

/// A client as it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientSpec {
    /// What commands call it.
    pub id: ClientId,
    /// What people call it; its id if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The leader that it talks to unless a command names another.
    pub at: LeaderId,
    /// How its clock goes.
    #[serde(default, skip_serializing_if = "is_true")]
    pub clock: Clock,
}

fn is_true(clock: &Clock) -> bool {
    *clock == Clock::TRUE
}

impl LeaderSpec {
    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }
}

impl ClientSpec {
    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }
}
