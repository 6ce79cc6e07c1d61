//! The simulation: leaders, links, clocks, versions and conflict policies. It depends on no other crate here.
//!
//! A [`Simulation`] takes a [`Setup`] and a list of [`ScheduledCommand`]s and emits [`Record`]s in one total
//! order, the same on every machine. Between two records you can inspect its [`World`].
//!
//! Nothing here reads a clock, starts a thread, does I/O, or decides by a float or by hash order.

mod attempt_id;
mod canonical;
mod client;
mod clock;
mod clock_owner;
mod command;
mod event;
mod excerpt;
mod exponential;
mod former_member;
mod forwarded_request;
mod gather;
mod geography;
mod id;
mod key;
mod key_history;
mod leader;
pub mod limits;
mod links;
mod logical;
mod merge_history;
mod message;
mod operation;
mod paged_list;
mod paged_map;
mod policy;
mod random;
mod randomness;
mod registry;
mod replication;
mod request_settings;
mod routes;
mod script;
mod sent_request;
mod service;
mod set_history;
mod set_update;
mod setup;
mod shared_map;
mod shown_text;
mod simulation;
mod snapshot;
mod sort;
mod store;
mod time;
mod topology;
mod trace;
mod value;
mod versions;
mod waiting_request;
mod workload;
mod world;
mod write;

pub use attempt_id::AttemptId;
pub use client::{Client, ReadState};
pub use clock::Clock;
pub use clock_owner::ClockOwner;
pub use command::{
    ClientRequest, Command, LinkSelector, RequestedOperation, ScheduledCommand, SetClock, StepClock,
    in_time_order,
};
pub use event::{
    ClientAttempt, DropReason, Event, EventSite, FailureAction, IgnoreReason, Record, RefusalReason,
    RequestMessage, ResponseKind, StopReason, WaitsFor,
};
pub use excerpt::{MAX_QUOTED_CHARS, escape_control_characters, excerpt, excerpt_from_end};
pub use former_member::FormerMember;
pub use forwarded_request::{ForwardedRequest, RequestPhase, WriteRequest};
pub use gather::gather;
pub use geography::{Place, distance_m};
pub use id::{ClientId, IdError, LeaderId, LinkId};
pub use key::{Key, KeyError};
pub use key_history::KeyHistory;
pub use leader::{BufferReason, BufferedWrite, HomeAssignment, Leader, LogEntry, Path};
pub use links::{DeliveryOrder, DeliveryState, IndexedQueue, Latency, LinkSettings, LinkState, Transmission};
pub use logical::{LogicalClock, LogicalReading, LogicalTimestamp};
pub use message::{DeliveryOverride, Message, MessageOverride};
pub use operation::{Inapplicable, Operation, OperationKind};
pub use paged_list::PagedList;
pub use paged_map::PagedMap;
pub use policy::{
    AcceptContext, AcceptedWrite, AddWins, ArrivalOrder, Avoidance, ConflictPolicy, Counter, Crdt, DataType,
    Elsewhere, LastWriteWins, Merge, MergeAttempt, MergeFunction, MergePlace, MergeRule, ObservedSet, Policy,
    Register, RemovalReason, Resolution, Script, Siblings, StoredValue, TieBreak, TieDecision, Timestamp,
    TimestampRule, VersionRule, Versions, hashed_home, key_matches,
};
pub use randomness::{Randomness, Redraw};
pub use registry::{Configuration, OptionInfo, OptionKind, Unit, VariantInfo, VariantName};
pub use replication::{
    Acknowledgement, Delivery, Departed, Forward, OnApplyError, OnSessionBehind, Replication, Suppression,
    UnchangedRows,
};
pub use request_settings::{Contact, RequestSettings, Retry};
pub use script::{
    MergeError, MergeInput, MergeRun, ScriptEngine, defer_script_engine, install_script_engine,
    is_script_engine_pending, script_engine,
};
pub use sent_request::{Attempt, AttemptStage, OpenRequest, Response};
pub use service::{CurrentJob, Job, ServiceQueue, ServiceSpread, ServiceTimes};
pub use set_update::SetUpdate;
pub use setup::{ClientSpec, JoinSpec, LeaderSpec, Setup};
pub use shared_map::SharedMap;
pub use shown_text::{initial, isolated, shortened, shown_name, starts_from_right};
pub use simulation::Simulation;
pub use snapshot::{PendingSnapshot, SnapshotTransfer};
pub use sort::sort_by;
pub use store::{Entry, Store, StoredVersions};
pub use time::{Micros, Offset};
pub use topology::{
    AllToAll, Chain, Circular, Custom, Forwarding, Grid, Random, Star, Topology, TopologyRules, Tree,
    unreachable,
};
pub use trace::{Fingerprint, Fingerprinter, Trace};
pub use value::{Value, nested_too_deeply};
pub use versions::{CausalContext, Dot, VersionVector};
pub use waiting_request::WaitingRequest;
pub use workload::{Centi, ExpandedWorkload, Workload, WriteKind};
pub use world::World;
pub use write::{Contained, Contains, MergeHistory, MergedFrom, Write};

/// Installs the code that the opening run does not need. It must be there before any other run is computed.
#[cfg(feature = "deferred-rules")]
pub fn install_rules() {
    event::installed::install();
    policy::installed::install();
    simulation::installed::install();
    workload::installed::install();
}
