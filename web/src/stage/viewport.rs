//! The visible part of the scene, set by dragging, pinching, the wheel, buttons and keys.

use std::rc::Rc;

use web_sys::{Element, WheelEvent};
use yew::prelude::*;

use crate::geometry::camera::{Camera, ZOOM_STEP};
use crate::geometry::gestures::PanZoom;
use crate::geometry::point::{Point, Size};
use crate::geometry::{clamped, number};
use crate::hooks::use_wheel;
use crate::platform::page::can_scroll;

/// The zoom factor of one wheel notch of 100 pixels.
const ZOOM_PER_NOTCH: f64 = 1.25;
/// The zoom factor per pixel of a touchpad pinch, which arrives as small wheel deltas.
const ZOOM_PER_PINCH_PIXEL: f64 = 1.01;

/// A camera movement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraMove {
    /// Pan and zoom together.
    PanZoom(PanZoom),
    /// Zoom in one step.
    ZoomIn,
    /// Zoom out one step.
    ZoomOut,
    /// Show the whole scene.
    Fit,
    /// Pan just far enough to show a point of the scene with a margin around it.
    Reveal(Point, Size),
}

impl CameraMove {
    /// The movement bound to a key, if any.
    pub fn by_key(key: &str) -> Option<Self> {
        match key {
            "+" | "=" => Some(Self::ZoomIn),
            "-" => Some(Self::ZoomOut),
            "0" => Some(Self::Fit),
            _ => None,
        }
    }

    fn apply(self, camera: Camera, stage: Size) -> Camera {
        let middle = Point::new(stage.width / 2.0, stage.height / 2.0);
        match self {
            Self::PanZoom(PanZoom { by, factor, around }) => {
                camera.panned(by, stage).zoomed(factor, around, stage)
            }
            Self::ZoomIn => camera.zoomed(ZOOM_STEP, middle, stage),
            Self::ZoomOut => camera.zoomed(1.0 / ZOOM_STEP, middle, stage),
            Self::Fit => Camera::FIT,
            Self::Reveal(at, margin) => camera.revealing(at, margin, stage),
        }
    }
}

/// A stage's camera, with the callback that moves it.
#[derive(Clone, PartialEq)]
pub struct Viewport {
    /// The current camera.
    pub camera: Camera,
    /// The size of the stage.
    pub stage: Size,
    /// Moves the camera.
    pub move_camera: Callback<CameraMove>,
}

impl Viewport {
    /// The size of the scene, in pixels.
    pub fn scene_size(&self) -> Size {
        self.camera.scene_size(self.stage)
    }

    /// The scene's origin on the stage, in pixels.
    pub fn offset(&self) -> Point {
        self.camera.offset(self.stage)
    }

    /// The CSS that positions and sizes an element to cover the scene.
    pub fn style(&self) -> AttrValue {
        if self.camera.shows_everything() {
            return AttrValue::Static("");
        }
        let (scene, offset) = (self.scene_size(), self.offset());
        let [width, height, x, y] = [scene.width, scene.height, offset.x, offset.y].map(number);
        AttrValue::from(format!("inline-size:{width}px;block-size:{height}px;translate:{x}px {y}px"))
    }
}

struct CameraState(Camera);

impl Reducible for CameraState {
    type Action = (CameraMove, Size);

    fn reduce(self: Rc<Self>, (camera_move, stage): (CameraMove, Size)) -> Rc<Self> {
        Rc::new(Self(camera_move.apply(self.0, stage)))
    }
}

impl PartialEq for CameraState {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// The viewport of `node`'s stage. The wheel zooms it.
#[hook]
pub fn use_viewport(node: NodeRef, stage: Size) -> Viewport {
    let state = use_reducer_eq(|| CameraState(Camera::FIT));
    let move_camera = use_callback((stage, state.dispatcher()), |camera_move: CameraMove, (stage, state)| {
        state.dispatch((camera_move, *stage));
    });
    let onwheel =
        use_callback((move_camera.clone(), node.clone()), |event: WheelEvent, (move_camera, node)| {
            if let Some(pan_zoom) = node.cast::<Element>().and_then(|stage| wheel_zoom(&event, &stage)) {
                event.prevent_default();
                move_camera.emit(CameraMove::PanZoom(pan_zoom));
            }
        });
    use_wheel(node, onwheel);
    Viewport { camera: state.0, stage, move_camera }
}

/// The zoom of a wheel event. If the page itself scrolls, only Ctrl + wheel zooms; a touchpad pinch also arrives as
/// Ctrl + wheel.
fn wheel_zoom(event: &WheelEvent, stage: &Element) -> Option<PanZoom> {
    let pinches = event.ctrl_key() || event.meta_key();
    if !pinches && can_scroll() {
        return None;
    }
    let bounds = stage.get_bounding_client_rect();
    let around =
        Point::new(f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top());
    let pixels = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => event.delta_y() * 33.0,
        WheelEvent::DOM_DELTA_PAGE => event.delta_y() * 100.0,
        _ => event.delta_y(),
    };
    let is_fine = pinches && pixels.abs() < 50.0;
    let factor = if is_fine {
        js_sys::Math::pow(ZOOM_PER_PINCH_PIXEL, -pixels)
    } else {
        js_sys::Math::pow(ZOOM_PER_NOTCH, clamped(-pixels / 100.0, -2.0, 2.0))
    };
    Some(PanZoom { by: Point::default(), factor, around })
}
