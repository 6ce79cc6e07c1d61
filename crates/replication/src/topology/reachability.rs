//! Pairs of leaders that a topology never connects, even with all leaders up: the page warns about them.

use std::collections::BTreeMap;

use crate::gather::gather;
use crate::id::{LeaderId, LinkId};
use crate::topology::rules::Forwarding;

/// All pairs `(origin, leader)` where no path of links carries a write from `origin` to `leader`.
///
/// Without forwarding, only direct links count.
#[must_use]
pub fn unreachable(
    leaders: &[LeaderId],
    links: impl IntoIterator<Item = LinkId>,
    forwarding: Forwarding,
) -> Vec<(LeaderId, LeaderId)> {
    let indices: BTreeMap<LeaderId, usize> = gather(leaders.iter().copied().zip(0..));
    let mut next = vec![Vec::new(); leaders.len()];
    for link in links {
        if let (Some(from), Some(to)) = (indices.get(&link.from), indices.get(&link.to)) {
            next[*from].push(*to);
        }
    }
    let mut pairs = Vec::new();
    for (origin, id) in leaders.iter().enumerate() {
        let reached = reached_from(origin, &next, forwarding);
        let missed = leaders.iter().zip(&reached).filter(|(_, reached)| !**reached);
        pairs.extend(missed.map(|(leader, _)| (*id, *leader)));
    }
    pairs
}

/// For each leader, by index, whether a write of `origin` reaches it; `next` lists the leaders that each sends to.
fn reached_from(origin: usize, next: &[Vec<usize>], forwarding: Forwarding) -> Vec<bool> {
    let mut reached = vec![false; next.len()];
    reached[origin] = true;
    let mut missing = next.len() - 1;
    let mut frontier = vec![origin];
    while let Some(leader) = frontier.pop().filter(|_| missing > 0) {
        for to in &next[leader] {
            if !std::mem::replace(&mut reached[*to], true) {
                missing -= 1;
                if forwarding != Forwarding::LocalOnly {
                    frontier.push(*to);
                }
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::rules::TopologyRules;
    use crate::topology::{Circular, Custom, Topology};

    fn leaders() -> Vec<LeaderId> {
        ["A", "B", "C", "D"].map(|id| id.parse().unwrap()).into()
    }

    #[test]
    fn built_in_topologies_reach_everyone() {
        for variant in Topology::VARIANTS.iter().filter(|variant| variant.id != "custom") {
            let topology = Topology::by_id(variant.id).unwrap();
            let rules = topology.rules();
            for count in 1..=4 {
                let leaders = &leaders()[..count];
                assert_eq!(
                    unreachable(leaders, rules.links(leaders), rules.forwarding()),
                    [],
                    "{} of {count}",
                    variant.id
                );
            }
        }
    }

    #[test]
    fn custom_topology_without_links_reaches_nobody() {
        let links = Custom::default().links(&leaders());
        assert_eq!(unreachable(&leaders(), links, Forwarding::Onward).len(), 4 * 3);
    }

    #[test]
    fn t5_ring_forwarding_local_writes_never_reaches_third_leader() {
        let ring = Circular::default().links(&leaders());
        let missed = unreachable(&leaders(), ring, Forwarding::LocalOnly);
        assert!(missed.contains(&(leaders()[0], leaders()[2])));
        assert!(!missed.contains(&(leaders()[0], leaders()[1])));
    }
}
