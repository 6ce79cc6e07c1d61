//! Moving a leader or a client: by dragging it, or with the arrow keys.

use std::rc::Rc;

use player::EditAction;
use replication::{ClientId, Command, LeaderId};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::geometry::gestures::DRAG_THRESHOLD_PX;
use crate::geometry::point::Point;
use crate::platform::events::{capture_pointer, closest};
use figure::stage::layout::Layout;

/// How far Shift and an arrow key move it, in pixels; with Alt as well, in fine steps.
const STEP_PX: f64 = 16.0;
const FINE_STEP_PX: f64 = 2.0;

/// What is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movable {
    Leader(LeaderId),
    Client(ClientId),
}

/// A press on it that becomes a drag once the pointer moves far enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Press {
    start: Point,
    centre: Point,
    /// Whether it has become a drag.
    pub is_drag: bool,
}

/// Handles the pointer and key events that move one leader or client.
#[derive(Clone)]
pub struct Drag {
    pub moved: Movable,
    /// Where it is drawn: it may be shifted to avoid overlap.
    pub centre: Option<Point>,
    /// Its actual position.
    pub point: Option<Point>,
    pub layout: Rc<Layout>,
    pub press: UseStateHandle<Option<Press>>,
    pub dispatch: Dispatcher,
}

impl Drag {
    fn move_to(&self, at: Point, ongoing: bool) {
        let place = self.layout.place_at(at);
        self.dispatch.emit(match self.moved {
            Movable::Leader(leader) => {
                EditAction::Configure { command: Command::Move { leader, place }, ongoing }
            }
            Movable::Client(client) => EditAction::PlaceClient { client, place: Some(place), ongoing },
        });
    }

    /// The pointer goes down on it.
    pub fn begin(&self, event: &PointerEvent) {
        let (0, Some(centre)) = (event.button(), self.centre) else {
            return;
        };
        // A drag that starts on the rim draws a link instead.
        if closest(event, ".rim").is_some() {
            return;
        }
        if let Some(card) = closest(event, ".leader, .client-handle") {
            capture_pointer(event, &card);
        }
        self.press.set(Some(Press { start: point(event), centre, is_drag: false }));
    }

    /// The pointer moves.
    pub fn update(&self, event: &PointerEvent) {
        let Some(press) = *self.press else {
            return;
        };
        let offset = point(event) - press.start;
        if press.is_drag || offset.length() > DRAG_THRESHOLD_PX {
            if !press.is_drag {
                self.press.set(Some(Press { is_drag: true, ..press }));
            }
            self.move_to(press.centre + offset, true);
        }
    }

    /// The pointer goes up. Returns whether it was a press without a drag.
    pub fn end(&self, event: &PointerEvent) -> bool {
        let Some(press) = *self.press else {
            return false;
        };
        self.press.set(None);
        if press.is_drag {
            self.move_to(press.centre + (point(event) - press.start), false);
        }
        !press.is_drag
    }

    /// Moves it on Shift and an arrow key. Returns whether it handled the event.
    pub fn move_by_key(&self, event: &KeyboardEvent) -> bool {
        let step = if event.alt_key() { FINE_STEP_PX } else { STEP_PX };
        let Some(offset) = arrow_direction(&event.key()).filter(|_| event.shift_key()) else {
            return false;
        };
        if let Some(position) = self.point {
            self.move_to(position + offset * step, false);
        }
        true
    }
}

/// The unit vector of an arrow key.
pub fn arrow_direction(key: &str) -> Option<Point> {
    Some(match key {
        "ArrowLeft" => Point::new(-1.0, 0.0),
        "ArrowRight" => Point::new(1.0, 0.0),
        "ArrowUp" => Point::new(0.0, -1.0),
        "ArrowDown" => Point::new(0.0, 1.0),
        _ => return None,
    })
}

fn point(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}
