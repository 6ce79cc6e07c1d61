//! Windows in which leaders disagree about a key's home, and what each window cost.

use std::collections::BTreeSet;

use analysis::HomeWindow;
use replication::{Dot, World};
use timeline::Timeline;

use crate::names::{Names, list_of};
use crate::value::write_label;

/// At most this many writes are named; the rest are counted.
const MAX_NAMED: usize = 4;

/// `From 510 ms to 616 ms, leaders disagree about cart’s home: Frankfurt or Tokyo.`
#[must_use]
pub fn describe_window(world: &World, window: &HomeWindow) -> String {
    let homes: Vec<String> = window.homes.iter().map(|id| Names::from(world).leader(*id)).collect();
    let (key, opens, homes) = (&window.key, window.opens, homes.join(" or "));
    match window.closes {
        Some(closes) => {
            format!("From {opens} to {closes}, leaders disagree about {key}’s home: {homes}.")
        }
        None => format!("From {opens} to the end, leaders disagree about {key}’s home: {homes}."),
    }
}

/// What a window cost: `This caused a conflict between Ana’s “ham” and Ben’s “flour”. Neither is lost.`
#[must_use]
pub fn describe_window_cost(timeline: &Timeline, world: &World, window: &HomeWindow) -> String {
    let run = Names::of_run(timeline, world);
    let names = |dots: &BTreeSet<Dot>| {
        let name =
            |dot: &Dot| run.write(*dot).map_or_else(|| dot.to_string(), |write| write_label(run, write));
        let more = dots.len().saturating_sub(MAX_NAMED);
        let more = (more > 0).then(|| format!("{more} more"));
        list_of(&dots.iter().take(MAX_NAMED).map(name).chain(more).collect::<Vec<_>>())
    };
    if window.conflicting.is_empty() {
        return "This caused no conflict.".into();
    }
    let conflict = format!("This caused a conflict between {}.", names(&window.conflicting));
    match window.lost.is_empty() {
        true => {
            let none = if window.conflicting.len() == 2 { "Neither" } else { "None" };
            format!("{conflict} {none} is lost.")
        }
        false => format!("{conflict} Lost: {}.", names(&window.lost)),
    }
}
