//! Which links there are between leaders, and what is forwarded over them.
//!
//! To add a topology: one file here that implements [`TopologyRules`], and one line in the list below.

mod all_to_all;
mod chain;
mod circular;
mod custom;
mod grid;
mod random;
mod reachability;
mod star;
mod tree;

use std::collections::BTreeSet;

pub use all_to_all::AllToAll;
pub use chain::Chain;
pub use circular::Circular;
pub use custom::Custom;
pub use grid::Grid;
pub use random::Random;
pub use reachability::unreachable;
pub use star::Star;
pub use tree::Tree;

use crate::id::{LeaderId, LinkId};
use crate::registry::registry;

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
    pub fn passes(self, from: Option<LeaderId>, to: LeaderId) -> bool {
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
    fn named(&self) -> BTreeSet<LeaderId> {
        BTreeSet::new()
    }
}

/// Links both ways between these pairs.
fn both_ways(pairs: impl Iterator<Item = (LeaderId, LeaderId)>) -> BTreeSet<LinkId> {
    pairs.flat_map(|(a, b)| [LinkId::new(a, b), LinkId::new(b, a)]).collect()
}

registry! {
    /// How leaders are linked.
    Topology: dyn TopologyRules, "a topology: its name, or {\"name\": {options}}";
    Circular(Circular) = "circular", "Ring", "Each leader passes writes on to the next.";
    Star(Star) = "star", "Star", "Every write goes through the hub.";
    AllToAll(AllToAll) = "all-to-all", "All-to-all", "Each leader sends its writes to every other.";
    Chain(Chain) = "chain", "Chain", "Each leader is linked with the next, and the ends are open.";
    Tree(Tree) = "tree", "Tree", "Each leader is linked with its parent and its children.";
    Grid(Grid) = "grid", "Grid", "Each leader is linked with its neighbours in rows and columns.";
    Random(Random) = "random", "Random", "Links drawn from a seed, such that everyone is reached.";
    Custom(Custom) = "custom", "Custom", "Links drawn by hand.";
}

#[allow(clippy::derivable_impls, reason = "the macro makes the enum")]
impl Default for Topology {
    fn default() -> Self {
        Self::AllToAll(AllToAll::default())
    }
}
