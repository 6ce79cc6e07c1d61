//! Which leaders a write from another can never reach, whatever is up: what a topology is warned about.

use std::collections::BTreeSet;

use crate::id::{LeaderId, LinkId};
use crate::topology::Forwarding;

/// Each pair `(origin, leader)` such that no path of links takes a write of `origin` to `leader`.
///
/// Without forwarding only direct links count.
#[must_use]
pub fn unreachable(
    leaders: &[LeaderId],
    links: &BTreeSet<LinkId>,
    forwarding: Forwarding,
) -> Vec<(LeaderId, LeaderId)> {
    let mut pairs = Vec::new();
    for origin in leaders {
        let reached = reached_from(*origin, links, forwarding);
        pairs.extend(
            leaders.iter().filter(|leader| !reached.contains(leader)).map(|leader| (*origin, *leader)),
        );
    }
    pairs
}

fn reached_from(origin: LeaderId, links: &BTreeSet<LinkId>, forwarding: Forwarding) -> BTreeSet<LeaderId> {
    let mut reached = BTreeSet::from([origin]);
    let mut frontier = vec![origin];
    while let Some(leader) = frontier.pop() {
        let next = links.iter().filter(|link| link.from == leader).map(|link| link.to);
        let new: Vec<LeaderId> = next.filter(|leader| reached.insert(*leader)).collect();
        if forwarding != Forwarding::LocalOnly {
            frontier.extend(new);
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::{Circular, Custom, Topology, TopologyRules};

    fn leaders() -> Vec<LeaderId> {
        ["A", "B", "C", "D"].map(|id| id.parse().unwrap()).into()
    }

    #[test]
    fn the_ready_made_topologies_reach_everyone() {
        for choice in Topology::CHOICES.iter().filter(|choice| choice.id != "custom") {
            let topology = Topology::by_id(choice.id).unwrap();
            let rules = topology.rules();
            for count in 1..=4 {
                let leaders = &leaders()[..count];
                assert_eq!(
                    unreachable(leaders, &rules.links(leaders), rules.forwarding()),
                    [],
                    "{} of {count}",
                    choice.id
                );
            }
        }
    }

    #[test]
    fn a_custom_topology_without_links_reaches_nobody() {
        let links = Custom::default().links(&leaders());
        assert_eq!(unreachable(&leaders(), &links, Forwarding::Onward).len(), 4 * 3);
    }

    #[test]
    fn t5_a_ring_that_forwards_only_local_writes_never_reaches_the_third_leader() {
        let ring = Circular::default().links(&leaders());
        let missed = unreachable(&leaders(), &ring, Forwarding::LocalOnly);
        assert!(missed.contains(&(leaders()[0], leaders()[2])));
        assert!(!missed.contains(&(leaders()[0], leaders()[1])));
    }
}
