//! Where the discs of messages are on the stage, as they were drawn last, and which is at a point.

use std::cell::RefCell;
use std::rc::Rc;

use player::Message;

use crate::geometry::point::Point;

/// How far from its middle a disc is still taken hold of, in pixels.
const HIT_RADIUS_PX: f64 = 14.0;

/// The discs that are drawn. Copies are of the same discs.
#[derive(Clone, Default)]
pub struct DiscPositions(Rc<RefCell<Vec<(Message, Point)>>>);

impl PartialEq for DiscPositions {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl DiscPositions {
    /// There are none yet.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// One was drawn.
    pub fn add(&self, message: Message, at: Point) {
        self.0.borrow_mut().push((message, at));
    }

    /// The one that lies on top at a point.
    pub fn message_at(&self, point: Point) -> Option<Message> {
        let discs = self.0.borrow();
        let mut there = discs.iter().rev().filter(|(_, at)| (*at - point).length() <= HIT_RADIUS_PX);
        there.next().map(|(message, _)| *message)
    }

    /// Where the disc of a message is; none if it is not drawn.
    pub fn position(&self, message: Message) -> Option<Point> {
        self.0.borrow().iter().find(|(it, _)| *it == message).map(|(_, at)| *at)
    }
}
