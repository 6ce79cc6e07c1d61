//! The offsets of a clock at which another write would win.

use analysis::{ClockSensitivity, Method, NoEffect, WinnerFlip, WinnerFlips};
use replication::{Dot, Offset, TieDecision, World};
use timeline::Timeline;

use crate::names::{Names, possessive};
use crate::value::write_label;

/// `+82 ms`, `−40 ms`, `0 ms`.
fn signed(offset: Offset) -> String {
    if offset.0 > 0 { format!("+{offset}") } else { offset.to_string() }
}

/// `10 s`: the search range is in whole seconds.
fn seconds(offset: Offset) -> String {
    format!("{} s", offset.0 / 1_000_000)
}

/// A write by its leader and by its client: `Tokyo’s write to cart` and `Ben’s “eggs”`.
fn labels(names: Names<'_>, flips: &WinnerFlips, dot: Dot) -> (String, String) {
    let by_client = names.write(dot).map_or_else(|| dot.to_string(), |write| write_label(names, write));
    (format!("{} write to {}", possessive(&names.leader(dot.leader)), flips.key), by_client)
}

/// The write that wins beyond an offset: `At +82 ms and above, Tokyo’s write to cart wins: Ben’s “eggs”.`
#[must_use]
pub fn describe_flip(timeline: &Timeline, world: &World, flips: &WinnerFlips, flip: &WinnerFlip) -> String {
    let (by_leader, by_client) = labels(Names::of_run(timeline, world), flips, flip.winner);
    let is_above = flips.above.as_ref() == Some(flip);
    let from = match (flip.tie, is_above) {
        // At the tie itself, the tie-break favours the present winner.
        (Some(tie), true) if tie != flip.offset => format!("Above {}", signed(tie)),
        (Some(tie), false) if tie != flip.offset => format!("Below {}", signed(tie)),
        (_, true) => format!("At {} and above", signed(flip.offset)),
        (_, false) => format!("At {} and below", signed(flip.offset)),
    };
    let tie = flip.tie.map(|tie| {
        let at_tie = if tie == flip.offset { flip.winner } else { flips.winner };
        describe_tie(timeline, world, tie, at_tie, (flip.winner, flips.winner))
    });
    format!("{from}, {by_leader} wins: {by_client}.{}", tie.unwrap_or_default())
}

/// The write that wins where the timestamps are equal, and by which tie-break.
fn describe_tie(timeline: &Timeline, world: &World, tie: Offset, wins: Dot, both: (Dot, Dot)) -> String {
    let rule = world.policy.as_policy().timestamp_rule().unwrap_or_default();
    let write = |dot: Dot| timeline.writes().get(&dot).map(|it| &it.write);
    let decision = write(both.0).zip(write(both.1)).map(|(one, other)| rule.tie_decision(one, other));
    let by = match decision.unwrap_or(TieDecision::GreaterLeader) {
        TieDecision::GreaterValue => "because its value is greater",
        TieDecision::LaterAtLeader => "because it is that leader’s later write",
        TieDecision::GreaterLeader => "because its leader has the greater ID",
        TieDecision::Delete => "because a delete wins ties",
        TieDecision::Write => "because a delete loses ties",
    };
    format!(" At {} the two tie, and {wins} wins {by}.", signed(tie))
}

/// What another offset of a clock would change, one sentence per finding.
#[must_use]
pub fn describe_clock_sensitivity(
    timeline: &Timeline,
    world: &World,
    sensitivity: &ClockSensitivity,
) -> Vec<String> {
    let flips = match sensitivity {
        ClockSensitivity::NoEffect(reason) => return vec![no_effect(*reason).into()],
        ClockSensitivity::Decides(flips) => flips,
    };
    let key = &flips.key;
    let either_way = flips.below.iter().chain(&flips.above);
    let mut sentences: Vec<String> =
        either_way.map(|flip| describe_flip(timeline, world, flips, flip)).collect();
    let is_empty = sentences.is_empty();
    sentences.extend(match flips.method {
        Method::TooLong => {
            Some(format!("The run up to this conflict on {key} is too long to try other offsets."))
        }
        Method::Timestamps => {
            is_empty.then(|| format!("No offset of this clock changes the winner of {key}."))
        }
        Method::Simulation(limit) if is_empty => Some(format!(
            "In simulation, no offset up to {} either way changes the winner of {key}.",
            seconds(limit)
        )),
        Method::Simulation(limit) => {
            Some(format!("Found by simulating other offsets, up to {} either way.", seconds(limit)))
        }
    });
    sentences
}

fn no_effect(reason: NoEffect) -> &'static str {
    match reason {
        NoEffect::PolicyIgnoresTimestamps => "No effect: this policy ignores timestamps.",
        NoEffect::ClientClocksCount => "No effect: timestamps come from the clients’ clocks.",
        NoEffect::LeaderClocksCount => "No effect: timestamps come from the leaders’ clocks.",
        NoEffect::LamportClocks => "No effect: Lamport clocks ignore physical time.",
        NoEffect::NoConflict => "No effect so far: no write timestamped by this clock has conflicted.",
    }
}
