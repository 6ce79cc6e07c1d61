//! What choosing a topology does.

use player::Action;
use replication::{OptionKind, Topology};

use crate::store::View;

/// Chooses a topology with default options. One whose links are drawn begins with the links that there are.
pub fn choose_topology(view: &View, id: &str) -> Action {
    let Some(topology) = Topology::by_id(id) else {
        return Action::Notice(format!("There is no topology “{id}”."));
    };
    let default = topology.configuration();
    let drawn = default.variant().options.iter().filter(|option| matches!(option.kind, OptionKind::Links));
    let with_links = drawn.fold(default.clone(), |configuration, option| {
        configuration.with(option, Some(view.world().wanted_links()))
    });
    Topology::configured(&with_links).map_or_else(Action::Notice, |topology| view.choose_topology(topology))
}
