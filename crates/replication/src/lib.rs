//! What leaders, links, clocks, versions and conflict policies do. Pure: it knows no one else.
//!
//! A [`Setup`] and a list of [`Timed`] commands go into a [`Simulation`]; [`Record`]s come out, in one total
//! order, the same on every machine. Between two records a [`World`] can be looked at.
//!
//! Nothing here reads a clock, starts a thread, does I/O, or decides by a float or by hash order.

mod canonical;
mod choice;
mod clock;
mod command;
mod event;
mod event_text;
mod geography;
mod id;
mod leader;
pub mod limits;
mod links;
mod people;
mod policy;
mod random;
mod script;
mod setup;
mod simulation;
mod store;
mod time;
mod topology;
mod trace;
mod value;
mod versions;
mod world;
mod write;

pub use choice::Choice;
pub use clock::Clock;
pub use command::{Command, Reset, Timed, Way, Whose};
pub use event::{Event, Message, Record, WhyDropped, WhyIgnored, WhyRefused, WhyStopped};
pub use geography::{Place, distance_m};
pub use id::{ClientId, IdError, LeaderId, LinkId};
pub use leader::{Leader, LogEntry};
pub use links::{Channel, Latency, LinkSettings, Order, Stage, Transmission};
pub use people::{Client, Seen};
pub use policy::{
    ApplyAsItComes, ConflictPolicy, Fate, LastWriteWins, Outcome, Policy, Siblings, TieBreak, Timestamp,
};
pub use script::{Concurrent, ScriptEngine, ScriptFault, install_scripts, scripts};
pub use setup::{ClientSpec, LeaderSpec, Setup};
pub use simulation::Simulation;
pub use store::{Entry, Store};
pub use time::{Micros, Offset};
pub use topology::{AllToAll, Circular, Custom, Forwarding, Star, Topology, TopologyRules, unreachable};
pub use trace::{Fingerprint, Fingerprinter, Trace};
pub use value::{Key, KeyError, Value};
pub use versions::{CausalContext, Dot, VersionVector};
pub use world::World;
pub use write::{Operation, Write};
