//! A long press of a finger or a pen, which opens a menu as the right button does.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use web_sys::PointerEvent;
use yew::prelude::*;

use crate::geometry::point::Point;
use crate::menu::target::Target;

/// A press that is held so long is a long one, in milliseconds.
const LONG_PRESS_MS: u32 = 500;
/// A finger that moves further is doing something else, in pixels.
const MAX_MOVE_PX: f64 = 9.0;

/// A press that may become a long one. Copies are of the same press.
#[derive(Clone)]
pub struct LongPress {
    pending: Rc<RefCell<Option<(Point, Timeout)>>>,
    onlong: Callback<(Target, Point)>,
}

impl LongPress {
    /// A pointer comes down on something that has a menu, or on nothing.
    pub fn start(&self, event: &PointerEvent, target: Option<Target>) {
        let Some(target) = target.filter(|_| event.pointer_type() != "mouse") else {
            return self.cancel();
        };
        let at = client_point(event);
        let onlong = self.onlong.clone();
        let timeout = Timeout::new(LONG_PRESS_MS, move || onlong.emit((target, at)));
        *self.pending.borrow_mut() = Some((at, timeout));
    }

    /// It moves.
    pub fn track_move(&self, event: &PointerEvent) {
        let is_far = |(from, _): &(Point, Timeout)| from.distance(client_point(event)) > MAX_MOVE_PX;
        if self.pending.borrow().as_ref().is_some_and(is_far) {
            self.cancel();
        }
    }

    /// It comes up, or does something else.
    pub fn cancel(&self) {
        *self.pending.borrow_mut() = None;
    }
}

fn client_point(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Calls back on a long press.
#[hook]
pub fn use_long_press(onlong: Callback<(Target, Point)>) -> LongPress {
    let held = use_mut_ref(|| None);
    LongPress { pending, onlong }
}
