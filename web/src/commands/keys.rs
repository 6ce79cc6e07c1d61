//! Keyboard shortcuts: the global ones, and those that need the focus on the stage or the timeline.

use player::{Action, Breakpoint, Direction, EditAction, Micros, PlaybackAction, Selection, ViewAction};

use crate::dialogs::DialogKind;

/// One line in the list of keyboard shortcuts: one key, or two related ones.
pub struct Shortcut {
    /// The keys as printed on the caps; two spaces separate two keys.
    pub keys: &'static str,
    /// The effect, as an imperative.
    pub name: &'static str,
    /// The heading it is listed under.
    pub group: &'static str,
    /// Each key press with its action; empty if the focused region handles the keys itself.
    pub presses: &'static [(&'static str, KeyAction)],
}

/// The action of a global key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAction {
    /// Plays or pauses.
    TogglePlayback,
    /// Steps to the previous or next stop.
    Step(Direction, Breakpoint),
    /// Seeks to the start of the run.
    SeekStart,
    /// Seeks to the end of the run.
    SeekEnd,
    /// Undoes the last edit.
    Undo,
    /// Redoes the last undone edit.
    Redo,
    /// Removes the command behind the selection.
    RemoveSelected,
    /// Clears the selection.
    ClearSelection,
    /// Shows the questions about the run, or hides them.
    ToggleQuestions,
    /// Opens a dialog.
    OpenDialog(DialogKind),
}

use Direction::{Back, Forward};
use KeyAction::{
    ClearSelection, OpenDialog, Redo, RemoveSelected, SeekEnd, SeekStart, Step, TogglePlayback,
    ToggleQuestions, Undo,
};

impl KeyAction {
    /// The equivalent action; `None` if the key only opens a dialog.
    pub fn action(self) -> Option<Action> {
        Some(match self {
            TogglePlayback => PlaybackAction::Toggle.into(),
            Step(direction, stop) => PlaybackAction::Step(direction, stop).into(),
            SeekStart => PlaybackAction::Seek(Micros::ZERO).into(),
            SeekEnd => PlaybackAction::SeekEnd.into(),
            Undo => EditAction::Undo.into(),
            Redo => EditAction::Redo.into(),
            RemoveSelected => EditAction::RemoveSelected.into(),
            ClearSelection => ViewAction::Select(Selection::Nothing).into(),
            ToggleQuestions => ViewAction::ToggleQuestions.into(),
            OpenDialog(_) => return None,
        })
    }
}

const fn playback_shortcut(
    keys: &'static str,
    name: &'static str,
    presses: &'static [(&'static str, KeyAction)],
) -> Shortcut {
    Shortcut { keys, name, group: "Playback", presses }
}

const fn page_shortcut(
    keys: &'static str,
    name: &'static str,
    presses: &'static [(&'static str, KeyAction)],
) -> Shortcut {
    Shortcut { keys, name, group: "Page", presses }
}

const fn focus_shortcut(group: &'static str, keys: &'static str, name: &'static str) -> Shortcut {
    Shortcut { keys, name, group, presses: &[] }
}

