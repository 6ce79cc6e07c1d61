//! The trait of topologies: which links exist, and what leaders forward over them.

use std::collections::BTreeSet;

use crate::gather::gather;
use crate::id::{LeaderId, LinkId};

/// The log entries that a leader sends over a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forwarding {
    /// Only writes that it accepted itself.
    LocalOnly,
    /// Local and received writes, but nothing back to the leader it came from.
    Onward,
    /// All writes, even back to the leader they came from.
    Everything,
}

impl Forwarding {
    /// Whether a write received `from` a leader (`None`: accepted here) is sent to another.
    #[must_use]
    pub fn forwards(self, from: Option<LeaderId>, to: LeaderId) -> bool {
        match self {
            Self::LocalOnly => from.is_none(),
            Self::Onward => from != Some(to),
            Self::Everything => true,
        }
    }
}

/// A topology: the links between leaders and what they forward.
pub trait TopologyRules {
    /// The links between these leaders, given in the order of the scenario.
    fn links(&self, leaders: &[LeaderId]) -> BTreeSet<LinkId>;

    /// What leaders forward over the links.
    fn forwarding(&self) -> Forwarding;

    /// Whether its links are drawn by hand, so that it says nothing about other leaders.
    fn is_drawn_by_hand(&self) -> bool {
        false
    }

    /// The leaders that the options of this topology refer to.
    fn referenced_leaders(&self) -> BTreeSet<LeaderId> {
        BTreeSet::new()
    }
}

/// Links in both directions between these pairs.
pub(super) fn both_ways(pairs: impl Iterator<Item = (LeaderId, LeaderId)>) -> BTreeSet<LinkId> {
    gather(pairs.flat_map(|(a, b)| [LinkId::new(a, b), LinkId::new(b, a)]))
}
