//! The buttons that show less or more of the run at once, and the lanes of clients or not.

use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::geometry::window::TimeWindow;

/// How the stretch that is shown changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    In,
    Out,
    Whole,
}

#[derive(Properties, PartialEq)]
pub struct ZoomButtonsProps {
    pub window: TimeWindow,
    pub onzoom: Callback<Zoom>,
    /// Whether lanes of clients are shown; none if they cannot be.
    pub clients: Option<bool>,
    pub onclients: Callback<bool>,
}

/// Three buttons, and the switch for the lanes of clients.
#[component]
pub fn ZoomButtons(props: &ZoomButtonsProps) -> Html {
    let whole = props.window == TimeWindow::WholeRun;
    let button = |label: &'static str, shape: Icon, zoom: Zoom, disabled: bool| {
        let onclick = props.onzoom.reform(move |_: MouseEvent| zoom);
        html! {
            <button class="button" type="button" data-icon="" aria-label={label} title={label} {disabled} {onclick}>{ icon(shape) }</button>
        }
    };
    // A press here is none on the diagram.
    let onpointerdown = |event: PointerEvent| event.stop_propagation();
    let clients = props.clients.map(|shown| {
        let onclick = props.onclients.reform(move |_: MouseEvent| !shown);
        html! {
            <button
                class="button" type="button" data-icon="" aria-label="Lanes of clients" title="Lanes of clients"
                aria-pressed={shown.to_string()} {onclick}
            >
                { icon(Icon::People) }
            </button>
        }
    });
    html! {
        <div class="zoom" role="group" aria-label="Zoom of the timeline" {onpointerdown}>
            { button("Zoom in", Icon::ZoomIn, Zoom::In, false) }
            { button("Zoom out", Icon::ZoomOut, Zoom::Out, whole) }
            { button("Show the whole run", Icon::Fit, Zoom::Whole, whole) }
            <span>{ for clients }</span>
        </div>
    }
}
