//! The buttons in the stage's corner: zoom, lasso, map or canvas, and healing all cuts.

use player::heal_all;
use replication::Command;
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::geometry::point::Size;
use crate::platform::page;
use crate::stage::background::Background;
use crate::stage::viewport::{CameraMove, Viewport};
use crate::store::{use_dispatch, use_view};

/// The size of the corner that cards keep clear of for the buttons. Zero while zoomed in, when the scene can be
/// panned out from under them.
pub fn corner_size(viewport: &Viewport) -> Size {
    const NARROW_PX: f64 = 640.0;
    match viewport.camera.shows_everything() {
        false => Size::default(),
        // On a touch screen there are no buttons to zoom.
        true if viewport.stage.width < NARROW_PX && page::has_touch() => Size::new(104.0, 54.0),
        true if viewport.stage.width < NARROW_PX => Size::new(204.0, 50.0),
        true => Size::new(346.0, 58.0),
    }
}

#[derive(Properties, PartialEq)]
pub struct ButtonsProps {
    pub viewport: Viewport,
    pub background: Background,
    /// Whether the next drag draws a lasso.
    pub lasso: bool,
    pub onlasso: Callback<bool>,
}

/// The toolbar in the stage's corner.
#[component]
pub fn StageButtons(props: &ButtonsProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let camera = props.viewport.camera;
    let move_camera =
        |camera_move: CameraMove| props.viewport.move_camera.reform(move |_: MouseEvent| camera_move);
    let switch_background = {
        let (view, background) = (view.clone(), props.background);
        dispatch
            .reform(move |_: MouseEvent| view.choose(Command::Links(background.toggled_links(view.frame()))))
    };
    let heal = heal_all(view.frame()).map(|action| {
        let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
        html! { <button class="button" type="button" data-size="small" title="Heal every cut link" {onclick}>{ "Heal all" }</button> }
    });
    let lasso = {
        let (on, onlasso) = (props.lasso, props.onlasso.clone());
        move |_: MouseEvent| onlasso.emit(!on)
    };
    let (other, title) = match props.background {
        Background::Map => {
            ("Canvas", "Free canvas: every link has the same latency, wherever the leaders are")
        }
        Background::Canvas => ("Map", "World map: latency depends on the distance between leaders"),
    };
    html! {
        <div class="stage-buttons" role="toolbar" aria-label="Stage">
            <div class="group">
                { for heal }
                <button
                    class="button" type="button" data-size="small" aria-pressed={props.lasso.to_string()}
                    title="Draw around leaders to cut them off from the others (or Shift-drag)" onclick={lasso}
                >{ icon(Icon::Lasso) }<span class="word">{ "Lasso" }</span></button>
                <button class="button" type="button" data-size="small" {title} onclick={switch_background}>{ icon(Icon::Map) }<span class="word">{ other }</span></button>
            </div>
            <div class="group zoom">
                { icon_button("Zoom in on the stage", Icon::ZoomIn, camera.is_at_max_zoom(), move_camera(CameraMove::ZoomIn)) }
                { icon_button("Zoom out on the stage", Icon::ZoomOut, camera.shows_everything(), move_camera(CameraMove::ZoomOut)) }
                { icon_button("Fit the stage", Icon::Fit, camera.shows_everything(), move_camera(CameraMove::Fit)) }
            </div>
        </div>
    }
}

fn icon_button(name: &'static str, shape: Icon, disabled: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button class="button" type="button" data-icon="" data-size="small" aria-label={name} title={name} {disabled} {onclick}>
            { icon(shape) }
        </button>
    }
}
