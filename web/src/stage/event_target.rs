//! What an event on the stage targets: a leader's card, or a message's disc.

use web_sys::{Event, MouseEvent};

use crate::geometry::point::Point;
use crate::hover::Hovered;
use crate::platform::events::closest;
use crate::stage::disc_positions::DiscPositions;

/// An event's position on the stage, in pixels.
pub fn stage_point(event: &MouseEvent) -> Option<Point> {
    let bounds = closest(event, ".stage")?.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top());
    Some(Point::new(x, y))
}

/// The message whose disc is under the pointer, unless a card covers it.
pub fn message_at(discs: &DiscPositions, event: &MouseEvent) -> Option<replication::Message> {
    match closest(event, ".spot, .client-handle, .tools, .stage-buttons") {
        Some(_) => None,
        None => discs.message_at(stage_point(event)?),
    }
}

/// The leader whose card fired an event.
pub fn leader_of(event: &Event) -> Option<replication::LeaderId> {
    closest(event, ".leader[data-id]")?.get_attribute("data-id")?.parse().ok()
}

/// The item under the pointer.
pub fn hovered_at(discs: &DiscPositions, event: &MouseEvent) -> Hovered {
    let leader = || leader_of(event).map_or(Hovered::Nothing, Hovered::Leader);
    message_at(discs, event).map_or_else(leader, Hovered::Message)
}
