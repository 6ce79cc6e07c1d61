//! What the pointer is on, on the stage: a leader's card, or the disc of a message.

use web_sys::{Event, MouseEvent};

use crate::geometry::point::Point;
use crate::hover::Hovered;
use crate::platform::events::closest;
use crate::stage::disc_positions::DiscPositions;

/// Where on the stage an event is, in pixels.
pub fn stage_point(event: &MouseEvent) -> Option<Point> {
    let bounds = closest(event, ".stage")?.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top());
    Some(Point::new(x, y))
}

/// The message whose disc a pointer is on, where no card lies over it.
pub fn message_at(discs: &DiscPositions, event: &MouseEvent) -> Option<replication::Message> {
    match closest(event, ".spot, .tools, .stage-buttons") {
        Some(_) => None,
        None => discs.message_at(stage_point(event)?),
    }
}

/// The leader whose card an event came from.
pub fn leader_of(event: &Event) -> Option<replication::LeaderId> {
    closest(event, ".leader[data-id]")?.get_attribute("data-id")?.parse().ok()
}

/// What a pointer that moves over the stage is on.
pub fn hovered_at(discs: &DiscPositions, event: &MouseEvent) -> Hovered {
    let leader = || leader_of(event).map_or(Hovered::Nothing, Hovered::Leader);
    message_at(discs, event).map_or_else(leader, Hovered::Message)
}
