//! How two versions of a key compare, and the evidence: the context entry that covers the other, or that neither
//! writer had seen the other's write.

use replication::{CausalContext, Command, Dot};
use timeline::{Timeline, WriteRecord};

use super::causal_past::{CausalPast, directly_seen};

/// How one version compares with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CausalOrder {
    /// Neither writer had seen the other's write.
    Concurrent,
    /// The writer of the first had seen the second.
    After,
    /// The writer of the second had seen the first.
    Before,
}

/// Two versions, how they compare, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The first version.
    pub one: Dot,
    /// The second version.
    pub other: Dot,
    /// How the first compares with the second.
    pub order: CausalOrder,
    /// What shows it.
    pub evidence: OrderEvidence,
}

/// What shows that one version came after another, or that the two are concurrent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderEvidence {
    /// Neither dot is in what the other's writer had seen.
    NeitherSeen {
        /// What the writer of the first had seen.
        one_saw: CausalContext,
        /// What the writer of the second had seen.
        other_saw: CausalContext,
    },
    /// A later write of the same leader is in the context, which covers all earlier ones.
    CoveredBy {
        /// The covering entry.
        entry: Dot,
        /// The later write's context.
        context: CausalContext,
    },
    /// The earlier dot itself is in the later write's context.
    InContext {
        /// The later write's context.
        context: CausalContext,
    },
    /// The client's last read returned the earlier version.
    Read,
    /// The leader held the earlier version and put the later one in its place.
    HeldByLeader,
    /// The key's home accepted both, and puts its writes in order, though the client of the later one had not seen the
    /// earlier one (SEMANTICS A4).
    OrderedByHome,
    /// The later writer had seen this version, which comes after the earlier one.
    Through(Dot),
    /// It follows by more steps than are worth naming.
    Indirect,
}

/// Compares two versions of one key; none if one of them does not exist.
#[must_use]
pub fn compare(timeline: &Timeline, one: Dot, other: Dot) -> Option<Comparison> {
    let (first, second) = (timeline.writes().get(&one)?, timeline.writes().get(&other)?);
    let (order, evidence) = if CausalPast::of(timeline, one).contains(other) {
        (CausalOrder::After, evidence_of_after(timeline, first, other))
    } else if CausalPast::of(timeline, other).contains(one) {
        (CausalOrder::Before, evidence_of_after(timeline, second, one))
    } else {
        let (one_saw, other_saw) = (directly_seen(first), directly_seen(second));
        (CausalOrder::Concurrent, OrderEvidence::NeitherSeen { one_saw, other_saw })
    };
    Some(Comparison { one, other, order, evidence })
}

/// Compares each of these versions with each other one: `limit` pairs at most.
#[must_use]
pub fn compare_all(timeline: &Timeline, dots: &[Dot], limit: usize) -> Vec<Comparison> {
    let pairs =
        dots.iter().enumerate().flat_map(|(index, one)| dots[index + 1..].iter().map(|it| (*one, *it)));
    pairs.filter_map(|(one, other)| compare(timeline, one, other)).take(limit).collect()
}

fn evidence_of_after(timeline: &Timeline, later: &WriteRecord, earlier: Dot) -> OrderEvidence {
    if is_ordered_by_home(timeline, later.write.dot, earlier) {
        return OrderEvidence::OrderedByHome;
    }
    let context = &later.write.context;
    let covering = context.vector().count(earlier.leader);
    if covering > earlier.counter {
        let entry = Dot::new(earlier.leader, covering);
        OrderEvidence::CoveredBy { entry, context: context.clone() }
    } else if context.contains(earlier) {
        OrderEvidence::InContext { context: context.clone() }
    } else if later.observed.contains(&earlier) {
        OrderEvidence::Read
    } else if later.also_superseded.contains(&earlier) {
        OrderEvidence::HeldByLeader
    } else {
        through(timeline, later, earlier).map_or(OrderEvidence::Indirect, OrderEvidence::Through)
    }
}

/// Whether a write comes after another of its key only because the key's home had accepted that before: its client had
/// not seen it (SEMANTICS A4).
#[must_use]
pub fn is_ordered_by_home(timeline: &Timeline, later: Dot, earlier: Dot) -> bool {
    let Some(record) = timeline.writes().get(&later).filter(|_| later.leader == earlier.leader) else {
        return false;
    };
    let write = &record.write;
    // An operation that computes from the stored value reads it at the home, whatever its client had seen.
    let may_be = write.client.is_some() && !write.operation.is_relative() && write.context.contains(earlier);
    may_be
        && has_homes(timeline)
        && !record
            .observed
            .iter()
            .any(|seen| *seen == earlier || CausalPast::of(timeline, *seen).contains(earlier))
}

/// Whether keys have homes at any time of the run.
fn has_homes(timeline: &Timeline) -> bool {
    let mut changes = timeline.all_commands().iter();
    timeline.setup().policy.avoidance().is_some()
        || changes.any(|it| matches!(&it.command, Command::Policy(policy) if policy.avoidance().is_some()))
}

/// A version that the later writer had seen, and whose writer had seen the earlier one.
fn through(timeline: &Timeline, later: &WriteRecord, earlier: Dot) -> Option<Dot> {
    let between = later.observed.iter().chain(&later.also_superseded).copied();
    let mut between = between.filter(|dot| *dot != later.write.dot);
    between.find(|dot| CausalPast::of(timeline, *dot).contains(earlier))
}
