//! What can be done with the run: played, stepped through, undone, forked, given away.

use player::{BranchAction, Direction, EditAction, ForkTail, Micros, PlaybackAction, Breakpoint};

use super::ui_command::{Effect, UiCommand};
use crate::dialogs::DialogKind;
use crate::store::View;

/// What can be done with it now.
pub fn run_commands(view: &View) -> Vec<UiCommand> {
    let (last, next) = view.undo_and_redo();
    let mut offers =
        vec![UiCommand::action(if view.is_moving() { "Pause" } else { "Play" }, PlaybackAction::Toggle)];
    offers.extend(
        last.map(|edit| UiCommand::action(format!("Undo: {}", view.describe_edit(edit)), EditAction::Undo)),
    );
    offers.extend(
        next.map(|edit| UiCommand::action(format!("Redo: {}", view.describe_edit(edit)), EditAction::Redo)),
    );
    offers.push(UiCommand::action("To the start", PlaybackAction::Seek(Micros::ZERO)));
    offers.push(UiCommand::action("To the end", PlaybackAction::Seek(view.ends_at())));
    for (stop, name) in stops() {
        offers.push(UiCommand::action(format!("Play until the next {name}"), PlaybackAction::PlayUntil(stop)));
        offers.push(UiCommand::action(
            format!("Step to the next {name}"),
            PlaybackAction::Step(Direction::Forward, stop),
        ));
        offers.push(UiCommand::action(
            format!("Step to the previous {name}"),
            PlaybackAction::Step(Direction::Back, stop),
        ));
    }
    offers.push(UiCommand::action("Fork here", BranchAction::Fork { tail: ForkTail::Keep }));
    offers
        .push(UiCommand::action("Fork here, without what follows", BranchAction::Fork { tail: ForkTail::Drop }));
    offers.extend([
        UiCommand::open_dialog("Share this run", DialogKind::Share),
        UiCommand::open_dialog("Compare policies", DialogKind::Policies),
        UiCommand::open_dialog("Show or open as text", DialogKind::EditJson),
        UiCommand::open_dialog("Show the keys", DialogKind::Keys),
        UiCommand::open_dialog("Glossary", DialogKind::Glossary),
        UiCommand { name: "Light or dark theme".into(), subject: None, effect: Effect::ToggleTheme },
    ]);
    offers
}

/// What one can step to, as the words of an offer have it.
fn stops() -> impl Iterator<Item = (Breakpoint, &'static str)> {
    player::BREAKPOINTS.iter().map(|stop| (*stop, stop.name()))
}
