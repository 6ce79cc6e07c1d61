//! The scenario: the complete definition of a run. Everything else is computed from it.

use replication::{
    ClientSpec, ExpandedWorkload, LeaderSpec, LinkSettings, Policy, Randomness, Redraw, Replication,
    ScheduledCommand, Setup, Simulation, Topology, Trace, Workload, in_time_order,
};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::invariants::Invariant;

/// The version of the JSON form that this program reads and writes.
pub const FORMAT_VERSION: u64 = 1;

/// Setup, seed and timed commands. Fields are in file order; defaults are omitted from files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Identifies the file as a scenario, with its format version.
    pub polyleader: FormatVersion,
    /// The title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The description, in a sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The seed of all random draws.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seed: u64,
    /// Other seeds for what is drawn from some instant on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub redraws: Vec<Redraw>,
    /// The initial leaders, in the order of rings and timeline lanes.
    pub leaders: Vec<LeaderSpec>,
    /// The topology of links between leaders.
    #[serde(default, skip_serializing_if = "is_default")]
    pub topology: Topology,
    /// Latency, loss and order of links.
    #[serde(default, skip_serializing_if = "is_default")]
    pub links: LinkSettings,
    /// How leaders forward, deduplicate and apply writes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub replication: Replication,
    /// The conflict policy.
    #[serde(default, skip_serializing_if = "is_default")]
    pub policy: Policy,
    /// The clients that are listed explicitly.
    #[serde(default, skip_serializing_if = "is_default")]
    pub clients: Vec<ClientSpec>,
    /// Randomly generated clients and commands, in addition to the listed ones.
    #[serde(default, skip_serializing_if = "is_default")]
    pub workload: Option<Workload>,
    /// The commands with their times; commands of one instant run in this order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub commands: Vec<ScheduledCommand>,
    /// What must hold at each leader at each instant, as [`Invariant`] reads it. It changes nothing of the run.
    #[serde(default, skip_serializing_if = "is_default")]
    pub invariants: Vec<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Scenario {
    /// The initial state of the run, including the workload's clients.
    #[must_use]
    pub fn setup(&self) -> Setup {
        self.setup_with(self.expand_workload().clients)
    }

    /// The simulation of this scenario, at time 0.
    #[must_use]
    pub fn simulation(&self) -> Simulation {
        let (setup, commands) = self.setup_and_commands();
        Simulation::new(&setup, &commands)
    }

    /// The initial state and all commands by time, including the workload's clients and commands.
    #[must_use]
    pub fn setup_and_commands(&self) -> (Setup, Vec<ScheduledCommand>) {
        let ExpandedWorkload { clients, commands: generated } = self.expand_workload();
        let mut commands = self.commands.clone();
        commands.extend(generated);
        (self.setup_with(clients), in_time_order(commands))
    }

    /// The same scenario without its timed commands.
    #[must_use]
    pub fn without_commands(&self) -> Self {
        Self {
            polyleader: self.polyleader,
            title: self.title.clone(),
            about: self.about.clone(),
            seed: self.seed,
            redraws: self.redraws.clone(),
            leaders: self.leaders.clone(),
            topology: self.topology.clone(),
            links: self.links,
            replication: self.replication,
            policy: self.policy.clone(),
            clients: self.clients.clone(),
            workload: self.workload.clone(),
            commands: Vec::new(),
            invariants: self.invariants.clone(),
        }
    }

    /// The invariants; those of a scenario that was checked can all be read.
    #[must_use]
    pub fn stated_invariants(&self) -> Vec<Invariant> {
        self.invariants.iter().filter_map(|text| text.parse().ok()).collect()
    }

    /// Runs the scenario until nothing is left to do.
    #[must_use]
    pub fn run(&self) -> Trace {
        self.simulation().run()
    }

    /// The seeds of all random draws.
    pub(crate) fn randomness(&self) -> Randomness {
        Randomness { seed: self.seed, redraws: self.redraws.as_slice().into() }
    }

    /// The initial state, with these clients in addition to the listed ones.
    fn setup_with(&self, generated: Vec<ClientSpec>) -> Setup {
        Setup {
            randomness: self.randomness(),
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
                "unsupported scenario version {version}: this program reads version {FORMAT_VERSION}"
            ))),
        }
    }
}
