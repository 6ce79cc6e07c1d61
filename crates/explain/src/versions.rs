//! How two versions compare, the status of a write at each leader, and the rule that decided it.

use analysis::{
    CausalOrder, Comparison, CoverageRow, Decision, OrderEvidence, ReplicaState, Version, WriteStatus,
    is_ordered_by_home,
};
use replication::{
    CausalContext, Dot, LeaderId, LogicalTimestamp, Offset, RemovalReason, TieDecision, Timestamp,
    TimestampRule, World, Write,
};
use timeline::{LossCause, Timeline};

use crate::names::{Names, list_of, possessive};
use crate::value::write_label;

/// At most this many successors of a version are named.
const MAX_NAMED: usize = 3;

/// How two versions compare, with the evidence.
#[must_use]
pub fn describe_comparison(timeline: &Timeline, world: &World, comparison: &Comparison) -> String {
    let Comparison { one, other, order, evidence } = comparison;
    let names = Names::of_run(timeline, world);
    let (later, earlier) = match order {
        CausalOrder::Concurrent | CausalOrder::After => (*one, *other),
        CausalOrder::Before => (*other, *one),
    };
    let comes_after = format!("{later} comes after {earlier}");
    let known = || format!("{comes_after}: {}", had_known(names, later));
    match evidence {
        OrderEvidence::NeitherSeen { .. } => neither_seen(names, *one, *other),
        OrderEvidence::CoveredBy { entry, context } => {
            format!("{}. Entry {entry} of its context {} covers it.", known(), context_in_braces(context))
        }
        OrderEvidence::InContext { context } => {
            format!("{}. {earlier} is in its context {}.", known(), context_in_braces(context))
        }
        OrderEvidence::Read if computes_from_store(names, later) => {
            format!("{comes_after}: {} computed it from {earlier}.", names.leader(later.leader))
        }
        OrderEvidence::Read => {
            format!("{comes_after}: {} last read had returned it.", possessive(&writer_of(names, later)))
        }
        OrderEvidence::HeldByLeader => {
            let leader = names.leader(later.leader);
            format!("{comes_after}: {leader} stored it and replaced it with {later}.")
        }
        OrderEvidence::OrderedByHome => {
            let (home, client) = (names.leader(later.leader), writer_of(names, later));
            format!(
                "{comes_after}: {home}, the key’s home, ordered it after {earlier}, which {client} had not seen."
            )
        }
        OrderEvidence::Through(between) => {
            format!("{comes_after}: its writer had seen {between}, which comes after {earlier}.")
        }
        OrderEvidence::Indirect => format!("{comes_after}."),
    }
}

fn neither_seen(names: Names<'_>, one: Dot, other: Dot) -> String {
    let (writer, other_writer) = (writer_of(names, one), writer_of(names, other));
    if computes_from_store(names, one) || computes_from_store(names, other) {
        return format!("{}; {}.", lacked(names, one, other), lacked(names, other, one));
    }
    if writer == other_writer {
        format!("{writer} had not seen {one} when writing {other}, nor {other} when writing {one}.")
    } else {
        format!("{writer} had not seen {other}; {other_writer} had not seen {one}.")
    }
}

/// `Ana had not seen T1`, or `Tokyo had not applied F1 when it computed Ana’s +1`: what an operation that computes
/// from the stored value comes after is what its leader held, whatever its client had seen elsewhere.
pub(crate) fn lacked(names: Names<'_>, write: Dot, other: Dot) -> String {
    match names.write(write) {
        Some(operation) if operation.operation.is_relative() => {
            let (leader, label) = (names.leader(write.leader), write_label(names, operation));
            format!("{leader} had not applied {other} when it computed {label}")
        }
        _ => format!("{} had not seen {other}", writer_of(names, write)),
    }
}

/// `Ana had seen it`, or `Tokyo had applied it`.
fn had_known(names: Names<'_>, later: Dot) -> String {
    let how = if computes_from_store(names, later) { "applied" } else { "seen" };
    format!("{} had {how} it", context_owner(names, later))
}

/// Whether a write reads the stored value at its leader.
fn computes_from_store(names: Names<'_>, dot: Dot) -> bool {
    names.write(dot).is_some_and(|write| write.operation.is_relative())
}

/// Whose knowledge the causal context of a write is: its client's, or the leader's that merged or computed it.
#[must_use]
pub fn context_owner(names: Names<'_>, dot: Dot) -> String {
    match computes_from_store(names, dot) {
        true => names.leader(dot.leader),
        false => writer_of(names, dot),
    }
}

/// The heading of a write's causal context. A merge has no writer who had seen anything: it covers its sources.
#[must_use]
pub fn context_title(timeline: &Timeline, write: &Write) -> &'static str {
    match () {
        () if write.is_merge() => "Merges",
        () if write.operation.is_relative() => "Its leader had applied",
        () if has_order_of_home(timeline, write) => "Comes after",
        () => "Writer had seen",
    }
}

