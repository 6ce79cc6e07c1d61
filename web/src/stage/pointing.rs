//! What the pointer is on, on the stage: a leader's card, or the disc of a message.

use player::{Action, Selection};
use web_sys::{Event, MouseEvent};
use yew::Callback;

use crate::platform::events::around;
use crate::pointed::Pointed;
use crate::scene::point::Point;
use crate::stage::discs::Discs;

/// The message whose disc a pointer is on, where no card lies over it.
fn disc_at(discs: &Discs, event: &MouseEvent) -> Option<replication::Message> {
    if around(event, ".spot").is_some() {
        return None;
    }
    let bounds = around(event, ".stage")?.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top());
    discs.at(Point::new(x, y))
}

/// The leader whose card an event came from.
pub fn card_of(event: &Event) -> Option<replication::LeaderId> {
    around(event, ".leader[data-id]")?.get_attribute("data-id")?.parse().ok()
}

/// What a pointer that moves over the stage is on.
pub fn pointed_at(discs: &Discs, event: &MouseEvent) -> Pointed {
    let leader = || card_of(event).map_or(Pointed::Nothing, Pointed::Leader);
    disc_at(discs, event).map_or_else(leader, Pointed::Message)
}

/// Chooses the message whose disc is pressed, though the link beneath it is pressed too.
pub fn choose(discs: &Discs, dispatch: &Callback<Action>, event: &MouseEvent) {
    if let Some(message) = disc_at(discs, event) {
        dispatch.emit(Action::Select(Selection::Message(message)));
    }
}
