//! What a run has come to, as data: the JSON form of the command's answer.

use std::collections::BTreeMap;

use analysis::{Outcome, Progress};
use explain::{describe_record, write_label};
use replication::{
    ClientId, Dot, Event, Fingerprint, Fingerprinter, Leader, LeaderId, Micros, Offset, Record, Value, World,
    Write,
};
use scenario::Scenario;
use serde::Serialize;
use timeline::Timeline;

/// A run at its end, or at an instant.
#[derive(Serialize)]
pub struct Report {
    /// What the scenario is called.
    pub title: String,
    /// The instant looked at, in milliseconds; that of the last event if the run went to rest.
    pub at_ms: Micros,
    /// Whether nothing is under way, nothing waits and no command is still to come.
    pub at_rest: bool,
    /// Whether all stores are equal.
    pub converged: bool,
    /// Whether the run stopped because it has as many events as a run may have.
    pub halted: bool,
    /// Every leader that is there, in the order of the scenario.
    pub leaders: Vec<LeaderReport>,
    /// What was counted.
    pub counts: Counts,
    /// Each acknowledged write that no value anywhere has in its history.
    pub lost: Vec<LostReport>,
    /// Each pair `[origin, leader]` such that no path of links takes a write of the one to the other.
    pub unreachable: Vec<(LeaderId, LeaderId)>,
    /// Every event up to the instant, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Vec<EventReport>>,
    /// The fingerprint of the events up to the instant; of all of them if the run went to rest.
    pub fingerprint: Fingerprint,
}

/// One leader.
#[derive(Serialize)]
pub struct LeaderReport {
    /// Its id.
    pub id: LeaderId,
    /// Its name.
    pub name: String,
    /// Whether it is running.
    pub up: bool,
    /// How far its clock is ahead, in milliseconds.
    pub clock_offset_ms: Offset,
    /// The versions of each key, in the order of their dots. Several are siblings.
    pub store: BTreeMap<String, Vec<VersionReport>>,
    /// What a key is read as, where that is not what each of its versions wrote: a sum, a set's items, or
    /// what a statement came to here.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub readings: BTreeMap<String, Value>,
    /// What it has applied: of each leader, how many writes without a gap.
    pub applied: replication::VersionVector,
    /// The dots beyond a gap.
    pub applied_beyond: Vec<String>,
}

/// One version.
#[derive(Serialize)]
pub struct VersionReport {
    /// Its name.
    pub dot: String,
    /// Its value; null for a tombstone.
    pub value: Option<Value>,
    /// Who wrote it; null where a leader made it.
    pub client: Option<ClientId>,
}

/// One lost write.
#[derive(Serialize)]
pub struct LostReport {
    /// Its name.
    pub dot: String,
    /// Its key.
    pub key: String,
    /// Its value; null for a tombstone.
    pub value: Option<Value>,
    /// Who wrote it.
    pub client: Option<ClientId>,
    /// What was kept instead where it was first thrown away.
    pub to: Option<String>,
    /// The same in words.
    #[serde(skip)]
    pub words: String,
}

/// One event.
#[derive(Serialize)]
pub struct EventReport {
    /// When.
    pub at_ms: Micros,
    /// What, in a sentence.
    pub event: String,
}

/// What was counted up to the instant.
#[derive(Default, Serialize)]
pub struct Counts {
    /// Events of every kind.
    pub events: usize,
    /// Writes acknowledged.
    pub accepted: usize,
    /// Requests that got no answer.
    pub refused: usize,
    /// Reads answered.
    pub read: usize,
    /// Messages sent, those sent again included.
    pub sent: usize,
    /// Messages handed over.
    pub delivered: usize,
    /// Messages that a link lost.
    pub lost_messages: usize,
    /// Messages stopped by a cut, a crash or a change of topology.
    pub stopped: usize,
    /// Messages that came early and were held.
    pub held: usize,
    /// Writes handed over that changed nothing, because they were known or had come round.
    pub dropped: usize,
    /// Commands that did nothing.
    pub ignored: usize,
    /// Copies that links made of messages.
    pub duplicated: usize,
    /// Times that a leader applied a write which it had applied before.
    pub repeated: usize,
    /// Writes that could not be carried out where they came to.
    pub misfits: usize,
    /// Times that a leader merged concurrent versions.
    pub merged: usize,
    /// Times that it could not.
    pub merges_failed: usize,
    /// Requests that were passed on to a key's home.
    pub forwarded: usize,
    /// Tombstones dropped.
    pub tombstones_dropped: usize,
    /// Messages under way.
    pub in_flight: usize,
    /// Log entries that wait for a link to open.
    pub waiting: usize,
    /// Delivered writes that leaders keep until they can apply them.
    pub kept_back: usize,
    /// Links that a write has stopped.
    pub stopped_links: usize,
    /// Keys that more than one leader believes to be home of.
    pub windows: usize,
    /// Keys with siblings, leader by leader.
    pub conflicts: usize,
    /// Writes lost.
    pub lost: usize,
}