/// What comes between a version and its causal context: ` had seen `.
#[must_use]
pub fn context_verb(timeline: &Timeline, write: &Write) -> &'static str {
    let is_relative = write.operation.is_relative();
    match (write.context.is_empty(), is_relative) {
        (true, true) => " was computed from nothing",
        (true, false) => " had seen nothing",
        (false, _) if is_relative || has_order_of_home(timeline, write) => " comes after ",
        (false, _) => " had seen ",
    }
}

/// Whether the context of a write has what its client had not seen: what the home of the key had accepted before.
fn has_order_of_home(timeline: &Timeline, write: &Write) -> bool {
    let leader = write.dot.leader;
    let last = Some(write.context.vector().count(leader)).filter(|last| *last > 0);
    let last = last.map(|last| Dot::new(leader, last));
    let mut own = last.into_iter().chain(write.context.dots_beyond_gaps().filter(|dot| dot.leader == leader));
    own.any(|dot| is_ordered_by_home(timeline, write.dot, dot))
}

/// The writer of a version: a client, or the leader that merged it.
fn writer_of(names: Names<'_>, dot: Dot) -> String {
    let writer = names.write(dot).and_then(|write| write.client);
    writer.map_or_else(|| names.leader(dot.leader), |client| names.client(client))
}

/// `{F2, T1}`: the vector, then the dots beyond gaps.
fn context_in_braces(context: &CausalContext) -> String {
    let entries = context.vector().iter().map(|(leader, counter)| Dot::new(leader, counter));
    let all: Vec<String> = entries.chain(context.dots_beyond_gaps()).map(|dot| dot.to_string()).collect();
    format!("{{{}}}", all.join(", "))
}

/// The rule that kept one version and removed another.
#[must_use]
pub fn describe_decision(timeline: &Timeline, world: &World, decision: &Decision) -> String {
    match decision {
        Decision::ArrivalOrder => {
            "Writes replace the stored value in order of arrival; nothing is compared.".into()
        }
        Decision::Superseded(comparison) => describe_comparison(timeline, world, comparison),
        Decision::SameWrites { kept } => format!("{kept} covers the same writes, or more."),
        Decision::ByTimestamp { rule, kept, removed, tie } => by_timestamp(rule, *kept, *removed, *tie),
        Decision::ByUnknownTimestamp => "The greatest timestamp wins.".into(),
        Decision::ByPolicy { kept } => format!("The policy keeps {kept}."),
    }
}

fn by_timestamp(
    rule: &TimestampRule,
    kept: (Dot, LogicalTimestamp),
    removed: (Dot, LogicalTimestamp),
    tie: TieDecision,
) -> String {
    let ((kept, high), (removed, low)) = (kept, removed);
    let shown = |stamp: LogicalTimestamp| match rule.timestamp {
        Timestamp::Lamport => stamp.count.to_string(),
        Timestamp::Hybrid if stamp.count > 0 => format!("{} + {}", Offset(stamp.time), stamp.count),
        Timestamp::Hybrid | Timestamp::Leader | Timestamp::Client => Offset(stamp.time).to_string(),
    };
    if high != low {
        let (high, low) = (shown(high), shown(low));
        return format!("The greatest timestamp wins: {kept} has {high}, {removed} has {low}.");
    }
    format!("Both have the timestamp {}: {}.", shown(high), describe_tie(tie))
}

/// Which of two writes with equal timestamps wins.
const fn describe_tie(tie: TieDecision) -> &'static str {
    match tie {
        TieDecision::GreaterLeader => "the leader with the greater ID wins the tie",
        TieDecision::LaterAtLeader => "the leader’s later write wins the tie",
        TieDecision::GreaterValue => "the greater value wins the tie",
        TieDecision::Delete => "a delete beats a write in a tie",
        TieDecision::Write => "a write beats a delete in a tie",
    }
}

/// A status in one or two words.
#[must_use]
pub const fn status_word(status: WriteStatus) -> &'static str {
    match status {
        WriteStatus::Kept => "kept",
        WriteStatus::Sibling => "sibling",
        WriteStatus::Superseded => "superseded",
        WriteStatus::InFlight => "in flight",
        WriteStatus::Contained => "kept in another value",
        WriteStatus::OverwrittenInOrder => "overwritten in order",
        WriteStatus::Lost(_) => "lost",
    }
}

/// Why a write is lost, in a few words.
#[must_use]
pub const fn loss_cause(cause: LossCause) -> &'static str {
    match cause {
        LossCause::Discarded => "discarded by timestamp",
        LossCause::DiscardedByMerge => "discarded by merge rule",
        LossCause::Overwritten => "overwritten on arrival",
        LossCause::Skipped => "could not be applied",
        LossCause::Stranded => "only at leaders that left",
        LossCause::Resurrected => "resurrected",
    }
}

/// The causes of several losses: `stranded`, or `2 discarded by timestamp, 1 stranded`.
#[must_use]
pub fn describe_causes(causes: impl Iterator<Item = (LossCause, usize)>) -> String {
    match &causes.collect::<Vec<_>>()[..] {
        [(only, _)] => loss_cause(*only).to_owned(),
        several => {
            let each = several.iter().map(|(cause, count)| format!("{count} {}", loss_cause(*cause)));
            each.collect::<Vec<_>>().join(", ")
        }
    }
}

