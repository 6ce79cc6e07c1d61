//! Long press by touch or pen, which opens a context menu as a right-click does.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use web_sys::PointerEvent;
use yew::prelude::*;

use crate::geometry::point::Point;
use crate::menu::target::Target;

/// How long a press must last, in milliseconds.
const LONG_PRESS_MS: u32 = 500;
/// A press that moves farther than this is a drag, in pixels.
const MAX_MOVE_PX: f64 = 9.0;

/// A press that may become a long press. Clones share it.
#[derive(Clone)]
pub struct LongPress {
    pending: Rc<RefCell<Option<(Point, Timeout)>>>,
    onlong: Callback<(Target, Point)>,
}

impl LongPress {
    /// Starts timing when a touch or pen goes down on a target.
    pub fn start(&self, event: &PointerEvent, target: Option<Target>) {
        let Some(target) = target.filter(|_| event.pointer_type() != "mouse") else {
            return self.cancel();
        };
        let at = client_point(event);
        let onlong = self.onlong.clone();
        let timeout = Timeout::new(LONG_PRESS_MS, move || onlong.emit((target, at)));
        *self.pending.borrow_mut() = Some((at, timeout));
    }

    /// Cancels the press once the pointer has moved too far.
    pub fn track_move(&self, event: &PointerEvent) {
        let is_far = |(from, _): &(Point, Timeout)| from.distance(client_point(event)) > MAX_MOVE_PX;
        if self.pending.borrow().as_ref().is_some_and(is_far) {
            self.cancel();
        }
    }

    /// Cancels the press.
    pub fn cancel(&self) {
        *self.pending.borrow_mut() = None;
    }
}

fn client_point(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Tracks presses and calls `onlong` after a long one.
#[hook]
pub fn use_long_press(onlong: Callback<(Target, Point)>) -> LongPress {
    let pending = use_mut_ref(|| None);
    LongPress { pending, onlong }
}