impl Report {
    /// The report of a run at an instant, or at rest.
    pub fn new(scenario: &Scenario, timeline: &Timeline, until: Option<Micros>, with_trace: bool) -> Self {
        let at = until.unwrap_or_else(|| timeline.ends_at());
        let run = timeline.run_at(at, None);
        let world = run.world();
        let count = timeline.count_at(at);
        let records: Vec<&Record> = timeline.first(count).map(|(_, record)| record).collect();
        let outcome = Outcome::new(timeline, count, world);
        // What is still due may be out of date by now; what happens is told.
        let over = count == timeline.records().len();
        let halted = matches!(records.last(), Some(Record { event: Event::Halted, .. }));
        Self {
            title: scenario.title.clone(),
            at_ms: at,
            at_rest: over
                && !halted
                && matches!(
                    outcome.progress,
                    Progress::Nothing | Progress::Converged | Progress::Disagreement
                ),
            converged: world.stores_agree(),
            halted,
            leaders: world
                .members
                .iter()
                .filter_map(|id| Some(leader(*id, world.leaders.get(id)?, at)))
                .collect(),
            counts: counts(&records, &outcome, world),
            lost: outcome.lost.iter().filter_map(|lost| lost_report(timeline, world, *lost)).collect(),
            unreachable: outcome.unreachable.clone(),
            trace: with_trace.then(|| trace(timeline, world, count)),
            fingerprint: fingerprint(&records),
        }
    }
}

fn fingerprint(records: &[&Record]) -> Fingerprint {
    let mut fingerprinter = Fingerprinter::default();
    records.iter().for_each(|record| fingerprinter.add(record));
    fingerprinter.fingerprint()
}

fn trace(timeline: &Timeline, world: &World, count: usize) -> Vec<EventReport> {
    let told = |number| describe_record(timeline, world, number);
    timeline
        .first(count)
        .map(|(number, record)| EventReport { at_ms: record.at, event: told(number) })
        .collect()
}

fn leader(id: LeaderId, leader: &Leader, at: Micros) -> LeaderReport {
    let store = leader
        .store
        .iter()
        .map(|(key, entry)| (key.to_string(), entry.versions.iter().map(|write| version(write)).collect()));
    let readings =
        leader.store.iter().filter_map(|(key, entry)| Some((key.to_string(), entry.reading.clone()?)));
    LeaderReport {
        id,
        name: leader.name.clone(),
        up: leader.up,
        clock_offset_ms: leader.clock.offset_at(at),
        store: store.collect(),
        readings: readings.collect(),
        applied: leader.applied.vector().clone(),
        applied_beyond: leader.applied.beyond().map(|dot| dot.to_string()).collect(),
    }
}

fn version(write: &Write) -> VersionReport {
    VersionReport { dot: write.dot.to_string(), value: write.value().cloned(), client: write.client }
}

fn lost_report(timeline: &Timeline, world: &World, lost: Dot) -> Option<LostReport> {
    let write = &timeline.writes().get(&lost)?.write;
    let to = timeline.kept_instead_of(lost);
    let winner = to.and_then(|dot| timeline.writes().get(&dot));
    let instead =
        winner.map(|winner| format!(", {} was kept", write_label(world, &winner.write))).unwrap_or_default();
    Some(LostReport {
        dot: lost.to_string(),
        key: write.key.to_string(),
        value: write.value().cloned(),
        client: write.client,
        to: to.map(|dot| dot.to_string()),
        words: format!("{} ({}) of {}{instead}", write_label(world, write), write.dot, write.key),
    })
}

fn counts(records: &[&Record], outcome: &Outcome, world: &World) -> Counts {
    let mut counts = Counts {
        events: records.len(),
        in_flight: world.in_flight().count(),
        waiting: outcome.waiting.iter().map(|(_, entries)| entries).sum(),
        conflicts: outcome.conflicts.len(),
        lost: outcome.lost.len(),
        repeated: outcome.repeated,
        kept_back: outcome.kept_back,
        stopped_links: outcome.stopped.len(),
        windows: outcome.windows.len(),
        ..Counts::default()
    };
    for record in records {
        let count = match record.event {
            Event::Accepted { .. } => &mut counts.accepted,
            Event::Refused { .. } => &mut counts.refused,
            Event::Answered { .. } => &mut counts.read,
            Event::Sent { .. } => &mut counts.sent,
            Event::Delivered { .. } => &mut counts.delivered,
            Event::Lost { .. } => &mut counts.lost_messages,
            Event::Stopped { .. } => &mut counts.stopped,
            Event::Buffered { .. } => &mut counts.held,
            Event::Dropped { .. } => &mut counts.dropped,
            Event::Ignored(_) => &mut counts.ignored,
            Event::Duplicated { .. } => &mut counts.duplicated,
            Event::Inapplicable { .. } => &mut counts.misfits,
            Event::Merged { .. } => &mut counts.merged,
            Event::MergeFailed { .. } => &mut counts.merges_failed,
            Event::Forwarded { .. } => &mut counts.forwarded,
            Event::TombstoneDropped { .. } => &mut counts.tombstones_dropped,
            _ => continue,
        };
        *count += 1;
    }
    counts
}
