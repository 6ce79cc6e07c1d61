//! Replication topologies: which leaders are linked, and what they forward.
//!
//! To add a topology, write one file here that implements [`TopologyRules`], and add one line to the list below.

mod all_to_all;
mod chain;
mod circular;
mod custom;
mod grid;
mod random;
mod reachability;
mod rules;
mod star;
mod tree;

pub use all_to_all::AllToAll;
pub use chain::Chain;
pub use circular::Circular;
pub use custom::Custom;
pub use grid::Grid;
pub use random::Random;
pub use reachability::unreachable;
pub use rules::{Forwarding, TopologyRules};
pub use star::Star;
pub use tree::Tree;

use crate::registry::registry;

registry! {
    /// A replication topology.
    Topology: rules -> dyn TopologyRules, "a topology: its name, or {\"name\": {options}}";
    Circular(Circular) = "circular", "Ring", "Each leader forwards writes to the next.";
    Star(Star) = "star", "Star", "Every write goes through the hub.";
    AllToAll(AllToAll) = "all-to-all", "All-to-all", "Each leader sends its writes to every other.";
    Chain(Chain) = "chain", "Chain", "Each leader is linked to the next; the ends are open.";
    Tree(Tree) = "tree", "Tree", "Each leader is linked to its parent and its children.";
    Grid(Grid) = "grid", "Grid", "Each leader is linked to its neighbours in rows and columns.";
    Random(Random) = "random", "Random", "Random links from a seed; every leader is reachable.";
    Custom(Custom) = "custom", "Custom", "Links drawn by hand.";
}

#[allow(clippy::derivable_impls, reason = "the macro makes the enum")]
impl Default for Topology {
    fn default() -> Self {
        Self::AllToAll(AllToAll::default())
    }
}
