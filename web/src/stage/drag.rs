//! Moving a leader: by dragging its card, or with the arrow keys.

use std::rc::Rc;

use player::EditAction;
use replication::{Command, LeaderId};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::geometry::gestures::DRAG_THRESHOLD_PX;
use crate::geometry::point::Point;
use crate::platform::events::{capture_pointer, closest};
use figure::stage::layout::Layout;

/// How far Shift and an arrow key move a leader, in pixels; with Alt as well, in fine steps.
const STEP_PX: f64 = 16.0;
const FINE_STEP_PX: f64 = 2.0;

/// A press on a card that becomes a drag once the pointer moves far enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Press {
    start: Point,
    centre: Point,
    /// Whether it has become a drag.
    pub is_drag: bool,
}

/// Handles the pointer and key events that move one leader.
#[derive(Clone)]
pub struct Drag {
    pub id: LeaderId,
    pub layout: Rc<Layout>,
    pub press: UseStateHandle<Option<Press>>,
    pub dispatch: Dispatcher,
}

impl Drag {
    fn centre(&self) -> Option<Point> {
        self.layout.cards.get(&self.id).map(|card| card.centre)
    }

    fn move_leader(&self, at: Point, ongoing: bool) {
        let command = Command::Move { leader: self.id, place: self.layout.place_at(at) };
        self.dispatch.emit(EditAction::Configure { command, ongoing });
    }

    /// The pointer goes down on the card.
    pub fn begin(&self, event: &PointerEvent) {
        let (0, Some(centre)) = (event.button(), self.centre()) else {
            return;
        };
        // A drag that starts on the rim draws a link instead.
        if closest(event, ".rim").is_some() {
            return;
        }
        if let Some(card) = closest(event, ".leader") {
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
            self.move_leader(press.centre + offset, true);
        }
    }

    /// The pointer goes up. Returns whether it was a press without a drag.
    pub fn end(&self, event: &PointerEvent) -> bool {
        let Some(press) = *self.press else {
            return false;
        };
        self.press.set(None);
        if press.is_drag {
            self.move_leader(press.centre + (point(event) - press.start), false);
        }
        !press.is_drag
    }

    /// Moves the leader on Shift and an arrow key. Returns whether it handled the event.
    pub fn move_by_key(&self, event: &KeyboardEvent) -> bool {
        let step = if event.alt_key() { FINE_STEP_PX } else { STEP_PX };
        let Some(offset) = arrow_direction(&event.key()).filter(|_| event.shift_key()) else {
            return false;
        };
        // A card may be shifted to avoid overlap; the move starts from the leader's actual position.
        if let Some(position) = self.layout.leader_point(self.id) {
            self.move_leader(position + offset * step, false);
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
