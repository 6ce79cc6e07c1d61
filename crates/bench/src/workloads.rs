//! The standard workloads: a number of leaders, a topology, a policy and a load of writes.

use std::sync::Arc;

use replication::{Micros, ScheduledCommand, Setup};
use scenario::Scenario;

/// Writes of the standard workload.
const WRITES: usize = 9_000;

/// A workload: a setup and the commands of its clients.
#[derive(Clone, Debug)]
pub struct Workload {
    /// What the table calls it.
    pub name: String,
    /// The setup.
    pub setup: Setup,
    /// The commands, by time.
    pub commands: Arc<[ScheduledCommand]>,
    /// The scenario, if it is within the limits of one: longer runs cannot be recorded.
    pub scenario: Option<Scenario>,
    /// How many events are simulated at most, in a run that need not end.
    pub most_events: u64,
}

impl Workload {
    fn new(name: String, scenario: Scenario) -> Self {
        let (setup, commands) = scenario.setup_and_commands();
        Self { name, setup, commands: commands.into(), scenario: Some(scenario), most_events: u64::MAX }
    }

    /// The same commands over and over, for a longer run that is only simulated.
    fn repeated(&self, times: u64, period: Micros) -> Self {
        let shifted = |time: u64| {
            self.commands.iter().map(move |command| {
                let at = command.at + Micros(period.0 * time);
                ScheduledCommand { at, ..command.clone() }
            })
        };
        Self { commands: (0..times).flat_map(shifted).collect(), scenario: None, ..self.clone() }
    }
}

/// Every standard workload: the default one first.
#[must_use]
pub fn all_workloads() -> Vec<Workload> {
    let shapes =
        [(3, "all-to-all"), (3, "circular"), (3, "star"), (8, "all-to-all"), (8, "circular"), (8, "star")];
    let large = [(64, "all-to-all", 150), (64, "circular", 600), (64, "star", 600)];
    let shapes = shapes.map(|(leaders, topology)| (leaders, topology, WRITES)).into_iter().chain(large);
    let shapes = shapes.map(|(leaders, topology, writes)| load(leaders, topology, LAST_WRITE_WINS, writes));
    let policies = POLICIES.iter().map(|policy| load(3, "all-to-all", *policy, WRITES));
    shapes.chain(policies).chain([storm()]).collect()
}

/// The standard workload in runs of about a thousand, ten thousand, a hundred thousand and a million deliveries.
#[must_use]
pub fn run_lengths() -> Vec<Workload> {
    let unit = load(3, "all-to-all", LAST_WRITE_WINS, 500);
    let period = Micros::from_ms(10_000);
    let lengths =
        [(1, "a thousand"), (10, "ten thousand"), (100, "a hundred thousand"), (1_000, "a million")];
    let named = lengths.map(|(times, length)| Workload {
        name: format!("3 leaders, all-to-all, {length} deliveries"),
        ..unit.repeated(times, period)
    });
    named.into()
}

/// A policy, as the table calls it and as scenarios state it.
type NamedPolicy = (&'static str, &'static str);

const LAST_WRITE_WINS: NamedPolicy = ("last write wins", r#""last-write-wins""#);

/// Every other policy.
const POLICIES: &[NamedPolicy] = &[
    ("none", r#""none""#),
    ("avoidance", r#""avoidance""#),
    ("hybrid clock", r#"{"last-write-wins":{"timestamp":"hybrid"}}"#),
    ("siblings", r#""siblings""#),
    ("siblings, plain vectors", r#"{"siblings":{"versions":"plain"}}"#),
    ("merge: union", r#"{"merge":{"with":"union"}}"#),
    ("merge: sum", r#"{"merge":{"with":"sum"}}"#),
    ("merge: add wins", r#"{"merge":{"with":"add-wins"}}"#),
    (
        "merge: code",
        r#"{"merge":{"with":{"script":{"source":"fn merge(mine, theirs) { if mine > theirs { mine } else { theirs } }"}}}}"#,
    ),
    ("CRDT counter", r#"{"crdt":{"type":"counter"}}"#),
];

/// About this many writes, spread over clients at all leaders and over a hundred keys.
fn load(leaders: usize, topology: &str, (name, policy): NamedPolicy, writes: usize) -> Workload {
    let ids: Vec<String> = (0..leaders).map(|number| format!(r#"{{"id":"L{number}"}}"#)).collect();
    let until_ms = writes * 1_000 / (leaders * 50);
    let kind = if policy.contains("crdt") { r#","writes":"increment""# } else { "" };
    let json = format!(
        r#"{{"polyleader":1,"leaders":[{}],"topology":"{topology}","policy":{policy},
        "links":{{"latency":{{"fixed_ms":50}},"jitter_ms":20}},
        "workload":{{"clients":{leaders},"until_ms":{until_ms},"per_second":50,"keys":100,"reads_percent":0{kind}}}}}"#,
        ids.join(",")
    );
    Workload::new(format!("{leaders} leaders, {topology}, {name}"), parse(&json))
}

/// One write that six leaders send each other forever.
fn storm() -> Workload {
    let ids: Vec<String> = (0..6).map(|number| format!(r#"{{"id":"L{number}"}}"#)).collect();
    let json = format!(
        r#"{{"polyleader":1,"leaders":[{}],"policy":"none","links":{{"latency":{{"fixed_ms":1}}}},
        "replication":{{"forward":"everything","suppress":"off"}},"clients":[{{"id":"a","at":"L0"}}],
        "commands":[{{"at_ms":0,"write":{{"client":"a","key":"k","value":"v"}}}}]}}"#,
        ids.join(",")
    );
    let storm = Workload::new("storm: 6 leaders, nothing suppressed".into(), parse(&json));
    Workload { most_events: 500_000, ..storm }
}

fn parse(json: &str) -> Scenario {
    Scenario::from_json(json).unwrap_or_else(|error| panic!("{error} in {json}"))
}
