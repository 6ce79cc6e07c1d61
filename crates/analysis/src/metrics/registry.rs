//! Every metric, in the order of tables.

use std::collections::BTreeSet;

use timeline::{EventKind, LossCause};

use super::metric::{Metric, MetricUnit};
use super::run_facts::RunFacts;

/// Every metric.
pub const METRICS: &[Metric] = &[
    count("accepted", "Accepted", "Writes that leaders accepted.", |run| some(run.outcome.fates.accepted)),
    count(
        "kept",
        "Kept",
        "Accepted writes that some stored value still contains at the end, at least in part.",
        |run| some(run.outcome.fates.kept),
    ),
    count("superseded", "Superseded", "Writes replaced by one whose writer had seen them.", |run| {
        some(run.outcome.fates.superseded)
    }),
    count(
        "in-order",
        "In order",
        "Writes replaced at the leader that accepted the later write, whose client had not seen them.",
        |run| some(run.outcome.fates.overwritten_in_order),
    ),
    count("lost", "Lost", "Accepted writes that are not kept, superseded or overwritten in order.", |run| {
        some(run.outcome.fates.lost)
    }),
    metric(
        "lost-share",
        "Share lost",
        MetricUnit::Share,
        "Lost writes as a share of the accepted ones.",
        |run| share(run.outcome.fates.lost as u64, run.outcome.fates.accepted as u64),
    ),
    count("lost-by-timestamp", "By timestamp", "Lost to a write with a later timestamp.", |run| {
        lost_by(run, LossCause::Discarded)
    }),
    count("lost-by-merge", "By merge", "Lost in a merge that kept nothing of them.", |run| {
        lost_by(run, LossCause::DiscardedByMerge)
    }),
    count("lost-on-arrival", "On arrival", "Lost to a write that arrived later.", |run| {
        lost_by(run, LossCause::Overwritten)
    }),
    count("skipped", "Skipped", "Lost because leaders skipped them.", |run| lost_by(run, LossCause::Skipped)),
    count("left-behind", "Leader left", "Lost with a leader that left.", |run| {
        lost_by(run, LossCause::Stranded)
    }),
    count("resurrected", "Resurrected", "Deletions lost because the deleted value came back.", |run| {
        lost_by(run, LossCause::Resurrected)
    }),
    count("siblings", "Siblings", "Keys with several versions at the end, at any leader.", siblings),
    count("conflicts", "Conflicts", "How often a leader came to store several versions of a key.", |run| {
        Some(run.count(EventKind::Conflict))
    }),
    count("merges", "Merges", "Merges made by leaders.", |run| Some(run.count(EventKind::Merged))),
    count("refused", "Refused", "Requests that a leader refused.", |run| some(run.outcome.refused)),
    count("unanswered", "Unanswered", "Requests that got no answer.", |run| some(run.outcome.unanswered)),
    metric(
        "availability",
        "Availability",
        MetricUnit::Share,
        "Requests that were answered, as a share of all that completed.",
        availability,
    ),
    metric(
        "convergence-time",
        "Time to converge",
        MetricUnit::Microseconds,
        "From the last accepted write until all leaders agree for good.",
        convergence_time,
    ),
    metric(
        "divergence",
        "Divergence",
        MetricUnit::Share,
        "The share of time that two leaders disagree, averaged over all pairs.",
        divergence,
    ),
    count("messages", "Messages", "Messages that leaders sent each other.", |run| Some(run.traffic.messages)),
    metric(
        "messages-per-write",
        "Messages per write",
        MetricUnit::Mean,
        "Messages for each accepted write.",
        |run| mean(run.traffic.messages, run.outcome.fates.accepted as u64),
    ),
    metric(
        "bytes-per-write",
        "Bytes per write",
        MetricUnit::Bytes,
        "Bytes sent for each accepted write: values, contexts and dependencies.",
        |run| run.traffic.bytes.checked_div(run.outcome.fates.accepted as u64),
    ),
    metric(
        "hops",
        "Hops",
        MetricUnit::Mean,
        "Links that a write crosses before a leader applies it, on average.",
        |run| mean(run.traffic.hops, run.traffic.arrivals),
    ),
    metric(
        "metadata",
        "Metadata per value",
        MetricUnit::Mean,
        "Entries of version vectors and dots stored with each version at the end, on average.",
        |run| mean(run.metadata.0, run.metadata.1),
    ),
];

/// A metric by its id.
#[must_use]
pub fn find_metric(id: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|metric| metric.id == id)
}

