//! The keys that work wherever the focus is, except in a field, and those of single places.

use player::{Action, Direction, EditAction, Micros, PlaybackAction, Selection, Breakpoint, ViewAction};

use crate::dialogs::DialogKind;

/// A key, or several, and what they do.
pub struct Shortcut {
    /// The keys, as they stand on caps.
    pub keys: &'static str,
    /// What they do.
    pub name: &'static str,
    /// Where they do it.
    pub group: &'static str,
    /// Which presses these are, and what each does; none for the keys of a single place.
    pub presses: &'static [(&'static str, KeyAction)],
}

/// What a press does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAction {
    /// Plays or pauses.
    TogglePlayback,
    /// Steps.
    Step(Direction, Breakpoint),
    /// Goes to the beginning of the run.
    SeekStart,
    /// Goes to its end.
    SeekEnd,
    /// Takes the last edit back.
    Undo,
    /// Makes it again.
    Redo,
    /// Selects nothing.
    ClearSelection,
    /// Opens a panel.
    OpenDialog(DialogKind),
}

use KeyAction::{ClearSelection, Redo, OpenDialog, Step, SeekEnd, SeekStart, TogglePlayback, Undo};
use Direction::{Back, Forward};

impl KeyAction {
    /// The action that it is, in a run that ends at an instant; none if it only opens something.
    pub fn action(self, end: Micros) -> Option<Action> {
        Some(match self {
            TogglePlayback => PlaybackAction::Toggle.into(),
            Step(direction, stop) => PlaybackAction::Step(direction, stop).into(),
            SeekStart => PlaybackAction::Seek(Micros::ZERO).into(),
            SeekEnd => PlaybackAction::Seek(end).into(),
            Undo => EditAction::Undo.into(),
            Redo => EditAction::Redo.into(),
            ClearSelection => ViewAction::Select(Selection::Nothing).into(),
            OpenDialog(_) => return None,
        })
    }
}

const fn playback_shortcut(
    keys: &'static str,
    name: &'static str,
    presses: &'static [(&'static str, KeyAction)],
) -> Shortcut {
    Shortcut { keys, name, group: "Time", presses }
}

const fn page_shortcut(
    keys: &'static str,
    name: &'static str,
    presses: &'static [(&'static str, KeyAction)],
) -> Shortcut {
    Shortcut { keys, name, group: "The page", presses }
}

const fn focus_shortcut(group: &'static str, keys: &'static str, name: &'static str) -> Shortcut {
    Shortcut { keys, name, group, presses: &[] }
}

/// All of them. A press is named as the browser names the key, with `Ctrl ` before it if Ctrl is held.
pub const SHORTCUTS: &[Shortcut] = &[
    playback_shortcut("Space", "play or pause", &[(" ", TogglePlayback)]),
    playback_shortcut(
        ",  .",
        "step back, step forward",
        &[(",", Step(Back, Breakpoint::Event)), (".", Step(Forward, Breakpoint::Event))],
    ),
    playback_shortcut(
        "<  >",
        "to the previous, to the next message",
        &[("<", Step(Back, Breakpoint::Message)), (">", Step(Forward, Breakpoint::Message))],
    ),
    playback_shortcut(
        "[  ]",
        "to the previous, to the next conflict",
        &[("[", Step(Back, Breakpoint::Conflict)), ("]", Step(Forward, Breakpoint::Conflict))],
    ),
    playback_shortcut("Home  End", "to the start, to the end", &[("Home", SeekStart), ("End", SeekEnd)]),
    page_shortcut("/", "seek what can be done, by words", &[("/", OpenDialog(DialogKind::Palette))]),
    page_shortcut("Ctrl K", "the same", &[("Ctrl k", OpenDialog(DialogKind::Palette))]),
    page_shortcut("Ctrl Z", "undo", &[("Ctrl z", Undo)]),
    page_shortcut("Ctrl Shift Z", "redo", &[("Ctrl Z", Redo), ("Ctrl y", Redo)]),
    page_shortcut("Esc", "let go of what is selected", &[("Escape", ClearSelection)]),
    page_shortcut(
        "Shift F10",
        "what can be done with what has the focus; so does a right click, or a long press",
        &[],
    ),
    page_shortcut("?", "show these keys", &[("?", OpenDialog(DialogKind::Keys))]),
    focus_shortcut("The stage", "Tab", "to the next leader, link or control"),
    focus_shortcut("The stage", "← ↑ → ↓", "to the nearest leader or link that way"),
    focus_shortcut("The stage", "Shift ← ↑ → ↓", "move the leader that has the focus; with Alt too, finely"),
    focus_shortcut("The stage", "Enter", "open what has the focus"),
    focus_shortcut("The stage", "X", "cut or heal the link that has the focus"),
    focus_shortcut("The stage", "+  −  0", "nearer, farther, the whole stage"),
    focus_shortcut("The diagram", "← → ↑ ↓", "along a lane, to another lane"),
    focus_shortcut("The diagram", "+  −  0", "more closely, less closely, the whole run"),
];

/// The key that alone does this, if one does.
pub fn keys_for(fits: impl Fn(KeyAction) -> bool) -> Option<&'static str> {
    let does = |shortcut: &&Shortcut| {
        !shortcut.keys.contains("  ") && shortcut.presses.first().is_some_and(|(_, deed)| fits(*deed))
    };
    SHORTCUTS.iter().find(does).map(|shortcut| shortcut.keys)
}

/// What a press does, with the key as the browser names it.
pub fn key_action(key: &str, ctrl: bool, shift: bool) -> Option<KeyAction> {
    let name = match (ctrl, shift) {
        (true, true) => format!("Ctrl {}", key.to_uppercase()),
        (true, false) => format!("Ctrl {}", key.to_lowercase()),
        (false, _) => key.to_owned(),
    };
    let presses = SHORTCUTS.iter().flat_map(|shortcut| shortcut.presses);
    presses.into_iter().find(|(press, _)| *press == name).map(|(_, deed)| *deed)
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
        assert_eq!(keys_for(|deed| deed == TogglePlayback), Some("Space"));
        assert_eq!(keys_for(|deed| deed == OpenDialog(DialogKind::Palette)), Some("/"));
        assert_eq!(keys_for(|deed| deed == OpenDialog(DialogKind::Share)), None);
    }
}
