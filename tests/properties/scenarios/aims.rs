//! Commands that name messages exactly which are under way: by chance alone hardly any would be hit.

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::Index;
use replication::{Command, Intervention, Message, Micros, Stage, Then};
use scenario::Scenario;

use super::commands::then;

/// How long after the one before, which of the messages that are under way then, and what becomes of it.
pub type Aim = (Micros, Index, Then);

/// So many aims.
pub fn aims(count: Range<usize>) -> impl Strategy<Value = Vec<Aim>> {
    let aim = ((0u64..300_000).prop_map(Micros), any::<Index>(), then());
    proptest::collection::vec(aim, count)
}

/// Puts in commands that each name a message which is under way when its turn comes. Returns their instants, at which
/// no one else commands anything.
pub fn take_aim(scenario: &mut Scenario, aims: Vec<Aim>) -> Vec<Micros> {
    let (mut now, mut instants) = (Micros::ZERO, Vec::new());
    for (later, index, then) in aims {
        now = now + later + Micros(1);
        let mut run = scenario.simulation();
        // Where the run stands before what happens at this instant by itself.
        run.run_until(now - Micros(1), &mut |_| {});
        let moving = run.world().in_flight().filter(|(_, sent)| sent.stage != Stage::Held);
        let there: Vec<Message> = moving.map(|(link, sent)| sent.message(link)).collect();
        if !there.is_empty() && scenario.commands.iter().all(|timed| timed.at != now) {
            let message = there[index.index(there.len())];
            scenario.insert(now, Command::Message(Intervention::with(message, then)));
            instants.push(now);
        }
    }
    instants
}
