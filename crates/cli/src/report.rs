//! The report on a run: the JSON that `polyleader run --json` prints.

use std::collections::BTreeMap;

use analysis::{
    NeverApplied, Outcome, Progress, SessionGuarantee, SessionViolation, StrandedReason, StrandedWrite,
    session_violations,
};
use explain::{
    Names, describe_given_up, describe_never_applied, describe_stranded, describe_violation, loss_cause,
    write_label,
};
use replication::{
    ClientId, Dot, Event, Fingerprint, Fingerprinter, Leader, LeaderId, Micros, Offset, Value, World, Write,
};
use scenario::Scenario;
use serde::Serialize;
use timeline::{Loss, LossCause, Timeline};

use crate::trace::{EventReport, trace};

/// The state of a run at its end or at an instant, and the counts up to it.
#[derive(Serialize)]
pub struct Report {
    /// The scenario's title.
    pub title: String,
    /// The instant reported, in milliseconds: that of `--until`, or of the last event.
    pub at_ms: Micros,
    /// Whether nothing is in flight, nothing waits and no command is left.
    pub at_rest: bool,
    /// Whether the run is at rest and every key reads the same at every leader.
    pub converged: bool,
    /// Whether every key reads the same at every leader at this instant.
    pub reads_agree: bool,
    /// Whether all leaders store the same versions, too.
    pub versions_agree: bool,
    /// When the policy last changed, if leaders are left apart after that. Left out if they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_changed_at_ms: Option<Micros>,
    /// Whether the run stopped at the event limit.
    pub halted: bool,
    /// The leaders that are present, in the order of the scenario.
    pub leaders: Vec<LeaderReport>,
    /// The counts up to this instant.
    pub counts: Counts,
    /// The acknowledged writes that no value anywhere contains.
    pub lost: Vec<LostReport>,
    /// The writes that some remaining leaders have and others lack forever.
    pub stranded: Vec<StrandedReport>,
    /// The writes that some remaining leaders have and others gave up waiting for. Left out if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub given_up: Vec<StrandedReport>,
    /// The writes that are held back forever.
    pub never_arrives: Vec<NeverArrivesReport>,
    /// The requests that were served without what their client had seen.
    pub violations: Vec<ViolationReport>,
    /// The pairs `[origin, leader]` for which no path of links carries a write from the origin to the leader.
    pub unreachable: Vec<(LeaderId, LeaderId)>,
    /// Every event up to this instant, with `--trace` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Vec<EventReport>>,
    /// The fingerprint of the events up to this instant; without `--until`, of the whole run.
    pub fingerprint: Fingerprint,
}

/// One leader and its store.
#[derive(Serialize)]
pub struct LeaderReport {
    /// The id that commands use.
    pub id: LeaderId,
    /// The name that people see.
    pub name: String,
    /// Whether it is running.
    pub up: bool,
    /// How far its clock is ahead of true time, in milliseconds.
    pub clock_offset_ms: Offset,
    /// The versions of each key, in the order of their dots. Several versions are siblings.
    pub store: BTreeMap<String, Vec<VersionReport>>,
    /// What a read of a key returns where that is not what each version wrote: a counter's sum, a set's items, or
    /// the result of a statement at this leader.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub readings: BTreeMap<String, Value>,
    /// For each origin, how many of its writes this leader has applied without a gap.
    pub applied: replication::VersionVector,
    /// The dots of applied writes beyond a gap.
    pub applied_beyond: Vec<String>,
}

/// One version of a key.
#[derive(Serialize)]
pub struct VersionReport {
    /// Its name.
    pub dot: String,
    /// The value written; null for a tombstone.
    pub value: Option<Value>,
    /// The client that wrote it; null for a merge by a leader.
    pub client: Option<ClientId>,
}

/// An acknowledged write that no value anywhere contains.
#[derive(Serialize)]
pub struct LostReport {
    /// Its name.
    pub dot: String,
    /// The key that it wrote.
    pub key: String,
    /// The value written; null for a tombstone.
    pub value: Option<Value>,
    /// The client that wrote it.
    pub client: Option<ClientId>,
    /// How its last copy ended: `discarded` (by timestamp), `discarded-by-merge`, `overwritten` (on arrival),
    /// `skipped`, `stranded` or `resurrected`.
    pub cause: &'static str,
    /// The dot of the write that took its place there; null if none did.
    pub to: Option<String>,
    /// One line for the text report.
    #[serde(skip)]
    pub description: String,
}

/// A write that some remaining leaders have and others lack forever.
#[derive(Serialize)]
pub struct StrandedReport {
    /// Its dot.
    pub write: String,
    /// The leaders that lack it.
    pub missing_at: Vec<LeaderId>,
    /// `left` or `no-path`.
    pub reason: &'static str,
    /// The leader that left before it sent the write.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<LeaderId>,
    /// One line for the text report.
    #[serde(skip)]
    pub description: String,
}

