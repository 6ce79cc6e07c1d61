//! What a topology decides: which links there are, and what is forwarded over them.

use std::collections::BTreeSet;

use crate::id::{LeaderId, LinkId};

/// Which entries of its log a leader sends over a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forwarding {
    /// Only the writes that it accepted itself.
    LocalOnly,
    /// Those, and what others sent, but nothing back to where it came from.
    Onward,
    /// Everything, even back to where it came from.
    Everything,
}

impl Forwarding {
    /// Whether a write that came `from` a leader (none: accepted here) is sent on to another.
    #[must_use]
    pub fn forwards(self, from: Option<LeaderId>, to: LeaderId) -> bool {
        match self {
            Self::LocalOnly => from.is_none(),
            Self::Onward => from != Some(to),
            Self::Everything => true,
        }
    }
}

/// What a topology decides.
pub trait TopologyRules {
    /// The links between these leaders, who come in the order of the scenario.
    fn links(&self, leaders: &[LeaderId]) -> BTreeSet<LinkId>;

    /// What is sent on over them.
    fn forwarding(&self) -> Forwarding;

    /// The leaders that this topology names itself.
    fn referenced_leaders(&self) -> BTreeSet<LeaderId> {
        BTreeSet::new()
    }
}

/// Links both ways between these pairs.
pub(super) fn both_ways(pairs: impl Iterator<Item = (LeaderId, LeaderId)>) -> BTreeSet<LinkId> {
    pairs.flat_map(|(a, b)| [LinkId::new(a, b), LinkId::new(b, a)]).collect()
}
