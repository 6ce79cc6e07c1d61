//! Which part of the ground is seen: moved by dragging, pinching, the wheel, buttons and keys.

use std::rc::Rc;

use web_sys::{Element, WheelEvent};
use yew::prelude::*;

use crate::geometry::camera::{Camera, ZOOM_STEP};
use crate::geometry::gestures::PanZoom;
use crate::geometry::number;
use crate::geometry::point::{Point, Size};
use crate::hooks::use_wheel;
use crate::platform::page::can_scroll;

/// How much one notch of a wheel, of a hundred pixels, zooms.
const ZOOM_PER_NOTCH: f64 = 1.25;
/// The wheel of a touch pad, by which two fingers pinch, turns less.
const ZOOM_PER_PINCH_PIXEL: f64 = 1.01;

/// What moves the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraMove {
    /// The ground is moved and enlarged.
    PanZoom(PanZoom),
    /// One step nearer.
    ZoomIn,
    /// One step back.
    ZoomOut,
    /// All of it.
    Fit,
    /// As far as it takes to show a point of the ground, with so much around it.
    Reveal(Point, Size),
}

impl CameraMove {
    /// What a key does, if it does anything.
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
            Self::PanZoom(PanZoom { by, factor, around }) => camera.panned(by, stage).zoomed(factor, around, stage),
            Self::ZoomIn => camera.zoomed(ZOOM_STEP, middle, stage),
            Self::ZoomOut => camera.zoomed(1.0 / ZOOM_STEP, middle, stage),
            Self::Fit => Camera::FIT,
            Self::Reveal(at, margin) => camera.revealing(at, margin, stage),
        }
    }
}

/// The camera over one stage.
#[derive(Clone, PartialEq)]
pub struct Viewport {
    /// What it sees.
    pub camera: Camera,
    /// How large the stage is.
    pub stage: Size,
    /// Moves it.
    pub move_camera: Callback<CameraMove>,
}

impl Viewport {
    /// How large the ground is.
    pub fn scene_size(&self) -> Size {
        self.camera.scene_size(self.stage)
    }

    /// Where the ground's corner is on the stage.
    pub fn offset(&self) -> Point {
        self.camera.offset(self.stage)
    }

    /// What puts something as large as the ground in its place.
    pub fn style(&self) -> AttrValue {
        if self.camera.shows_everything() {
            return AttrValue::Static("");
        }
        let (ground, offset) = (self.scene_size(), self.offset());
        let [width, height, x, y] = [ground.width, ground.height, offset.x, offset.y].map(number);
        AttrValue::from(format!("inline-size:{width}px;block-size:{height}px;translate:{x}px {y}px"))
    }
}

struct CameraState(Camera);

impl Reducible for CameraState {
    type Action = (CameraMove, Size);

    fn reduce(self: Rc<Self>, (shot, stage): (CameraMove, Size)) -> Rc<Self> {
        Rc::new(Self(shot.apply(self.0, stage)))
    }
}

impl PartialEq for CameraState {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// The camera over the stage behind `node`, which the wheel moves.
#[hook]
pub fn use_viewport(node: NodeRef, stage: Size) -> Viewport {
    let moved = use_reducer_eq(|| CameraState(Camera::FIT));
    let shoot = use_callback((stage, moved.dispatcher()), |shot: CameraMove, (stage, moved)| {
        moved.dispatch((shot, *stage));
    });
    let onwheel = use_callback((shoot.clone(), node.clone()), |event: WheelEvent, (shoot, node)| {
        if let Some(slip) = node.cast::<Element>().and_then(|stage| wheel_zoom(&event, &stage)) {
            event.prevent_default();
            shoot.emit(CameraMove::PanZoom(slip));
        }
    });
    use_wheel(node, onwheel);
    Viewport { camera: moved.0, stage, move_camera }
}

/// What a turn of the wheel does. Where the page itself scrolls by it, it zooms with Ctrl only; pinching on a
/// touch pad is told so too.
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
    let factor = if is_fine { ZOOM_PER_PINCH_PIXEL.powf(-pixels) } else { ZOOM_PER_NOTCH.powf((-pixels / 100.0).clamp(-2.0, 2.0)) };
    Some(PanZoom { by: Point::default(), factor, around })
}
