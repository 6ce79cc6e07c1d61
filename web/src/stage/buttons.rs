//! The buttons in the stage's corner: nearer, farther, all of it; the lasso; map or canvas; healing all cuts.

use player::heal_all;
use replication::Command;
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::geometry::point::Size;
use crate::stage::background::Background;
use crate::stage::viewport::{CameraMove, Viewport};
use crate::store::{use_dispatch, use_view};

/// How much of the stage's corner they take, with some room around; none of the ground once it can be moved
/// from under them.
pub fn corner_size(sight: &Viewport) -> Size {
    const NARROW_PX: f64 = 640.0;
    match sight.camera.shows_everything() {
        false => Size::default(),
        true if sight.stage.width < NARROW_PX => Size::new(104.0, 54.0),
        true => Size::new(306.0, 58.0),
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

/// The buttons.
#[component]
pub fn StageButtons(props: &ButtonsProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let camera = props.viewport.camera;
    let shoot = |shot: CameraMove| props.viewport.move_camera.reform(move |_: MouseEvent| shot);
    let turn = {
        let (view, ground) = (view.clone(), props.background);
        dispatch.reform(move |_: MouseEvent| view.choose(Command::Links(ground.toggled_links(view.frame()))))
    };
    let heal = heal_all(view.world()).map(|action| {
        let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
        html! { <button class="button" type="button" data-size="small" title="Mend every cut" {onclick}>{ "Heal all" }</button> }
    });
    let lasso = {
        let (on, onlasso) = (props.lasso, props.onlasso.clone());
        move |_: MouseEvent| onlasso.emit(!on)
    };
    let (other, about) = match props.background {
        Background::Map => ("Canvas", "A free canvas: every link takes the same time, wherever leaders stand"),
        Background::Canvas => ("Map", "A world map: how far leaders are apart is how long messages take"),
    };
    html! {
        <div class="stage-buttons" role="toolbar" aria-label="Stage">
            <div class="group">
                { for heal }
                <button
                    class="button" type="button" data-size="small" aria-pressed={props.lasso.to_string()}
                    title="Draw around leaders to cut them off from the others (or drag with Shift)" onclick={lasso}
                >{ icon(Icon::Lasso) }<span class="word">{ "Lasso" }</span></button>
                <button class="button" type="button" data-size="small" title={about} onclick={turn}>{ icon(Icon::Map) }<span class="word">{ other }</span></button>
            </div>
            <div class="group zoom">
                { icon_button("Zoom in on the stage", Icon::ZoomIn, camera.is_at_max_zoom(), shoot(CameraMove::ZoomIn)) }
                { icon_button("Zoom out on the stage", Icon::ZoomOut, camera.shows_everything(), shoot(CameraMove::ZoomOut)) }
                { icon_button("Show the whole stage", Icon::Fit, camera.shows_everything(), shoot(CameraMove::Fit)) }
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