const fn metric(
    id: &'static str,
    name: &'static str,
    unit: MetricUnit,
    definition: &'static str,
    measure: fn(&RunFacts<'_>) -> Option<u64>,
) -> Metric {
    Metric { id, name, unit, definition, measure }
}

const fn count(
    id: &'static str,
    name: &'static str,
    definition: &'static str,
    measure: fn(&RunFacts<'_>) -> Option<u64>,
) -> Metric {
    metric(id, name, MetricUnit::Count, definition, measure)
}

fn some(count: usize) -> Option<u64> {
    Some(count as u64)
}

/// A share in hundredths of a percent, rounded down.
fn share(part: u64, whole: u64) -> Option<u64> {
    (part * 10_000).checked_div(whole)
}

/// A mean in hundredths, rounded down.
fn mean(sum: u64, count: u64) -> Option<u64> {
    (sum * 100).checked_div(count)
}

fn lost_by(run: &RunFacts<'_>, cause: LossCause) -> Option<u64> {
    some(run.outcome.fates.lost_by(cause))
}

fn siblings(run: &RunFacts<'_>) -> Option<u64> {
    let keys: BTreeSet<_> = run.outcome.conflicts.iter().map(|conflict| &conflict.key).collect();
    some(keys.len())
}

fn availability(run: &RunFacts<'_>) -> Option<u64> {
    let answered = (run.outcome.acknowledged as u64) + run.count(EventKind::Read);
    share(answered, answered + (run.outcome.refused + run.outcome.unanswered) as u64)
}

fn convergence_time(run: &RunFacts<'_>) -> Option<u64> {
    let (accepted, agree) = (run.last_accepted_at()?, run.divergence.agree_since()?);
    Some(agree.0.saturating_sub(accepted.0))
}

fn divergence(run: &RunFacts<'_>) -> Option<u64> {
    let leaders = run.timeline.all_leaders().len() as u64;
    let pairs = leaders * leaders.saturating_sub(1) / 2;
    let end = run.timeline.ends_at();
    share(run.divergence.pair_time(end), pairs * end.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_run::{TWO_CARTS, small_run};

    fn figure(id: &str, policy: &str, commands: &str) -> Option<u64> {
        find_metric(id).unwrap().of(&RunFacts::of(&small_run(policy, commands)))
    }

    #[test]
    fn ids_are_unique_and_definitions_are_sentences() {
        let ids: BTreeSet<&str> = METRICS.iter().map(|metric| metric.id).collect();
        assert_eq!(ids.len(), METRICS.len());
        assert!(METRICS.iter().all(|metric| metric.definition.ends_with('.')));
    }

    #[test]
    fn of_two_concurrent_carts_last_write_wins_loses_half_and_siblings_keep_both() {
        let lww = r#""last-write-wins""#;
        assert_eq!(figure("accepted", lww, TWO_CARTS), Some(2));
        assert_eq!(figure("lost", lww, TWO_CARTS), Some(1));
        assert_eq!(figure("lost-share", lww, TWO_CARTS), Some(5_000));
        assert_eq!(figure("lost-by-timestamp", lww, TWO_CARTS), Some(1));
        assert_eq!(figure("lost", r#""siblings""#, TWO_CARTS), Some(0));
        assert_eq!(figure("siblings", r#""siblings""#, TWO_CARTS), Some(1));
        assert_eq!(figure("conflicts", r#""siblings""#, TWO_CARTS), Some(2), "at both leaders");
    }

    #[test]
    fn two_leaders_converge_when_the_last_write_has_crossed_the_link() {
        let lww = r#""last-write-wins""#;
        assert_eq!(figure("convergence-time", lww, TWO_CARTS), Some(100_000));
        assert_eq!(figure("messages-per-write", lww, TWO_CARTS), Some(100));
        assert_eq!(figure("hops", lww, TWO_CARTS), Some(100));
        // The run lasts 110 ms, and the carts differ for 100 ms of them.
        assert_eq!(figure("divergence", lww, TWO_CARTS), Some(100 * 10_000 / 110));
        assert_eq!(figure("convergence-time", r#""none""#, TWO_CARTS), None, "each has the other's cart");
    }

    #[test]
    fn availability_is_the_share_of_requests_that_are_answered() {
        let commands = r#"{ "at_ms": 10, "crash": { "leader": "T" } },
            { "at_ms": 20, "write": { "client": "ana", "key": "k", "value": 1 } },
            { "at_ms": 20, "read": { "client": "ana", "key": "k" } },
            { "at_ms": 20, "read": { "client": "ben", "key": "k" } }"#;
        assert_eq!(figure("availability", r#""siblings""#, commands), Some(6_666));
        assert_eq!(figure("availability", r#""siblings""#, ""), None, "nobody asked for anything");
    }

    #[test]
    fn plain_rules_store_less_metadata_than_siblings() {
        let chain = r#"{ "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } },
                       { "at_ms": 300, "read": { "client": "ben", "key": "k" } },
                       { "at_ms": 310, "write": { "client": "ben", "key": "k", "value": 2 } }"#;
        assert_eq!(figure("metadata", r#""none""#, chain), Some(100), "the dot alone");
        assert_eq!(figure("metadata", r#""siblings""#, chain), Some(200), "and one entry");
    }
}
