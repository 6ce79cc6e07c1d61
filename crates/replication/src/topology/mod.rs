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
    /// How leaders are linked.
    Topology: rules -> dyn TopologyRules, "a topology: its name, or {\"name\": {options}}";
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
