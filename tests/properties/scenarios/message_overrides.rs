//! Commands that name messages in flight exactly; random names would hardly ever match one.

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::Index;
use replication::{Command, DeliveryOverride, DeliveryState, Message, MessageOverride, Micros};
use scenario::Scenario;

use super::commands::delivery_override;

/// The delay after the previous override, which message in flight it selects, and what it does.
pub type TargetedOverride = (Micros, Index, DeliveryOverride);

/// A random number of overrides.
pub fn message_overrides(count: Range<usize>) -> impl Strategy<Value = Vec<TargetedOverride>> {
    let targeted = ((0u64..300_000).prop_map(Micros), any::<Index>(), delivery_override());
    proptest::collection::vec(targeted, count)
}

/// Inserts a command for each override whose instant has a message in flight. Returns their instants, at
/// which there is no other command.
pub fn insert_message_overrides(scenario: &mut Scenario, overrides: Vec<TargetedOverride>) -> Vec<Micros> {
    let (mut now, mut instants) = (Micros::ZERO, Vec::new());
    for (delay, index, then) in overrides {
        now = now + delay + Micros(1);
        let mut run = scenario.simulation();
        // The state just before this instant.
        run.run_until(now - Micros(1), &mut |_| {});
        let moving =
            run.world().messages_in_transit().filter(|(_, sent)| sent.state != DeliveryState::Buffered);
        let in_flight: Vec<Message> = moving.map(|(link, sent)| sent.message(link)).collect();
        if !in_flight.is_empty() && scenario.commands.iter().all(|timed| timed.at != now) {
            let message = in_flight[index.index(in_flight.len())];
            scenario.insert_command(now, Command::OverrideMessage(MessageOverride::exactly(message, then)));
            instants.push(now);
        }
    }
    instants
}