/// Every shortcut. A press uses the browser's name of the key, with the prefix `Ctrl ` if Ctrl is held.
pub const SHORTCUTS: &[Shortcut] = &[
    playback_shortcut("Space", "Play or pause", &[(" ", TogglePlayback)]),
    playback_shortcut(
        ",  .",
        "Step back, step forward",
        &[(",", Step(Back, Breakpoint::Event)), (".", Step(Forward, Breakpoint::Event))],
    ),
    playback_shortcut(
        "<  >",
        "Previous message, next message",
        &[("<", Step(Back, Breakpoint::Message)), (">", Step(Forward, Breakpoint::Message))],
    ),
    playback_shortcut(
        "[  ]",
        "Previous conflict, next conflict",
        &[("[", Step(Back, Breakpoint::Conflict)), ("]", Step(Forward, Breakpoint::Conflict))],
    ),
    playback_shortcut("Home  End", "Go to start, go to end", &[("Home", SeekStart), ("End", SeekEnd)]),
    page_shortcut("/", "Search commands", &[("/", OpenDialog(DialogKind::Palette))]),
    page_shortcut("Ctrl K", "Search commands", &[("Ctrl k", OpenDialog(DialogKind::Palette))]),
    page_shortcut("Ctrl Z", "Undo", &[("Ctrl z", Undo)]),
    page_shortcut("Ctrl Shift Z", "Redo", &[("Ctrl Z", Redo), ("Ctrl y", Redo)]),
    page_shortcut("Del", "Remove the selected leader, write, read or change", &[("Delete", RemoveSelected)]),
    page_shortcut("Q", "Show or hide the questions", &[("q", ToggleQuestions)]),
    page_shortcut("Esc", "Clear selection", &[("Escape", ClearSelection)]),
    page_shortcut("Shift F10", "Open the context menu (or right-click, long-press)", &[]),
    page_shortcut("?", "Show keyboard shortcuts", &[("?", OpenDialog(DialogKind::Keys))]),
    focus_shortcut("Stage", "Tab", "Focus the next leader, client, link or control"),
    focus_shortcut("Stage", "← ↑ → ↓", "Focus the nearest leader, client or link in that direction"),
    focus_shortcut("Stage", "Shift ← ↑ → ↓", "Move the focused leader or client (Alt: fine steps)"),
    focus_shortcut("Stage", "Enter", "Open the focused item"),
    focus_shortcut("Stage", "X", "Cut or heal the focused link"),
    focus_shortcut("Stage", "+  −  0", "Zoom in, zoom out, fit"),
    focus_shortcut("Timeline", "← → ↑ ↓", "Move along a lane, to another lane"),
    focus_shortcut("Timeline", "+  −  0", "Zoom in, zoom out, whole run"),
];

/// The caps of the single key whose action satisfies `matches`.
pub fn keys_for(matches: impl Fn(KeyAction) -> bool) -> Option<&'static str> {
    let is_bound = |shortcut: &&Shortcut| {
        !shortcut.keys.contains("  ") && shortcut.presses.first().is_some_and(|(_, action)| matches(*action))
    };
    SHORTCUTS.iter().find(is_bound).map(|shortcut| shortcut.keys)
}

/// The action of a key press; `key` is the browser's name of the key.
pub fn key_action(key: &str, ctrl: bool, shift: bool) -> Option<KeyAction> {
    let name = match (ctrl, shift) {
        (true, true) => format!("Ctrl {}", key.to_ascii_uppercase()),
        (true, false) => format!("Ctrl {}", key.to_ascii_lowercase()),
        (false, _) => key.to_owned(),
    };
    let presses = SHORTCUTS.iter().flat_map(|shortcut| shortcut.presses);
    presses.into_iter().find(|(press, _)| *press == name).map(|(_, action)| *action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_press_is_bound_once() {
        let presses: Vec<&str> =
            SHORTCUTS.iter().flat_map(|shortcut| shortcut.presses).map(|(press, _)| *press).collect();
        let distinct: std::collections::BTreeSet<&&str> = presses.iter().collect();
        assert_eq!(distinct.len(), presses.len(), "{presses:?}");
    }

    #[test]
    fn presses_are_matched_with_their_modifiers() {
        assert_eq!(key_action("z", true, false), Some(Undo));
        assert_eq!(key_action("Z", true, true), Some(Redo));
        assert_eq!(key_action("K", true, false), Some(OpenDialog(DialogKind::Palette)));
        assert_eq!(key_action("?", false, true), Some(OpenDialog(DialogKind::Keys)));
        assert_eq!(key_action("k", false, false), None);
    }

    #[test]
    fn command_shows_its_keyboard_shortcut() {
        assert_eq!(keys_for(|action| action == TogglePlayback), Some("Space"));
        assert_eq!(keys_for(|action| action == OpenDialog(DialogKind::Palette)), Some("/"));
        assert_eq!(keys_for(|action| action == OpenDialog(DialogKind::Share)), None);
    }
}
