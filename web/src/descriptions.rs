//! Descriptions of events, writes and messages, with the names that leaders and clients have at the playhead.

use analysis::{Comparison, CoverageRow, Decision, HomeWindow, ReplicaState, Version, WriteStatus};
use player::Edit;
use replication::{Command, Dot, IgnoreReason, LeaderId, RefusalReason, Write};
use timeline::{MessageSpan, Transfer};

use crate::store::View;

macro_rules! delegate_to_explain {
    ($($(#[$doc:meta])* $name:ident($argument:ident: $type:ty) from $($from:ident),+;)*) => {
        impl View {
            $($(#[$doc])* pub fn $name(&self, $argument: $type) -> String {
                explain::$name($(self.$from(),)+ $argument)
            })*
        }
    };
}

delegate_to_explain! {
    /// A write in short: `Ana writes milk to cart`.
    write_label(write: &Write) from world;
    /// Why a request was refused.
    describe_refusal(reason: RefusalReason) from world;
    /// Why a command was ignored.
    describe_ignored(reason: IgnoreReason) from world;
    /// A command: `crash Tokyo`.
    describe_command(command: &Command) from world;
    /// A version of a key.
    describe_version(version: &Version) from world;
    /// What a leader did with a write.
    describe_replica(state: &ReplicaState) from world;
    /// A home window.
    describe_window(window: &HomeWindow) from world;
    /// The conflicts and lost writes that a home window caused.
    describe_window_cost(window: &HomeWindow) from timeline, world;
    /// What decided between two versions.
    describe_decision(decision: &Decision) from timeline, world;
    /// The causal order of two versions.
    describe_comparison(comparison: &Comparison) from timeline, world;
    /// Which writes a leader or a writer has seen.
    describe_coverage(row: &CoverageRow) from timeline, world;
    /// A message from send to delivery or loss.
    describe_message_span(span: &MessageSpan) from timeline, world;
    /// A forwarded request, a response or a snapshot, from send to arrival.
    describe_transfer(transfer: &Transfer) from timeline, world;
    /// An event as a list entry, without its leader where the list already names it.
    describe_record(number: usize) from timeline, world;
}

impl View {
    /// The status of a write.
    pub fn describe_status(&self, status: WriteStatus, kept_at: &[LeaderId]) -> String {
        explain::describe_status(self.world(), status, kept_at)
    }

    /// A write in short, by its dot; just the dot if the run has no such write.
    pub fn label_of(&self, dot: Dot) -> String {
        let write = self.timeline().writes().get(&dot);
        write.map_or_else(|| dot.to_string(), |record| self.write_label(&record.write))
    }

    /// An edit: `cut Frankfurt ↔ Tokyo`.
    pub fn describe_edit(&self, edit: &Edit) -> String {
        edit.kind.describe(self.world())
    }
}
