//! Descriptions of events, writes, messages and edits, with the names that leaders and clients have at the playhead.

use analysis::{
    ClientTransfer, Comparison, CoverageRow, Decision, Duplicate, Encounter, HomeWindow, NeverApplied,
    ReplicaState, SessionViolation, StrandedWrite, Verdict, Version, Witness,
};
use explain::Names;
use replication::{ClientId, Command, Dot, IgnoreReason, LeaderId, RefusalReason, Value, Write};
use timeline::{MessageSpan, Transfer};

use crate::history::EditKind;
use crate::player::Player;

/// What a read returns at each of several leaders: the values of every sibling, or nothing.
type Readings = [(LeaderId, Vec<Option<Value>>)];

macro_rules! delegate_to_explain {
    ($($(#[$doc:meta])* $name:ident($argument:ident: $type:ty) from $($from:ident),+;)*) => {
        impl Player {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(&self, $argument: $type) -> String {
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
    /// What was stored or applied twice.
    describe_duplicate(duplicate: &Duplicate) from world;
    /// What a read returns at each leader.
    describe_readings(readings: &Readings) from world;
    /// The conflicts and lost writes that a home window caused.
    describe_window_cost(window: &HomeWindow) from timeline, world;
    /// What decided between two versions.
    describe_decision(decision: &Decision) from timeline, world;
    /// The causal order of two versions.
    describe_comparison(comparison: &Comparison) from timeline, world;
    /// What a leader did with a write that arrived and a version that it stored.
    describe_encounter(encounter: &Encounter) from timeline, world;
    /// Which writes a leader or a writer has seen.
    describe_coverage(row: &CoverageRow) from timeline, world;
    /// A message from send to delivery or loss.
    describe_message_span(span: &MessageSpan) from timeline, world;
    /// A forwarded request, a response or a snapshot, from send to arrival.
    describe_transfer(transfer: &Transfer) from timeline, world;
    /// A request of a client away from leaders, or the response to one, from send to arrival.
    describe_client_transfer(transfer: &ClientTransfer) from timeline, world;
    /// An event as a list entry, without its leader where the list already names it.
    describe_record(number: usize) from timeline, world;
    /// A write that some leaders lack forever.
    describe_stranded(stranded: &StrandedWrite) from names;
    /// A write that leaders gave up waiting for.
    describe_given_up(given_up: &StrandedWrite) from names;
    /// A write that is held back for one that no leader has.
    describe_never_applied(never: &NeverApplied) from names;
    /// A request that was served without what its client had seen.
    describe_violation(violation: &SessionViolation) from names;
    /// The answer to the question of a verdict.
    describe_answer_to(verdict: &Verdict) from names;
    /// What a witness of a verdict shows.
    describe_witness(witness: &Witness) from names;
    /// The writer or the leader whose context a version was made in.
    context_owner(dot: Dot) from names;
}

impl Player {
    fn names(&self) -> Names<'_> {
        Names::of_run(self.timeline(), self.world())
    }

    /// A leader's name, even if it is not a member at the playhead; its id if it is not in the run.
    #[must_use]
    pub fn leader_name(&self, id: LeaderId) -> String {
        self.names().leader(id)
    }

    /// A leader's name at full length; its id if it is not in the run.
    #[must_use]
    pub fn full_leader_name(&self, id: LeaderId) -> String {
        let here = self.frame().leader(id).map(|leader| leader.name.to_owned());
        here.or_else(|| self.timeline().leader_name(id)).unwrap_or_else(|| id.to_string())
    }

    /// A client's name; its id if it is not in the run.
    #[must_use]
    pub fn client_name(&self, id: ClientId) -> String {
        self.names().client(id)
    }

    /// The origin of a write: a client's name, or the leader that merged or assigned it.
    #[must_use]
    pub fn written_by(&self, write: &Write) -> String {
        match write.client {
            Some(client) => self.client_name(client),
            None if write.is_merge() => format!("merged at {}", self.leader_name(write.dot.leader)),
            None => format!("assigned at {}", self.leader_name(write.dot.leader)),
        }
    }

    /// A write in short, by its dot; just the dot if the run has no such write.
    #[must_use]
    pub fn label_of(&self, dot: Dot) -> String {
        let write = self.timeline().writes().get(&dot);
        write.map_or_else(|| dot.to_string(), |record| self.write_label(&record.write))
    }

    /// An edit: `cut Frankfurt ↔ Tokyo`.
    #[must_use]
    pub fn describe_edit(&self, kind: &EditKind) -> String {
        kind.describe(self.world())
    }
}
