//! What leaders, links, clocks, versions and conflict policies do. Pure: it knows no one else.
//!
//! A [`Setup`] and a list of [`Timed`] commands go into a [`Simulation`]; [`Record`]s come out, in one total
//! order, the same on every machine. Between two records a [`World`] can be looked at.
//!
//! Nothing here reads a clock, starts a thread, does I/O, or decides by a float or by hash order.

mod canonical;
mod clock;
mod command;
mod errand;
mod event;
mod geography;
mod id;
mod key;
mod leader;
pub mod limits;
mod links;
mod logical;
mod operation;
mod people;
mod policy;
mod random;
mod registry;
mod replication;
mod script;
mod setup;
mod simulation;
mod snapshot;
mod store;
mod time;
mod topology;
mod trace;
mod value;
mod versions;
mod workload;
mod world;
mod write;

pub use clock::Clock;
pub use command::{
    ClientRequest, Command, Intervention, Jump, RequestedOperation, Reset, Then, Timed, Way, Whose,
};
pub use errand::{Errand, Leg, WriteRequest};
pub use event::{Event, Handled, Message, Record, Request, WhyDropped, WhyIgnored, WhyRefused, WhyStopped};
pub use geography::{Place, distance_m};
pub use id::{ClientId, IdError, LeaderId, LinkId};
pub use key::{Key, KeyError};
pub use leader::{Home, Leader, LogEntry, Waiting, WhyWaiting};
pub use links::{ByIndex, Channel, Latency, LinkSettings, Order, Stage, Transmission};
pub use logical::{LogicalClock, Stamp};
pub use operation::{Misfit, Operation, OperationKind};
pub use people::{Client, Seen};
pub use policy::{
    AcceptContext, AcceptedWrite, ApplyAsItComes, Avoidance, ConflictPolicy, Counter, Crdt, DataType,
    Elsewhere, Fate, LastWriteWins, Merge, MergeFunction, MergeRule, Merging, ObservedSet, Outcome, Policy,
    Register, Script, Siblings, TieBreak, Timestamp, Versions, home_by_hash, stands_for,
};
pub use registry::{Configuration, OptionInfo, OptionKind, Unit, VariantInfo};
pub use replication::{Delivery, Forward, Handling, Replication, Suppression};
pub use script::{
    Concurrent, Ran, ScriptEngine, ScriptFault, install_scripts, scripts, scripts_come_later, scripts_to_come,
};
pub use setup::{ClientSpec, LeaderSpec, Newcomer, Setup};
pub use simulation::Simulation;
pub use snapshot::{Copy as SnapshotCopy, Snapshot};
pub use store::{Entry, Store};
pub use time::{Micros, Offset};
pub use topology::{
    AllToAll, Chain, Circular, Custom, Forwarding, Grid, Random, Star, Topology, TopologyRules, Tree,
    unreachable,
};
pub use trace::{Fingerprint, Fingerprinter, Trace};
pub use value::Value;
pub use versions::{CausalContext, Dot, VersionVector};
pub use workload::{Deed, Expanded, Hundredths, Workload};
pub use world::World;
pub use write::Write;
