//! The zoom buttons of the timeline, and the switch for client lanes.

use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::geometry::window::TimeWindow;

/// A change of the visible time range.
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
    /// Whether client lanes are shown; `None` if they are not available.
    pub clients: Option<bool>,
    pub onclients: Callback<bool>,
}

/// Three zoom buttons, and the switch for client lanes.
#[component]
pub fn ZoomButtons(props: &ZoomButtonsProps) -> Html {
    let whole = props.window == TimeWindow::WholeRun;
    let button = |label: &'static str, shape: Icon, zoom: Zoom, disabled: bool| {
        let onclick = props.onzoom.reform(move |_: MouseEvent| zoom);
        html! {
            <button class="button" type="button" data-icon="" aria-label={label} title={label} {disabled} {onclick}>{ icon(shape) }</button>
        }
    };
    // A press on the buttons must not seek.
    let onpointerdown = |event: PointerEvent| event.stop_propagation();
    let clients = props.clients.map(|shown| {
        let onclick = props.onclients.reform(move |_: MouseEvent| !shown);
        html! {
            <button
                class="button" type="button" data-icon="" aria-label="Client lanes" title="Client lanes"
                aria-pressed={shown.to_string()} {onclick}
            >
                { icon(Icon::People) }
            </button>
        }
    });
    html! {
        <div class="zoom" role="group" aria-label="Timeline zoom" {onpointerdown}>
            { button("Zoom in", Icon::ZoomIn, Zoom::In, false) }
            { button("Zoom out", Icon::ZoomOut, Zoom::Out, whole) }
            { button("Show the whole run", Icon::Fit, Zoom::Whole, whole) }
            <span>{ for clients }</span>
        </div>
    }
}
