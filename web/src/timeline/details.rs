//! What the diagram of the opening run does not need: changes of the configuration, requests between leaders and of clients
//! away from them, and the plot of crowded stretches. Its code is a chunk.

use yew::prelude::*;

use super::client_requests::ClientRequests;
use super::{changes, client_legend, density, transfers};
use crate::components::loading_note;
use crate::dispatcher::Dispatcher;
use crate::hooks::{Loading, use_chunk};
use crate::hover::Hovered;
use crate::platform::chunk::chunk;
use crate::store::View;
use figure::diagram::Chart;

/// Draws the details.
#[derive(Clone, Copy)]
pub struct Details {
    /// The icons of configuration changes.
    pub changes: fn(&View, &Dispatcher, &Chart) -> Html,
    /// The lines of requests and snapshots.
    pub transfers: fn(&View, &Dispatcher, &Callback<Hovered>, &Chart) -> Html,
    /// The requests of clients away from leaders, and the responses to them.
    pub client_requests: fn(&View, &Chart) -> Html,
    /// The legend of these.
    pub client_legend: fn(&View, &Chart) -> Html,
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
        client_requests: |view, chart| html! { <ClientRequests view={view.clone()} chart={*chart} /> },
        client_legend: client_legend::legend,
        density: density::density,
    }
}

/// What draws the details, once its code is there, and a note if it cannot be loaded.
#[hook]
pub fn use_details() -> (Option<Details>, Html) {
    match use_chunk(&DETAILS, true) {
        Loading::Ready(details) => (Some(details()), html! {}),
        Loading::Underway => (None, html! {}),
        Loading::Failed(retry) => (None, loading_note(Some(&retry))),
    }
}
