//! The setup of a run: its leaders, clients, topology, links, policy and seed.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::geography::Place;
use crate::id::{ClientId, LeaderId};
use crate::links::LinkSettings;
use crate::policy::Policy;
use crate::randomness::Randomness;
use crate::replication::Replication;
use crate::request_settings::RequestSettings;
use crate::service::ServiceTimes;
use crate::shown_text::shown_name;
use crate::topology::Topology;

/// The initial configuration of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// The seeds that every random draw is derived from.
    pub randomness: Randomness,
    /// The leaders, in the order of rings and swimlanes.
    pub leaders: Vec<LeaderSpec>,
    /// The clients.
    pub clients: Vec<ClientSpec>,
    /// How the leaders are linked.
    pub topology: Topology,
    /// Latency, jitter, loss and order of all links.
    pub links: LinkSettings,
    /// How writes are forwarded, deduplicated and applied.
    pub replication: Replication,
    /// How conflicts are handled.
    pub policy: Policy,
}

/// A leader at the start of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaderSpec {
    /// The id that commands refer to it by.
    pub id: LeaderId,
    /// The name shown to the user; the id if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its location on the globe; latitude 0, longitude 0 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Its physical clock; accurate if left out.
    #[serde(default, skip_serializing_if = "is_true")]
    pub clock: Clock,
    /// How long operations keep it busy; no time if left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub service: ServiceTimes,
}

/// A leader that joins during the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinSpec {
    /// The id that commands refer to it by.
    pub id: LeaderId,
    /// The name shown to the user; the id if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its location on the globe; latitude 0, longitude 0 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Its physical clock; accurate if left out.
    #[serde(default, skip_serializing_if = "is_true")]
    pub clock: Clock,
    /// How long operations keep it busy; no time if left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub service: ServiceTimes,
    /// The leader whose snapshot it starts from. Without one it replays its neighbours' logs from the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<LeaderId>,
}

impl JoinSpec {
    /// The leader without the way that it joins.
    #[must_use]
    pub fn spec(&self) -> LeaderSpec {
        let Self { id, name, place, clock, service, from: _ } = self.clone();
        LeaderSpec { id, name, place, clock, service }
    }
}

impl From<LeaderSpec> for JoinSpec {
    fn from(LeaderSpec { id, name, place, clock, service }: LeaderSpec) -> Self {
        Self { id, name, place, clock, service, from: None }
    }
}

/// A client at the start of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientSpec {
    /// The id that commands refer to it by.
    pub id: ClientId,
    /// The name shown to the user; the id if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The leader that it sends its requests to, unless a command names another.
    pub at: LeaderId,
    /// Its physical clock; accurate if left out.
    #[serde(default, skip_serializing_if = "is_true")]
    pub clock: Clock,
    /// Its location on the globe. Left out, it is where its own leader is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// How it sends its requests.
    #[serde(default, skip_serializing_if = "is_default")]
    pub requests: RequestSettings,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn is_true(clock: &Clock) -> bool {
    *clock == Clock::TRUE
}

impl LeaderSpec {
    /// A leader with this id and defaults for everything else.
    #[must_use]
    pub fn new(id: LeaderId) -> Self {
        Self { id, name: None, place: None, clock: Clock::TRUE, service: ServiceTimes::default() }
    }

    /// The name shown to the user: its own if anything of it can be seen, or else its id.
    #[must_use]
    pub fn name(&self) -> Cow<'_, str> {
        shown_name(self.name.as_deref().unwrap_or_default(), self.id.as_str())
    }
}

impl ClientSpec {
    /// A client of this leader with this id and defaults for everything else.
    #[must_use]
    pub fn new(id: ClientId, at: LeaderId) -> Self {
        let requests = RequestSettings::default();
        Self { id, name: None, at, clock: Clock::TRUE, place: None, requests }
    }

    /// The name shown to the user: its own if anything of it can be seen, or else its id.
    #[must_use]
    pub fn name(&self) -> Cow<'_, str> {
        shown_name(self.name.as_deref().unwrap_or_default(), self.id.as_str())
    }
}
