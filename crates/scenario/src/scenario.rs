//! A scenario: the only state there is. Everything else is computed from it.

use replication::{
    ClientSpec, ExpandedWorkload, LeaderSpec, LinkSettings, Policy, Replication, ScheduledCommand, Setup, Simulation,
    Topology, Trace, Workload,
};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The version of the JSON form that this program reads and writes.
pub const FORMAT_VERSION: u64 = 1;

/// Set-up, seed and timed commands. The field order is that of the file; what has its default is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Says that this is a scenario, and of which version.
    pub polyleader: FormatVersion,
    /// What it is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it shows, in a sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// What all random draws derive from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seed: u64,
    /// The leaders that are there at the beginning, in the order that rings and lanes take.
    pub leaders: Vec<LeaderSpec>,
    /// How they are linked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub topology: Topology,
    /// How links behave.
    #[serde(default, skip_serializing_if = "is_default")]
    pub links: LinkSettings,
    /// How writes are passed on, recognised and applied.
    #[serde(default, skip_serializing_if = "is_default")]
    pub replication: Replication,
    /// How conflicts are handled.
    #[serde(default, skip_serializing_if = "is_default")]
    pub policy: Policy,
    /// The clients.
    #[serde(default, skip_serializing_if = "is_default")]
    pub clients: Vec<ClientSpec>,
    /// Clients and commands that are not listed but drawn, besides those that are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub workload: Option<Workload>,
    /// What is done, and when. Of one instant, in this order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub commands: Vec<ScheduledCommand>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Scenario {
    /// How the run begins, with the clients of the workload.
    #[must_use]
    pub fn setup(&self) -> Setup {
        self.setup_with(self.expand_workload().clients)
    }

    /// The run, at its beginning.
    #[must_use]
    pub fn simulation(&self) -> Simulation {
        let (setup, commands) = self.setup_and_commands();
        Simulation::new(&setup, &commands)
    }

    /// How the run begins, and what is done when, by instant: with the clients and the commands of the workload.
    #[must_use]
    pub fn setup_and_commands(&self) -> (Setup, Vec<ScheduledCommand>) {
        let ExpandedWorkload { clients, commands: generated } = self.expand_workload();
        let mut commands = self.commands.clone();
        commands.extend(generated);
        commands.sort_by_key(|timed| timed.at);
        (self.setup_with(clients), commands)
    }

    /// The whole run, to rest.
    #[must_use]
    pub fn run(&self) -> Trace {
        self.simulation().run()
    }

    /// The beginning, with clients besides those that are listed.
    fn setup_with(&self, generated: Vec<ClientSpec>) -> Setup {
        Setup {
            seed: self.seed,
            leaders: self.leaders.clone(),
            clients: self.clients.iter().cloned().chain(generated).collect(),
            topology: self.topology.clone(),
            links: self.links,
            replication: self.replication,
            policy: self.policy.clone(),
        }
    }
}

/// The field `"polyleader": 1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormatVersion;

impl Serialize for FormatVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(FORMAT_VERSION)
    }
}

impl<'de> Deserialize<'de> for FormatVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            FORMAT_VERSION => Ok(Self),
            version => Err(D::Error::custom(format!(
                "this is a scenario of version {version}, and this program reads version {FORMAT_VERSION}"
            ))),
        }
    }
}
