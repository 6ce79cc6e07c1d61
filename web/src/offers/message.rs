//! What can be done with a message.

use player::{EditAction, Message, Micros, Nudge, PlaybackAction, Selection, ViewAction};

use super::offer::Offer;
use crate::store::View;

/// What can be done with it, with the playhead at an instant.
pub fn of_message(view: &View, message: Message, at: Micros) -> Vec<Offer> {
    let Some(flight) = view.timeline().flight(message) else {
        return Vec::new();
    };
    let nudges = Nudge::ALL.iter().filter_map(|nudge| {
        let then = nudge.then(flight, at)?;
        Some(Offer::act(
            format!("{} it", nudge.name()),
            EditAction::OverrideMessage { message, then: Some(then) },
        ))
    });
    let show = Offer::act("Show what it brings", ViewAction::Select(Selection::Message(message)));
    let mut offers: Vec<Offer> = std::iter::once(show).chain(nudges).collect();
    if let Some((end, _)) = flight.landing.filter(|(end, _)| *end != at) {
        offers.push(Offer::act(format!("Go to where it ends, at {end}"), PlaybackAction::Seek(end)));
    }
    offers
}