/// A write that is held back forever.
#[derive(Serialize)]
pub struct NeverArrivesReport {
    /// Its dot.
    pub write: String,
    /// The leader that holds it back.
    pub held_at: LeaderId,
    /// The dots of its dependencies that no remaining leader has.
    pub missing: Vec<String>,
    /// One line for the text report.
    #[serde(skip)]
    pub description: String,
}

/// A request that was served without what its client had seen.
#[derive(Serialize)]
pub struct ViolationReport {
    /// When it was served, in milliseconds.
    pub at_ms: Micros,
    /// The client.
    pub client: ClientId,
    /// The leader that served it.
    pub leader: LeaderId,
    /// The key.
    pub key: String,
    /// The session guarantee that it violates, such as `monotonic-writes`.
    pub guarantee: &'static str,
    /// The dot of a write that the client had seen and the leader had not applied.
    pub missing: String,
    /// One line for the text report.
    #[serde(skip)]
    pub description: String,
}

/// The counts up to the instant reported. JSON field names never change, so some differ from today's terms.
#[derive(Default, Serialize)]
pub struct Counts {
    /// Events of every kind.
    pub events: usize,
    /// Writes that leaders accepted.
    pub accepted: usize,
    /// Requests to write that were acknowledged to their clients.
    pub acknowledged: usize,
    /// Requests that were refused.
    pub refused: usize,
    /// Requests that got no answer: their clients cannot know what happened.
    pub unanswered: usize,
    /// Answered reads.
    #[serde(rename = "read")]
    pub reads: usize,
    /// Messages sent, retransmissions included.
    pub sent: usize,
    /// Messages delivered.
    pub delivered: usize,
    /// Messages that a link lost.
    pub lost_messages: usize,
    /// Messages stopped by a cut, a crash or a change of topology.
    pub stopped: usize,
    /// Messages that arrived early and were buffered for FIFO order.
    #[serde(rename = "held")]
    pub buffered: usize,
    /// Deliveries that changed nothing.
    pub dropped: usize,
    /// Commands that did nothing.
    pub ignored: usize,
    /// Duplicates that links made.
    pub duplicated: usize,
    /// Times a leader applied a write that it had applied before.
    #[serde(rename = "repeated")]
    pub reapplied: usize,
    /// Writes that could not be applied at the receiving leader.
    #[serde(rename = "misfits")]
    pub inapplicable: usize,
    /// Merges by leaders.
    pub merged: usize,
    /// Failed merges.
    #[serde(rename = "merges_failed")]
    pub failed_merges: usize,
    /// Requests forwarded to a key's home.
    pub forwarded: usize,
    /// Tombstones dropped at the end of their lifetime.
    pub tombstones_dropped: usize,
    /// Messages in flight.
    pub in_flight: usize,
    /// Log entries queued for a link that is not open.
    pub waiting: usize,
    /// Delivered writes that leaders hold back until they can apply them.
    #[serde(rename = "kept_back")]
    pub held_back: usize,
    /// Links stopped by a write that cannot be applied.
    pub stopped_links: usize,
    /// Keys with more than one leader that believes it is home.
    pub windows: usize,
    /// Keys with siblings, counted at each leader.
    pub conflicts: usize,
    /// Accepted writes that are kept, wholly or partly.
    pub kept: usize,
    /// The kept writes of which only some fields or items are left.
    pub kept_partly: usize,
    /// Accepted writes that a write whose writer had seen them replaced.
    pub superseded: usize,
    /// Accepted writes that a later one replaced, unseen, where they were stored and it was accepted.
    pub overwritten_in_order: usize,
    /// Lost writes. Kept, superseded, overwritten in order and lost add up to the writes accepted.
    pub lost: usize,
    /// Those lost to a write with a later timestamp.
    pub discarded: usize,
    /// Those of which a merge rule kept nothing.
    pub discarded_by_merge: usize,
    /// Those replaced on arrival without a comparison.
    pub overwritten: usize,
    /// Those that could not be applied.
    pub skipped: usize,
    /// Those that only leaders that left had.
    pub stranded: usize,
    /// Deletes whose value is readable again.
    pub resurrected: usize,
}

