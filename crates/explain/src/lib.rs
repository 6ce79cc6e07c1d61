//! Sentences for people: events, commands, values, versions, verdicts, the one sentence about an instant, and the
//! definitions of terms.
//!
//! Everything here turns facts of `replication`, `timeline` and `analysis` into plain English with the names that
//! hold in a [`replication::World`]. This crate never computes facts, never changes a scenario, and
//! nothing makes decisions based on its sentences.

mod applied;
mod causality;
mod certainty;
mod client_transfers;
mod clock_sensitivity;
mod command;
mod diff;
mod difference;
mod event;
mod homes;
mod in_transit;
mod installed;
mod merge_laws;
mod names;
mod narration;
mod partial_replication;
mod picture;
mod policy_comparison;
mod questions;
mod reason;
mod semantics;
mod sentence;
mod terms;
mod value;
mod vectors;
mod versions;
mod witness;

pub use causality::describe_relations;
pub use certainty::describe_certainty;
pub use client_transfers::describe_client_transfer;
pub use clock_sensitivity::{describe_clock_sensitivity, describe_flip};
pub use command::{MessageEffect, describe_command, describe_message_effect, message_effect};
pub use diff::describe_diff;
pub use difference::{EventInRun, describe_difference};
pub use event::{describe_event, describe_record};
pub use homes::{describe_window, describe_window_cost};
pub use in_transit::{describe_message_span, describe_transfer};
pub use merge_laws::{
    NOTHING_MERGED, counterexample_run, describe_counterexample, describe_effect, describe_held_laws,
    describe_tries,
};
pub use names::{Names, client_name, leader_name, list_of};
pub use narration::{Narration, Suggestion, describe_policy_change, remedies};
pub use partial_replication::{
    describe_backlog, describe_draining, describe_given_up, describe_never_applied, describe_stranded,
    describe_violation, guarantee_name,
};
pub use picture::{describe_diagram, describe_stage};
pub use policy_comparison::{describe_duplicate, describe_readings};
pub use questions::{describe_answer_to, describe_question, question};
pub use reason::{describe_ignored, describe_refusal};
pub use semantics::describe_semantics_changes;
pub use sentence::capitalized;
pub use terms::{SECTIONS, Section, Term, glossary, terms, terms_in};
pub use value::{
    describe_empty_store, describe_entry, describe_offset, describe_reading, describe_write_value,
    shown_value, write_label,
};
pub use vectors::{describe_encounter, describe_vector_comparison, describe_vector_entry};
pub use versions::{
    context_owner, context_title, context_verb, describe_causes, describe_coexistence, describe_comparison,
    describe_coverage, describe_decision, describe_replica, describe_status, describe_version, loss_cause,
    status_word,
};
pub use witness::describe_witness;

/// Installs the code that the opening run does not need. It must be there before any other run is shown.
#[cfg(feature = "deferred-rules")]
pub fn install_rules() {
    installed::install();
    narration::install();
}
