//! The buttons that show less or more of the run at once.

use yew::prelude::*;

use crate::parts::{Icon, icon};
use crate::scene::window::Window;

/// How the stretch that is shown changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    In,
    Out,
    Whole,
}

#[derive(Properties, PartialEq)]
pub struct ZoomButtonsProps {
    pub window: Window,
    pub onzoom: Callback<Zoom>,
}

/// Three buttons.
#[component]
pub fn ZoomButtons(props: &ZoomButtonsProps) -> Html {
    let whole = props.window == Window::Whole;
    let button = |label: &'static str, shape: Icon, zoom: Zoom, disabled: bool| {
        let onclick = props.onzoom.reform(move |_: MouseEvent| zoom);
        html! {
            <button class="button" type="button" data-icon="" aria-label={label} title={label} {disabled} {onclick}>{ icon(shape) }</button>
        }
    };
    // A press here is none on the diagram.
    let onpointerdown = |event: PointerEvent| event.stop_propagation();
    html! {
        <div class="zoom" role="group" aria-label="Zoom of the timeline" {onpointerdown}>
            { button("Zoom in", Icon::ZoomIn, Zoom::In, false) }
            { button("Zoom out", Icon::ZoomOut, Zoom::Out, whole) }
            { button("Show the whole run", Icon::Whole, Zoom::Whole, whole) }
        </div>
    }
}
