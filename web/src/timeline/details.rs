//! What the diagram of the opening run does not need: changes of the configuration, requests between leaders, and the plot
//! of crowded stretches. Its code is a chunk.

use yew::prelude::*;

use super::{changes, density, transfers};
use crate::dispatcher::Dispatcher;
use crate::hover::Hovered;
use crate::platform::chunk::chunk;
use crate::store::View;
use crate::timeline::chart::Chart;

/// Draws the details.
#[derive(Clone, Copy)]
pub struct Details {
    /// The icons of configuration changes.
    pub changes: fn(&View, &Dispatcher, &Chart) -> Html,
    /// The lines of requests and snapshots.
    pub transfers: fn(&View, &Dispatcher, &Callback<Hovered>, &Chart) -> Html,
    /// The plot of a stretch with too many events.
    pub density: fn(&View, &Chart) -> Html,
}

/// There is one such code.
impl PartialEq for Details {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

chunk! {
    /// The code that draws the details.
    pub DETAILS in details: fn() -> Details = || Details {
        changes: changes::changes,
        transfers: |view, dispatch, point, chart| {
            html! { <g>{ for transfers::transfer_lines(view, dispatch, point, chart) }</g> }
        },
        density: density::density,
    }
}
