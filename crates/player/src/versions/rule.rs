//! The rule by which a leader kept one version and not another, in a sentence.

use replication::{Dot, Event, Fate, LastWriteWins, Micros, Offset, Policy, TieBreak, Timestamp, World};

use super::Order;
use super::compared::compare;
use crate::timeline::Timeline;

/// Why a version is no longer kept where another one is: `pair` is the one that went, and the one that stayed.
pub(super) fn rule_of_losing(
    timeline: &Timeline,
    world: &World,
    number: usize,
    pair: (Dot, Dot),
    fate: Fate,
) -> String {
    let (lost, kept) = pair;
    let policy = policy_at(timeline, number);
    match fate {
        Fate::Overwritten => {
            "Each write replaces what is there, in the order of arrival; nobody compares the two.".into()
        }
        Fate::Superseded => match compare(timeline, world, kept, lost) {
            Some(compared) if compared.order == Order::After => compared.sentence,
            _ => format!("{kept} stands for the same writes, or for more."),
        },
        Fate::Discarded => policy.rules().timestamp_rule().map_or_else(
            || format!("The policy keeps {kept}."),
            |rule| by_timestamp(timeline, &rule, kept, lost),
        ),
    }
}

/// Why a version is kept alone, by what happened when it was applied.
pub(super) fn rule_of_keeping(timeline: &Timeline, world: &World, number: usize, dot: Dot) -> String {
    let Some(Event::Applied { gone, .. }) = timeline.records().get(number).map(|record| &record.event) else {
        return String::new();
    };
    let Some((other, fate)) = gone.iter().find(|(other, _)| *other != dot) else {
        return String::new();
    };
    rule_of_losing(timeline, world, number, (*other, dot), *fate)
}

/// The policy that held when this happened.
fn policy_at(timeline: &Timeline, number: usize) -> &Policy {
    let at = timeline.records().get(number).map_or(Micros::ZERO, |record| record.at);
    timeline.policy_at(at)
}

fn by_timestamp(timeline: &Timeline, rule: &LastWriteWins, kept: Dot, lost: Dot) -> String {
    let write = |dot: &Dot| timeline.writes().get(dot).map(|record| &record.write);
    let Some((winner, loser)) = write(&kept).zip(write(&lost)) else {
        return "The greatest timestamp is kept.".into();
    };
    let (high, low) = (rule.timestamp_of(winner), rule.timestamp_of(loser));
    let shown = |stamp: replication::Stamp| match rule.timestamp {
        Timestamp::Lamport => stamp.count.to_string(),
        Timestamp::Hybrid if stamp.count > 0 => format!("{} + {}", Offset(stamp.time), stamp.count),
        _ => Offset(stamp.time).to_string(),
    };
    if high != low {
        return format!(
            "The greatest timestamp is kept: {kept} has {}, {lost} has {}.",
            shown(high),
            shown(low)
        );
    }
    let tie = match rule.tie {
        TieBreak::Value if winner.value() != loser.value() => "the greater value",
        _ => "the leader with the greater id",
    };
    format!("Both have the timestamp {}: {tie} wins the tie.", shown(high))
}
