//! The positions of message discs as last drawn, for hit testing on the canvas.

use std::cell::RefCell;
use std::rc::Rc;

use player::Message;

use crate::geometry::point::Point;

/// A point this close to a disc's centre hits it, in pixels.
const HIT_RADIUS_PX: f64 = 14.0;

/// The drawn discs in drawing order. Clones share the same list.
#[derive(Clone, Default)]
pub struct DiscPositions(Rc<RefCell<Vec<(Message, Point)>>>);

impl PartialEq for DiscPositions {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl DiscPositions {
    /// Removes all discs.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// Adds a disc that was drawn on top of the others.
    pub fn add(&self, message: Message, at: Point) {
        self.0.borrow_mut().push((message, at));
    }

    /// The topmost message at a point.
    pub fn message_at(&self, point: Point) -> Option<Message> {
        let discs = self.0.borrow();
        let mut hits = discs.iter().rev().filter(|(_, at)| (*at - point).length() <= HIT_RADIUS_PX);
        hits.next().map(|(message, _)| *message)
    }

    /// The position of a message's disc, if it was drawn.
    pub fn position(&self, message: Message) -> Option<Point> {
        self.0.borrow().iter().find(|(drawn, _)| *drawn == message).map(|(_, at)| *at)
    }
}