impl Report {
    /// The report on a run at an instant, or at its end.
    pub fn new(scenario: &Scenario, timeline: &Timeline, until: Option<Micros>, with_trace: bool) -> Self {
        let at = until.unwrap_or_else(|| timeline.ends_at());
        let run = timeline.run_at(at, None);
        let world = run.world();
        let names = Names::of_run(timeline, world);
        let count = timeline.count_at(at);
        let outcome = Outcome::new(timeline, count, world);
        // The event queue may hold entries that will do nothing, so only recorded events count.
        let is_over = count == timeline.records().len();
        let halted = is_over && timeline.is_halted();
        let is_settled = matches!(
            outcome.progress,
            Progress::NothingWritten | Progress::Converged | Progress::Diverged | Progress::NoLeaderLeft
        );
        let at_rest = is_over && !halted && is_settled;
        Self {
            title: scenario.title.clone(),
            at_ms: at,
            at_rest,
            converged: at_rest && !world.leaders.is_empty() && world.reads_agree(),
            reads_agree: world.reads_agree(),
            versions_agree: outcome.versions_agree,
            policy_changed_at_ms: outcome.diverged_since_policy_change,
            halted,
            leaders: world
                .members
                .iter()
                .filter_map(|id| Some(leader(*id, world.leaders.get(id)?, at)))
                .collect(),
            counts: counts(timeline, count, &outcome, world),
            lost: outcome.lost.iter().filter_map(|lost| lost_report(timeline, world, lost)).collect(),
            stranded: outcome.stranded.iter().map(|it| stranded(it, describe_stranded(names, it))).collect(),
            given_up: outcome.given_up.iter().map(|it| stranded(it, describe_given_up(names, it))).collect(),
            never_arrives: outcome
                .never_arrives
                .iter()
                .map(|it| never_arrives(timeline, world, it))
                .collect(),
            violations: violations(timeline, world, count),
            unreachable: outcome.unreachable.clone(),
            trace: with_trace.then(|| trace(timeline, world, count)),
            fingerprint: fingerprint(timeline, count),
        }
    }
}

fn stranded(stranded: &StrandedWrite, description: String) -> StrandedReport {
    let (reason, left) = match stranded.reason {
        StrandedReason::Left(leader) => ("left", Some(leader)),
        StrandedReason::NoPath => ("no-path", None),
    };
    StrandedReport {
        write: stranded.write.to_string(),
        missing_at: stranded.missing_at.clone(),
        reason,
        left,
        description,
    }
}

fn never_arrives(timeline: &Timeline, world: &World, never: &NeverApplied) -> NeverArrivesReport {
    NeverArrivesReport {
        write: never.write.to_string(),
        held_at: never.held_at,
        missing: never.missing.iter().map(Dot::to_string).collect(),
        description: describe_never_applied(Names::of_run(timeline, world), never),
    }
}

fn violations(timeline: &Timeline, world: &World, count: usize) -> Vec<ViolationReport> {
    let all = session_violations(timeline).into_iter().filter(|violation| violation.number < count);
    let report = |violation: SessionViolation| ViolationReport {
        at_ms: violation.at,
        client: violation.client,
        leader: violation.leader,
        key: violation.key.as_str().into(),
        guarantee: guarantee_id(violation.guarantee),
        missing: violation.missing.to_string(),
        description: describe_violation(Names::of_run(timeline, world), &violation),
    };
    all.map(report).collect()
}

/// The name of a session guarantee in reports.
pub(crate) const fn guarantee_id(guarantee: SessionGuarantee) -> &'static str {
    match guarantee {
        SessionGuarantee::ReadYourWrites => "read-your-writes",
        SessionGuarantee::MonotonicReads => "monotonic-reads",
        SessionGuarantee::MonotonicWrites => "monotonic-writes",
        SessionGuarantee::WritesFollowReads => "writes-follow-reads",
    }
}

fn fingerprint(timeline: &Timeline, count: usize) -> Fingerprint {
    let mut fingerprinter = Fingerprinter::default();
    timeline.first(count).for_each(|(_, record)| fingerprinter.add(&record));
    fingerprinter.fingerprint()
}

fn leader(id: LeaderId, leader: &Leader, at: Micros) -> LeaderReport {
    let store = leader.store.iter().map(|(key, entry)| {
        (key.as_str().to_owned(), entry.versions.iter().map(|write| version(write)).collect())
    });
    let readings = leader
        .store
        .iter()
        .filter_map(|(key, entry)| Some((key.as_str().to_owned(), entry.materialized.as_deref().cloned()?)));
    LeaderReport {
        id,
        name: leader.name.clone(),
        up: leader.up,
        clock_offset_ms: leader.clock.offset_at(at),
        store: store.collect(),
        readings: readings.collect(),
        applied: leader.applied.vector().clone(),
        applied_beyond: leader.applied.dots_beyond_gaps().map(|dot| dot.to_string()).collect(),
    }
}

fn version(write: &Write) -> VersionReport {
    VersionReport { dot: write.dot.to_string(), value: write.value().cloned(), client: write.client }
}

