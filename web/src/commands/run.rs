//! What can be done with the run: played, stepped through, undone, forked, given away.

use player::{BranchAction, Direction, EditAction, ForkTail, Micros, PlaybackAction, Stop};

use super::offer::{Effect, UiCommand};
use crate::dialogs::Panel;
use crate::store::View;

/// What can be done with it now.
pub fn of_run(view: &View) -> Vec<UiCommand> {
    let (last, next) = view.edits();
    let mut offers =
        vec![UiCommand::act(if view.is_moving() { "Pause" } else { "Play" }, PlaybackAction::Toggle)];
    offers.extend(
        last.map(|edit| UiCommand::act(format!("Undo: {}", view.describe_edit(edit)), EditAction::Undo)),
    );
    offers.extend(
        next.map(|edit| UiCommand::act(format!("Redo: {}", view.describe_edit(edit)), EditAction::Redo)),
    );
    offers.push(UiCommand::act("To the start", PlaybackAction::Seek(Micros::ZERO)));
    offers.push(UiCommand::act("To the end", PlaybackAction::Seek(view.ends_at())));
    for (stop, name) in stops() {
        offers.push(UiCommand::act(format!("Play until the next {name}"), PlaybackAction::PlayUntil(stop)));
        offers.push(UiCommand::act(
            format!("Step to the next {name}"),
            PlaybackAction::Step(Direction::Forward, stop),
        ));
        offers.push(UiCommand::act(
            format!("Step to the previous {name}"),
            PlaybackAction::Step(Direction::Back, stop),
        ));
    }
    offers.push(UiCommand::act("Fork here", BranchAction::Fork { tail: ForkTail::Keep }));
    offers
        .push(UiCommand::act("Fork here, without what follows", BranchAction::Fork { tail: ForkTail::Drop }));
    offers.extend([
        UiCommand::show("Share this run", Panel::Share),
        UiCommand::show("Compare policies", Panel::Policies),
        UiCommand::show("Show or open as text", Panel::Text),
        UiCommand::show("Show the keys", Panel::Keys),
        UiCommand::show("Glossary", Panel::Glossary),
        UiCommand { name: "Light or dark theme".into(), to: None, does: Effect::TurnsTheme },
    ]);
    offers
}

/// What one can step to, as the words of an offer have it.
fn stops() -> impl Iterator<Item = (Stop, &'static str)> {
    player::STOPS.iter().map(|stop| (*stop, stop.name()))
}
