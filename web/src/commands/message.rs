//! Commands for a message.

use player::{EditAction, Message, MessageAction, Micros, PlaybackAction, Selection, ViewAction};

use super::ui_command::UiCommand;
use crate::store::View;

/// The commands that apply to `message` with the playhead at `at`.
pub fn message_commands(view: &View, message: Message, at: Micros) -> Vec<UiCommand> {
    let Some(flight) = view.timeline().message_span(message) else {
        return Vec::new();
    };
    let nudges = MessageAction::ALL.iter().filter_map(|nudge| {
        let then = nudge.delivery_override(&flight, at)?;
        Some(UiCommand::action(
            nudge.name().to_owned(),
            EditAction::OverrideMessage { message, delivery: Some(then) },
        ))
    });
    let show = UiCommand::action("Inspect", ViewAction::Select(Selection::Message(message)));
    let mut offers: Vec<UiCommand> = std::iter::once(show).chain(nudges).collect();
    if let Some((end, _)) = flight.outcome.filter(|(end, _)| *end != at && !view.hides(*end)) {
        offers.push(UiCommand::action(format!("Go to its end at {end}"), PlaybackAction::Seek(end)));
    }
    offers
}
