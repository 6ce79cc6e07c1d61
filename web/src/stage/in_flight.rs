//! Messages, requests and snapshots in flight, each with its path.

use figure::stage::in_flight::{MovingItem, moving_item, moving_items};
use figure::stage::layout::Layout;
use player::{Frame, Message, Micros};

use crate::geometry::point::Point;

/// All items in flight, in drawing order.
pub fn items_in_flight(frame: &Frame, layout: &Layout) -> Vec<MovingItem> {
    let others = frame.requests_in_flight().chain(frame.snapshots_in_flight());
    moving_items(layout, frame.messages_in_flight(), others)
}

/// The position of a message's disc at an instant; `None` if it is not in flight.
pub fn message_position(frame: &Frame, layout: &Layout, wanted: Message, at: Micros) -> Option<Point> {
    let message = frame.message_in_flight(wanted)?;
    moving_item(layout.path(wanted.link)?, message).position_at(at).map(|(place, _)| place)
}
