//! Commands for the whole run: play, step, undo, fork, share.

use explain::capitalized;
use player::{
    BranchAction, Breakpoint, DEFAULT_FAILOVER, Direction, DocumentAction, EditAction, EditKind, ForkTail,
    Micros, PlaybackAction, Selection, ViewAction,
};
use scenario::Permalink;

use super::ui_command::{Effect, UiCommand};
use crate::dialogs::DialogKind;
use crate::store::View;

/// The commands that apply to the run now.
pub fn run_commands(view: &View) -> Vec<UiCommand> {
    let (last, next) = view.undo_and_redo();
    let mut commands =
        vec![UiCommand::action(if view.is_moving() { "Pause" } else { "Play" }, PlaybackAction::Toggle)];
    commands.extend(last.map(|edit| {
        UiCommand::action(format!("Undo: {}", view.describe_edit(&edit.kind)), EditAction::Undo)
    }));
    commands.extend(next.map(|edit| {
        UiCommand::action(format!("Redo: {}", view.describe_edit(&edit.kind)), EditAction::Redo)
    }));
    commands.extend(remove_command(view));
    commands.push(UiCommand::action("Go to start", PlaybackAction::Seek(Micros::ZERO)));
    commands.push(UiCommand::action("Go to end", PlaybackAction::SeekEnd));
    for (breakpoint, name) in named_breakpoints() {
        commands
            .push(UiCommand::action(format!("Play to next {name}"), PlaybackAction::PlayUntil(breakpoint)));
        commands.push(UiCommand::action(
            format!("Step to next {name}"),
            PlaybackAction::Step(Direction::Forward, breakpoint),
        ));
        commands.push(UiCommand::action(
            format!("Step to previous {name}"),
            PlaybackAction::Step(Direction::Back, breakpoint),
        ));
    }
    commands.push(UiCommand::action(
        "Version vectors: who has seen what",
        ViewAction::Select(Selection::VersionVectors),
    ));
    let (toggle, shows) = match view.shows_vectors() {
        true => ("Hide version vectors on the stage", false),
        false => ("Show version vectors on the stage", true),
    };
    commands.push(UiCommand::action(toggle, ViewAction::ShowVectors(shows)));
    let (toggle, shows) = match view.shows_screens() {
        true => ("Hide what each client sees", false),
        false => ("Show what each client sees", true),
    };
    commands.push(UiCommand::action(toggle, ViewAction::ShowScreens(shows)));
    let toggle =
        if view.shows_questions() { "Hide the questions" } else { "Questions: what holds in this run" };
    commands.push(UiCommand::action(toggle, ViewAction::ToggleQuestions));
    commands.extend(chance_commands(view));
    commands.push(UiCommand::action("Fork at playhead", BranchAction::Fork { tail: ForkTail::Keep }));
    commands
        .push(UiCommand::action("Fork and drop later events", BranchAction::Fork { tail: ForkTail::Drop }));
    commands.extend(single_leader_commands());
    commands.extend([
        UiCommand::open_dialog("Lessons", DialogKind::Lessons),
        UiCommand::new("Make a lesson", Effect::MakeLesson),
        UiCommand::open_dialog("Share this run", DialogKind::Share),
        UiCommand::open_dialog("Embed this run", DialogKind::Embed),
        UiCommand::open_dialog("Gallery", DialogKind::Gallery),
        UiCommand::open_dialog("Recent runs", DialogKind::RecentRuns),
        new_run(),
        UiCommand::new("Print", Effect::Print),
        UiCommand::new("Save as file", Effect::SaveAsFile),
        UiCommand::open_dialog("Compare policies", DialogKind::Policies),
        UiCommand::open_dialog("Measure over many seeds", DialogKind::Measure),
        UiCommand::open_dialog("When is the outcome certain?", DialogKind::Certainty),
        UiCommand::open_dialog("Edit as JSON", DialogKind::EditJson),
        UiCommand::open_dialog("Keyboard shortcuts", DialogKind::Keys),
        UiCommand::open_dialog("Glossary", DialogKind::Glossary),
        UiCommand::new("Switch theme", Effect::ToggleTheme),
    ]);
    commands
}

/// Opens the single-leader baseline beside the run, without failover and with it.
fn single_leader_commands() -> [UiCommand; 2] {
    let single = |failover| BranchAction::TrySingleLeader { leader: None, failover };
    [
        UiCommand::action("Compare with a single leader", single(None)),
        UiCommand::action("Compare with a single leader that fails over", single(Some(DEFAULT_FAILOVER))),
    ]
}

/// Redraws randomness, in a run that has any.
fn chance_commands(view: &View) -> Vec<UiCommand> {
    if !view.scenario().depends_on_seed() {
        return Vec::new();
    }
    let another = view.scenario().seed.wrapping_add(1);
    vec![
        UiCommand::action("Another seed", EditAction::SetSeed(another)),
        UiCommand::action("Redraw randomness from here", EditAction::Redraw(view.at())),
    ]
}

/// Removes the selected write, read or change.
fn remove_command(view: &View) -> Option<UiCommand> {
    Some(UiCommand::action(capitalized(&removal(view)?), EditAction::RemoveSelected))
}

/// The name of the command that removes the selected write, read or change.
pub fn removal(view: &View) -> Option<String> {
    let kind = EditKind::RemoveCommand(Box::new(view.selected_command()?.command.clone()));
    Some(view.describe_edit(&kind))
}

/// Opens a run in which nothing happens yet.
pub fn new_run() -> UiCommand {
    let empty = Permalink::of(scenario::empty_scenario());
    UiCommand::action("New run", DocumentAction::Open(Box::new(empty)))
}

/// Every breakpoint with its name in command names.
fn named_breakpoints() -> impl Iterator<Item = (Breakpoint, &'static str)> {
    player::BREAKPOINTS.iter().map(|breakpoint| (*breakpoint, breakpoint.name()))
}