fn lost_report(timeline: &Timeline, world: &World, lost: &Loss) -> Option<LostReport> {
    let write = &timeline.writes().get(&lost.dot)?.write;
    let winner = lost.to.and_then(|dot| timeline.writes().get(&dot));
    let to = winner.map(|winner| format!(", to {}", write_label(world, &winner.write))).unwrap_or_default();
    let cause = loss_cause(lost.cause);
    Some(LostReport {
        dot: lost.dot.to_string(),
        key: write.key.as_str().into(),
        value: write.value().cloned(),
        client: write.client,
        cause: lost.cause.id(),
        to: lost.to.map(|dot| dot.to_string()),
        description: format!("{} ({}) of {}: {cause}{to}", write_label(world, write), write.dot, write.key),
    })
}

fn counts(timeline: &Timeline, count: usize, outcome: &Outcome, world: &World) -> Counts {
    let mut counts = Counts {
        events: count,
        in_flight: world.messages_in_transit().count(),
        waiting: outcome.queued.iter().map(|(_, entries)| entries).sum(),
        acknowledged: outcome.acknowledged,
        refused: outcome.refused,
        unanswered: outcome.unanswered,
        conflicts: outcome.conflicts.len(),
        kept: outcome.fates.kept,
        kept_partly: outcome.fates.kept_partly,
        superseded: outcome.fates.superseded,
        overwritten_in_order: outcome.fates.overwritten_in_order,
        lost: outcome.fates.lost,
        discarded: outcome.fates.lost_by(LossCause::Discarded),
        discarded_by_merge: outcome.fates.lost_by(LossCause::DiscardedByMerge),
        overwritten: outcome.fates.lost_by(LossCause::Overwritten),
        skipped: outcome.fates.lost_by(LossCause::Skipped),
        stranded: outcome.fates.lost_by(LossCause::Stranded),
        resurrected: outcome.fates.lost_by(LossCause::Resurrected),
        reapplied: outcome.reapplied,
        held_back: outcome.buffered,
        stopped_links: outcome.blocked.len(),
        windows: outcome.disputed_homes.len(),
        ..Counts::default()
    };
    for (_, record) in timeline.first(count) {
        if let Some(count) = count_of(&mut counts, &record.event) {
            *count += 1;
        }
    }
    counts
}

/// The count that an event adds to, if any.
fn count_of<'a>(counts: &'a mut Counts, event: &Event) -> Option<&'a mut usize> {
    Some(match event {
        Event::Accepted { .. } => &mut counts.accepted,
        Event::Answered { .. } => &mut counts.reads,
        Event::Sent { .. } => &mut counts.sent,
        Event::Delivered { .. } => &mut counts.delivered,
        Event::Lost { .. } => &mut counts.lost_messages,
        Event::Stopped { .. } => &mut counts.stopped,
        Event::Buffered { .. } => &mut counts.buffered,
        Event::Dropped { .. } => &mut counts.dropped,
        Event::Ignored(_) => &mut counts.ignored,
        Event::Duplicated { .. } => &mut counts.duplicated,
        Event::Inapplicable { .. } => &mut counts.inapplicable,
        Event::Merged { .. } => &mut counts.merged,
        Event::MergeFailed { .. } => &mut counts.failed_merges,
        Event::RequestForwarded { .. } => &mut counts.forwarded,
        Event::TombstoneRemoved { .. } => &mut counts.tombstones_dropped,
        Event::Refused { .. }
        | Event::Applied { .. }
        | Event::MessageOverridden { .. }
        | Event::WriteBuffered { .. }
        | Event::LinkResumed(_)
        | Event::RequestAnswered { .. }
        | Event::HomeAssigned { .. }
        | Event::SnapshotSent { .. }
        | Event::SnapshotLoaded(_)
        | Event::SnapshotInterrupted(_)
        | Event::ReplicationChanged
        | Event::Crashed(_)
        | Event::Restarted(_)
        | Event::Cut(_)
        | Event::Healed(_)
        | Event::LinkAdded(_)
        | Event::LinkRemoved(_)
        | Event::TopologyChanged
        | Event::PolicyChanged
        | Event::LinksChanged
        | Event::ClockSet { .. }
        | Event::Moved(_)
        | Event::Joined(_)
        | Event::Draining(_)
        | Event::Left(_)
        | Event::Purged { .. }
        | Event::RequestWaiting { .. }
        | Event::RequestSent { .. }
        | Event::RequestArrived { .. }
        | Event::RetryRecognised { .. }
        | Event::ResponseReceived { .. }
        | Event::RequestTimedOut { .. }
        | Event::Halted => return None,
    })
}
