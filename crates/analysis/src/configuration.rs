//! Configuration: how a world is set up, regardless of the progress of replication.

use replication::{ClientId, Clock, Leader, LeaderId, Offset, Place, World};

/// Whether two worlds have the same policy, topology, links, leaders and clients.
#[must_use]
pub fn same_configuration(one: &World, other: &World) -> bool {
    (&one.policy, &one.topology, &one.link_settings) == (&other.policy, &other.topology, &other.link_settings)
        && one.replication == other.replication
        && one.cuts == other.cuts
        && leaders_of(one).eq(leaders_of(other))
        && clients_of(one).eq(clients_of(other))
}

/// Every leader with its place, whether it is up, and whether it is waiting for a snapshot.
fn leaders_of(world: &World) -> impl Iterator<Item = (LeaderId, Option<(Place, bool)>, bool)> {
    let state = |id| world.leaders.get(id).map(|leader: &Leader| (leader.place, leader.up));
    world.members.iter().map(move |id| (*id, state(id), world.pending_snapshots.contains_key(id)))
}

/// Every client with its leader, its clock and the clock's offset.
fn clients_of(world: &World) -> impl Iterator<Item = (ClientId, LeaderId, Clock, Offset)> {
    let clients = world.clients.iter();
    clients.map(|(id, client)| (*id, client.leader, client.clock, client.clock.offset_at(world.now)))
}

#[cfg(test)]
mod tests {
    use replication::Micros;

    use super::*;
    use crate::small_run::{TWO_CARTS, small_run};

    #[test]
    fn writes_leave_the_configuration_as_it_is_and_a_crash_does_not() {
        let crash = r#"{ "at_ms": 400, "crash": { "leader": "F" } }"#;
        let timeline = small_run(r#""siblings""#, &format!("{TWO_CARTS}, {crash}"));
        let at = |ms| timeline.run_at(Micros::from_ms(ms), None);
        assert!(same_configuration(at(0).world(), at(300).world()));
        assert!(!same_configuration(at(300).world(), at(400).world()));
    }
}
