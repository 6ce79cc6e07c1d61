//! Where the clients of a workload sit: each leader has its share, and they sit down by turns.

use std::collections::BTreeMap;

use crate::id::LeaderId;

/// The leader of each client, without end; of none if no leader has a weight.
pub(super) struct ClientPlacement {
    shares: Vec<LeaderShare>,
}

/// A leader, its weight, and how far it is behind with its share.
struct LeaderShare {
    leader: LeaderId,
    weight: i64,
    deficit: i64,
}

impl ClientPlacement {
    /// By these weights; if there are none, as many at each of these leaders.
    pub(super) fn new(weights: &BTreeMap<LeaderId, u32>, leaders: &[LeaderId]) -> Self {
        let seat = |leader, weight| LeaderShare { leader, weight: i64::from(weight), deficit: 0 };
        let seats = match weights.is_empty() {
            true => leaders.iter().map(|leader| seat(*leader, 1)).collect(),
            false => weights.iter().map(|(leader, weight)| seat(*leader, *weight)).collect(),
        };
        Self { shares: seats }
    }
}

/// A client sits at the leader that is furthest behind with its share; so where it sits does not depend on
/// how many come after it.
impl Iterator for ClientPlacement {
    type Item = LeaderId;

    fn next(&mut self) -> Option<LeaderId> {
        self.shares.iter_mut().for_each(|seat| seat.deficit += seat.weight);
        let total: i64 = self.shares.iter().map(|seat| seat.weight).sum();
        let furthest = self.shares.iter().map(|seat| seat.deficit).max()?;
        let seat = self.shares.iter_mut().find(|seat| seat.weight > 0 && seat.deficit == furthest)?;
        seat.deficit -= total;
        Some(seat.leader)
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
