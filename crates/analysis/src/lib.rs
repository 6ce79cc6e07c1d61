//! What a recorded run proves: checks and their verdicts, outcome and lost writes, causality, version comparison, clock sensitivity, home
//! windows, a comparison of policies, and which laws a merge rule obeys.
//!
//! Everything here is a function of a [`timeline::Timeline`], at an instant where that matters, and returns data. This
//! crate never makes a sentence (`explain` does) and never changes a scenario (`player` does). It sees the ground truth,
//! which no simulated leader knows.

mod causality;
mod certainty;
mod checks;
mod client_events;
mod client_messages;
mod client_transfers;
mod clock_sensitivity;
mod command_behind;
mod configuration;
mod configuration_change;
mod decisive_event;
mod diff;
mod divergence;
mod draining;
mod event_subject;
mod homes;
mod in_flight;
mod invariants;
mod latency;
mod leader_log;
mod link_status;
mod merge_laws;
mod metrics;
mod never_arriving;
mod notable_event;
mod outages;
mod outcome;
mod policy_comparison;
mod refused_request;
mod replies;
mod requests;
mod session_violations;
#[cfg(test)]
mod small_run;
mod stale_read;
mod stranded;
mod trace_state;
mod variations;
mod versions;
mod waiting_for_scripts;

pub use causality::{Causality, Relation};
pub use certainty::{
    Certainty, CertaintyPoint, CertaintySearch, POSSIBLE_OUTCOMES, PossibleOutcome, find_possible_outcome,
};
pub use checks::{
    CHECKS, Check, CheckKind, CheckRun, Finding, INVARIANT, Status, Verdict, Witness, check_all, find_check,
};
pub use client_events::{ClientEvent, ClientEventKind, client_events, events_of_client};
pub use client_messages::{ClientMessage, ClientMessageKind, client_messages, clients_elsewhere};
pub use client_transfers::{ClientTransfer, ClientTransferEnd, client_transfers, is_away};
pub use clock_sensitivity::{
    ClockSensitivity, Method, NoEffect, WinnerFlip, WinnerFlips, clock_sensitivity, initial_clock,
    relevant_conflict,
};
pub use command_behind::command_behind;
pub use configuration::same_configuration;
pub use configuration_change::{
    Affected, CONFIGURATION_CHANGES, ChangeKind, ConfigurationChange, configuration_change,
};
pub use decisive_event::{DecisiveEvent, Returned, decisive_event, latest_decisive_event, latest_return};
pub use diff::{DiffNote, DiffPiece, ValueDiff, diff_values, tokenize};
pub use divergence::{DivergencePoint, divergence};
pub use draining::writes_to_send;
pub use event_subject::{EventSubject, EventWrites};
pub use homes::{HomeWindow, HomeWindows, KeyAssignment, home_windows, key_assignments};
pub use in_flight::{Course, InFlight, Payload, messages_in_flight, requests_in_flight, snapshots_in_flight};
pub use invariants::{NotChecked, limits as invariant_limits};
pub use latency::{LatencyReport, LatencySummary, LeaderLoad, Percentiles, RequestEnd, RequestTime};
pub use leader_log::leader_log;
pub use link_status::{LinkCondition, LinkStatus, blocking_write, is_blocked, links_from, why_inapplicable};
pub use merge_laws::{
    Apart, Breach, Case, Counterexample, DEFAULT_CASES, Law, LawOptions, LawSearch, LawVerdict, LostChange,
    MAX_CASES, Merged, MergesAt, Observation, PlayedRun, Side, SideChange, ValueMerge, ValueType,
    observed_values,
};
pub use metrics::{
    Distribution, DivergenceSeries, METRICS, Metric, MetricUnit, NoFigures, RunFacts, Setting, Sweep,
    Traffic, find_metric, settings_of,
};
pub use never_arriving::{NeverApplied, never_applied};
pub use notable_event::{NOTABLE, NotableEvent, NotableKind, notable_event};
pub use outages::{Outage, outages};
pub use outcome::{Conflict, Outcome, Progress};
pub use policy_comparison::{Duplicate, PolicyComparison, PolicyRow, RunSummary, compared_policies};
pub use refused_request::refused_request;
pub use replies::{Reply, ReplyKind, latest_refusal, latest_reply};
pub use session_violations::{SessionGuarantee, SessionViolation, session_violations};
pub use stale_read::{StaleRead, stale_read};
pub use stranded::{StrandedReason, StrandedWrite, given_up_writes, is_waited_for, stranded_writes};
pub use trace_state::{DotSet, PerLeader, Replica, Replicas, StoredKey};
pub use variations::{compared_topologies, over_topology, under_policy};
pub use versions::{
    CausalOrder, Comparison, Coverage, CoverageRow, Decision, Encounter, EncounterResult, KeyVersions,
    OrderEvidence, Propagation, ReplicaState, ReplicaStatus, VectorComparison, VectorEntry, VectorMatrix,
    Version, WriteStatus, WriteVector, compare, compare_all, compare_vectors, coverage_of_leader,
    coverage_of_writer, encounters_at, first_conflict, is_ordered_by_home, propagation_of, status_of,
};
pub use waiting_for_scripts::waits_for_scripts;

/// Installs the code that the opening run does not need. It must be there before any other run is shown.
#[cfg(feature = "deferred-rules")]
pub fn install_rules() {
    causality::installed::install();
}
