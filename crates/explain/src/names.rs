//! What leaders and clients are called, and lists of names.

use replication::{ClientId, LeaderId, LinkId, Way, World};

/// What a leader is called, or its id if it is not there.
#[must_use]
pub fn leader_name(world: &World, id: LeaderId) -> String {
    world.leaders.get(&id).map_or_else(|| id.to_string(), |leader| leader.name.clone())
}

/// What a client is called, or its id if it is unknown.
#[must_use]
pub fn client_name(world: &World, id: ClientId) -> String {
    world.clients.get(&id).map_or_else(|| id.to_string(), |client| client.name.clone())
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list_of(items: &[String]) -> String {
    match items {
        [] => "nobody".into(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `Frankfurt → Tokyo`, or `Frankfurt ↔ Tokyo` for both directions.
pub(crate) fn link_direction(world: &World, way: Way) -> String {
    match way {
        Way::One(LinkId { from, to }) => format!("{} → {}", leader_name(world, from), leader_name(world, to)),
        Way::Both(a, b) => format!("{} ↔ {}", leader_name(world, a), leader_name(world, b)),
    }
}