/// A status as a phrase, with the leaders that store the write: `kept at Tokyo`.
#[must_use]
pub fn describe_status(world: &World, status: WriteStatus, kept_at: &[LeaderId]) -> String {
    let names = || {
        let all = kept_at.len() == world.members.len() && kept_at.len() > 2;
        let names: Vec<String> = kept_at.iter().map(|id| Names::from(world).leader(*id)).collect();
        if all { "every leader".to_owned() } else { list_of(&names) }
    };
    match status {
        WriteStatus::Sibling => format!("a sibling at {}", names()),
        WriteStatus::Kept => format!("kept at {}", names()),
        WriteStatus::Lost(cause) => {
            format!("lost, although it was acknowledged: {}", loss_cause(cause))
        }
        WriteStatus::Contained => "not stored, but a stored value still has its effect".into(),
        WriteStatus::OverwrittenInOrder => "overwritten in order".into(),
        WriteStatus::Superseded => "superseded by a later write".into(),
        WriteStatus::InFlight => "in flight, not stored anywhere".into(),
    }
}

/// The status of a version of the graph; a superseded one names its successors.
#[must_use]
pub fn describe_version(world: &World, version: &Version) -> String {
    if version.status != WriteStatus::Superseded || version.successors.is_empty() {
        return describe_status(world, version.status, &version.kept_at);
    }
    let named = version.successors.iter().take(MAX_NAMED).map(Dot::to_string);
    let more = version.successors.len().saturating_sub(MAX_NAMED);
    let names: Vec<String> = named.chain((more > 0).then(|| format!("{more} more"))).collect();
    format!("superseded by {}", list_of(&names))
}

/// The state of a write at one leader, as a phrase: `kept`, `discarded: lost to T1`.
#[must_use]
pub fn describe_replica(world: &World, state: &ReplicaState) -> String {
    match state {
        ReplicaState::LeaderLeft => "has left".into(),
        ReplicaState::Kept => "kept".into(),
        ReplicaState::KeptBeside { others, .. } => match &others[..] {
            [one] => format!("kept beside {one}"),
            many => format!("kept beside {} others", many.len()),
        },
        ReplicaState::Removed(fate, by) => match (fate, by) {
            (RemovalReason::Superseded, Some(by)) => format!("superseded by {by}"),
            (RemovalReason::Superseded, None) => "fully superseded".into(),
            (RemovalReason::Discarded, Some(by)) => format!("discarded: lost to {by}"),
            (RemovalReason::Discarded, None) => "discarded".into(),
            (RemovalReason::Overwritten, Some(by)) => format!("overwritten by {by}"),
            (RemovalReason::Overwritten, None) => "overwritten".into(),
        },
        ReplicaState::Skipped => "skipped: it could not be applied".into(),
        ReplicaState::NothingKept => "applied; no version is stored".into(),
        ReplicaState::SupersededInSnapshot => "in the snapshot, already superseded".into(),
        ReplicaState::Buffered => "arrived and buffered".into(),
        ReplicaState::InFlight(from) => format!("in flight from {}", Names::from(world).leader(*from)),
        ReplicaState::NotArrived => "not arrived".into(),
    }
}

/// Why a leader stores several versions of a key.
#[must_use]
pub const fn describe_coexistence(others: usize, siblings: bool) -> &'static str {
    match (siblings, others) {
        (true, 1) => "Neither comes after the other, so both are kept.",
        (true, _) => "All are concurrent, so all are kept.",
        (false, _) => "Together they make up the value.",
    }
}

/// How many of a leader's writes are covered: `2 of Tokyo’s 3 writes to cart, T3 beyond a gap`.
#[must_use]
pub fn describe_coverage(timeline: &Timeline, world: &World, row: &CoverageRow) -> String {
    let CoverageRow {
        leader: id,
        total: of,
        without_gap,
        beyond_gap: beyond,
        beyond_gap_count: beyond_gap,
        ..
    } = row;
    let owner = possessive(&Names::of_run(timeline, world).leader(*id));
    let what = row.key.as_ref().map(|key| format!(" to {key}")).unwrap_or_default();
    let writes = if *of == 1 { "write" } else { "writes" };
    let mut text = match without_gap + beyond_gap {
        0 => format!("none of {owner} {of} {writes}{what}"),
        has if has == *of && has == 1 => format!("{owner} only write{what}"),
        2 if *of == 2 => format!("both of {owner} writes{what}"),
        has if has == *of => format!("all {of} of {owner} writes{what}"),
        has => format!("{has} of {owner} {of} {writes}{what}"),
    };
    if *beyond_gap > 0 {
        let named: Vec<String> = beyond.iter().map(Dot::to_string).collect();
        let more = if (beyond.len() as u64) < *beyond_gap { ", …" } else { "" };
        text.push_str(&format!(", {}{more} beyond a gap", named.join(", ")));
    }
    text
}
