//! What turning a clock would change, in plain words.

use std::cmp::Ordering;

use replication::{Dot, Offset, TieBreak, World};

use super::{Flip, Flips, Found, Turning, WhyNot};
use crate::timeline::Timeline;
use crate::words::{leader, quoted};

/// `+82 ms`, `−40 ms`, `0 ms`.
fn signed(offset: Offset) -> String {
    if offset.0 > 0 { format!("+{offset}") } else { offset.to_string() }
}

/// `10 s`: how far is looked is whole seconds.
fn seconds(most: Offset) -> String {
    format!("{} s", most.0 / 1_000_000)
}

/// `Tokyo’s write of cart`, and the write itself: `Ben’s “eggs”`.
fn named(timeline: &Timeline, world: &World, flips: &Flips, dot: Dot) -> (String, String) {
    let whole = timeline.writes().get(&dot).map_or_else(|| dot.to_string(), |it| quoted(world, &it.write));
    (format!("{}’s write of {}", leader(world, dot.leader), flips.key), whole)
}

/// What is so at one offset and beyond: `From +82 ms on, Tokyo’s write of cart wins: Ben’s “eggs”.`
#[must_use]
pub fn describe_flip(timeline: &Timeline, world: &World, flips: &Flips, flip: &Flip) -> String {
    let (short, whole) = named(timeline, world, flips, flip.wins);
    let is_above = flips.above.as_ref() == Some(flip);
    let from = match (flip.tie, is_above) {
        // At the tie itself the other still wins.
        (Some(tie), true) if tie != flip.offset => format!("Beyond {}", signed(tie)),
        (Some(tie), false) if tie != flip.offset => format!("Below {}", signed(tie)),
        (_, true) => format!("From {} on", signed(flip.offset)),
        (_, false) => format!("From {} down", signed(flip.offset)),
    };
    let tie = flip.tie.map(|tie| {
        let at_tie = if tie == flip.offset { flip.wins } else { flips.winner };
        describe_tie(timeline, world, tie, at_tie, (flip.wins, flips.winner))
    });
    format!("{from}, {short} wins: {whole}.{}", tie.unwrap_or_default())
}

/// Who wins where timestamps are equal, and by what.
fn describe_tie(timeline: &Timeline, world: &World, tie: Offset, wins: Dot, both: (Dot, Dot)) -> String {
    let rule = world.policy.rules().timestamp_rule().unwrap_or_default();
    let write = |dot: Dot| timeline.writes().get(&dot).map(|it| &it.write);
    let values = write(both.0).zip(write(both.1)).map(|(one, other)| one.value().cmp(&other.value()));
    let by = match (rule.tie, values) {
        (TieBreak::Value, Some(Ordering::Less | Ordering::Greater)) => "as its value is greater",
        _ if both.0.leader == both.1.leader => "as it is that leader’s later one",
        _ => "as its leader’s id is greater",
    };
    format!(" At {} the two tie, and {wins} wins, {by}.", signed(tie))
}

/// All that is to be said of turning a clock, sentence by sentence.
#[must_use]
pub fn describe_flips(timeline: &Timeline, world: &World, turning: &Turning) -> Vec<String> {
    let flips = match turning {
        Turning::NotAsked(why) => return vec![why_not(*why).into()],
        Turning::Decides(flips) => flips,
    };
    let key = &flips.key;
    let either_way = flips.below.iter().chain(&flips.above);
    let mut told: Vec<String> = either_way.map(|flip| describe_flip(timeline, world, flips, flip)).collect();
    let (none, by) = (told.is_empty(), flips.found);
    match by {
        Found::TooLong => told.push(format!(
            "The run up to this conflict over {key} is too long to be tried with other offsets."
        )),
        Found::ByRule if none => told.push(format!("No offset of this clock changes who wins {key}.")),
        Found::ByRuns(most) if none => {
            let most = seconds(most);
            told.push(format!("No offset up to {most} either way changes who wins {key}, as far as runs with other offsets tell."));
        }
        Found::ByRuns(most) => {
            let most = seconds(most);
            told.push(format!("Found by running the scenario with other offsets, up to {most} either way."));
        }
        Found::ByRule => {}
    }
    told
}

fn why_not(why: WhyNot) -> &'static str {
    match why {
        WhyNot::OtherPolicy => "It decides no conflict: under this policy no timestamps are compared.",
        WhyNot::ClientsCount => "It decides no conflict: timestamps are from the clients’ clocks.",
        WhyNot::LeadersCount => "It decides no conflict: timestamps are from the leaders’ clocks.",
        WhyNot::OnlyCounted => "It decides no conflict: Lamport clocks only count.",
        WhyNot::NoMeeting => "It decides no conflict: nothing that it dated has met another write.",
    }
}
