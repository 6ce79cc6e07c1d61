//! Commands that name messages in flight exactly; random names would hardly ever match one.

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::Index;
use replication::{Command, Intervention, Message, Micros, Stage, Then};
use scenario::Scenario;

use super::commands::then;

/// The delay after the previous override, which message in flight it selects, and what it does.
pub type Aim = (Micros, Index, Then);

/// A random number of overrides.
pub fn aims(count: Range<usize>) -> impl Strategy<Value = Vec<Aim>> {
    let aim = ((0u64..300_000).prop_map(Micros), any::<Index>(), then());
    proptest::collection::vec(aim, count)
}

/// Inserts a command for each override whose instant has a message in flight. Returns their instants, at
/// which there is no other command.
pub fn take_aim(scenario: &mut Scenario, aims: Vec<Aim>) -> Vec<Micros> {
    let (mut now, mut instants) = (Micros::ZERO, Vec::new());
    for (later, index, then) in aims {
        now = now + later + Micros(1);
        let mut run = scenario.simulation();
        // The state just before this instant.
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
