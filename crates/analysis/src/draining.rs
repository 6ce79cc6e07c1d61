//! Draining leaders: those that leave once they have sent everything, and what they still have to send.

use std::collections::BTreeSet;

use replication::{Dot, LeaderId, World, gather};

/// How many writes a draining leader still has to deliver: queued at it or in flight from it. None if it does not
/// drain.
#[must_use]
pub fn writes_to_send(world: &World, leader: LeaderId) -> Option<usize> {
    if !world.draining.contains(&leader) {
        return None;
    }
    let in_flight =
        world.messages_in_transit().filter(|(link, _)| link.from == leader).map(|(_, sent)| sent.dot);
    let queued = world.links_with_backlog().filter(|(link, _)| link.from == leader);
    let queued = queued
        .flat_map(|(_, entries)| entries.into_iter().map(|entry| entry.write.dot).collect::<Vec<Dot>>());
    Some(gather::<BTreeSet<Dot>, _>(in_flight.chain(queued)).len())
}

#[cfg(test)]
mod tests {
    use replication::Micros;

    use super::*;
    use crate::small_run::{leader, small_run};

    #[test]
    fn a_draining_leader_counts_each_write_once_until_it_is_delivered_everywhere() {
        let timeline = small_run(
            r#""siblings""#,
            r#"{ "at_ms": 1, "cut": { "from": "F", "to": "T" } },
               { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": 1 } },
               { "at_ms": 11, "write": { "client": "ana", "key": "cart", "value": 2 } },
               { "at_ms": 20, "leave": { "leader": "F", "drain": true } },
               { "at_ms": 900, "heal-all": {} }"#,
        );
        let at = |ms| writes_to_send(timeline.run_at(Micros::from_ms(ms), None).world(), leader("F"));
        assert_eq!((at(15), at(25), at(800), at(5_000)), (None, Some(2), Some(2), None));
        assert_eq!(writes_to_send(timeline.run_at(Micros::from_ms(25), None).world(), leader("T")), None);
    }
}
