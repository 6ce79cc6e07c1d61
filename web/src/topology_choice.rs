//! What choosing a topology does.

use player::Action;
use replication::{Custom, Topology};

use crate::store::View;

/// A custom topology begins with the links that there are.
pub fn choose_topology(view: &View, id: &str) -> Action {
    match Topology::by_id(id) {
        Some(Topology::Custom(_)) => {
            let links = view.world().wanted_links();
            view.choose_topology(Topology::Custom(Custom { links, forward: true }))
        }
        Some(topology) => view.choose_topology(topology),
        None => Action::Notice(format!("There is no topology “{id}”.")),
    }
}
