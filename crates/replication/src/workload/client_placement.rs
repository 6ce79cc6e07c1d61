//! Assigns the clients of a workload to leaders by weighted round-robin.

use std::collections::BTreeMap;

use crate::id::LeaderId;

/// An endless iterator over the leader of each client; empty if all weights are 0.
pub(super) struct ClientPlacement {
    shares: Vec<LeaderShare>,
}

/// A leader with its weight and how far it is below its share.
struct LeaderShare {
    leader: LeaderId,
    weight: i64,
    deficit: i64,
}

impl ClientPlacement {
    /// Places clients by these weights; without weights, evenly over these leaders.
    pub(super) fn new(weights: &BTreeMap<LeaderId, u32>, leaders: &[LeaderId]) -> Self {
        let share = |leader, weight| LeaderShare { leader, weight: i64::from(weight), deficit: 0 };
        let seats = match weights.is_empty() {
            true => leaders.iter().map(|leader| share(*leader, 1)).collect(),
            false => weights.iter().map(|(leader, weight)| share(*leader, *weight)).collect(),
        };
        Self { shares: seats }
    }
}

/// The next client goes to the leader furthest below its share, so the placement of a client does not depend on how
/// many come after it.
impl Iterator for ClientPlacement {
    type Item = LeaderId;

    fn next(&mut self) -> Option<LeaderId> {
        self.shares.iter_mut().for_each(|share| share.deficit += share.weight);
        let total: i64 = self.shares.iter().map(|share| share.weight).sum();
        let largest_deficit = self.shares.iter().map(|share| share.deficit).max()?;
        let share =
            self.shares.iter_mut().find(|share| share.weight > 0 && share.deficit == largest_deficit)?;
        share.deficit -= total;
        Some(share.leader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The leaders of a number of clients.
    fn placed(weights: &[(&str, u32)], clients: usize) -> String {
        let weights = weights.iter().map(|(leader, weight)| (leader.parse().unwrap(), *weight)).collect();
        let leaders = ["S", "T", "F"].map(|id| id.parse().unwrap());
        ClientPlacement::new(&weights, &leaders).take(clients).map(|leader| leader.to_string()).collect()
    }

    #[test]
    fn without_weights_clients_go_round_robin() {
        assert_eq!(placed(&[], 7), "STFSTFS");
    }

    #[test]
    fn with_weights_every_round_matches_the_shares() {
        assert_eq!(placed(&[("F", 3), ("S", 1), ("T", 0)], 8), "FFSFFFSF");
        assert_eq!(placed(&[("S", 2), ("T", 2)], 5), "STSTS");
        let many = placed(&[("F", 7), ("T", 2), ("S", 1)], 1_000);
        assert_eq!(["F", "T", "S"].map(|leader| many.matches(leader).count()), [700, 200, 100]);
    }

    #[test]
    fn placement_ignores_later_clients() {
        let weights = [("F", 5), ("S", 2), ("T", 3)];
        assert!((0..40).all(|clients| placed(&weights, 40).starts_with(&placed(&weights, clients))));
    }

    #[test]
    fn all_zero_weights_place_nobody() {
        assert_eq!(placed(&[("F", 0), ("S", 0)], 3), "");
    }
}
