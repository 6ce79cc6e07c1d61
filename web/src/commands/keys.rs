//! The keys that work wherever the focus is, except in a field, and those of single places.

use player::{Action, Direction, EditAction, Micros, PlaybackAction, Selection, Stop, ViewAction};

use crate::dialogs::Panel;

/// A key, or several, and what they do.
pub struct Shortcut {
    /// The keys, as they stand on caps.
    pub keys: &'static str,
    /// What they do.
    pub name: &'static str,
    /// Where they do it.
    pub group: &'static str,
    /// Which presses these are, and what each does; none for the keys of a single place.
    pub presses: &'static [(&'static str, Deed)],
}

/// What a press does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Plays or pauses.
    Toggle,
    /// Steps.
    Step(Direction, Stop),
    /// Goes to the beginning of the run.
    ToTheStart,
    /// Goes to its end.
    ToTheEnd,
    /// Takes the last edit back.
    Undo,
    /// Makes it again.
    Redo,
    /// Selects nothing.
    LetGo,
    /// Opens a panel.
    Show(Panel),
}

use Deed::{LetGo, Redo, Show, Step, ToTheEnd, ToTheStart, Toggle, Undo};
use Direction::{Back, Forward};

impl Deed {
    /// The action that it is, in a run that ends at an instant; none if it only opens something.
    pub fn action(self, end: Micros) -> Option<Action> {
        Some(match self {
            Toggle => PlaybackAction::Toggle.into(),
            Step(direction, stop) => PlaybackAction::Step(direction, stop).into(),
            ToTheStart => PlaybackAction::Seek(Micros::ZERO).into(),
            ToTheEnd => PlaybackAction::Seek(end).into(),
            Undo => EditAction::Undo.into(),
            Redo => EditAction::Redo.into(),
            LetGo => ViewAction::Select(Selection::Nothing).into(),
            Show(_) => return None,
        })
    }
}

const fn of_time(
    keys: &'static str,
    name: &'static str,
    presses: &'static [(&'static str, Deed)],
) -> Shortcut {
    Shortcut { keys, name, group: "Time", presses }
}

const fn of_page(
    keys: &'static str,
    name: &'static str,
    presses: &'static [(&'static str, Deed)],
) -> Shortcut {
    Shortcut { keys, name, group: "The page", presses }
}

const fn of_place(group: &'static str, keys: &'static str, name: &'static str) -> Shortcut {
    Shortcut { keys, name, group, presses: &[] }
}

/// All of them. A press is named as the browser names the key, with `Ctrl ` before it if Ctrl is held.
pub const SHORTCUTS: &[Shortcut] = &[
    of_time("Space", "play or pause", &[(" ", Toggle)]),
    of_time(
        ",  .",
        "step back, step forward",
        &[(",", Step(Back, Stop::Event)), (".", Step(Forward, Stop::Event))],
    ),
    of_time(
        "<  >",
        "to the previous, to the next message",
        &[("<", Step(Back, Stop::Message)), (">", Step(Forward, Stop::Message))],
    ),
    of_time(
        "[  ]",
        "to the previous, to the next conflict",
        &[("[", Step(Back, Stop::Conflict)), ("]", Step(Forward, Stop::Conflict))],
    ),
    of_time("Home  End", "to the start, to the end", &[("Home", ToTheStart), ("End", ToTheEnd)]),
    of_page("/", "seek what can be done, by words", &[("/", Show(Panel::Palette))]),
    of_page("Ctrl K", "the same", &[("Ctrl k", Show(Panel::Palette))]),
    of_page("Ctrl Z", "undo", &[("Ctrl z", Undo)]),
    of_page("Ctrl Shift Z", "redo", &[("Ctrl Z", Redo), ("Ctrl y", Redo)]),
    of_page("Esc", "let go of what is selected", &[("Escape", LetGo)]),
    of_page(
        "Shift F10",
        "what can be done with what has the focus; so does a right click, or a long press",
        &[],
    ),
    of_page("?", "show these keys", &[("?", Show(Panel::Keys))]),
    of_place("The stage", "Tab", "to the next leader, link or control"),
    of_place("The stage", "← ↑ → ↓", "to the nearest leader or link that way"),
    of_place("The stage", "Shift ← ↑ → ↓", "move the leader that has the focus; with Alt too, finely"),
    of_place("The stage", "Enter", "open what has the focus"),
    of_place("The stage", "X", "cut or heal the link that has the focus"),
    of_place("The stage", "+  −  0", "nearer, farther, the whole stage"),
    of_place("The diagram", "← → ↑ ↓", "along a lane, to another lane"),
    of_place("The diagram", "+  −  0", "more closely, less closely, the whole run"),
];

/// The key that alone does this, if one does.
pub fn keys_of(fits: impl Fn(Deed) -> bool) -> Option<&'static str> {
    let does = |shortcut: &&Shortcut| {
        !shortcut.keys.contains("  ") && shortcut.presses.first().is_some_and(|(_, deed)| fits(*deed))
    };
    SHORTCUTS.iter().find(does).map(|shortcut| shortcut.keys)
}

/// What a press does, with the key as the browser names it.
pub fn deed_of(key: &str, ctrl: bool, shift: bool) -> Option<Deed> {
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
    fn no_press_does_two_things() {
        let presses: Vec<&str> =
            SHORTCUTS.iter().flat_map(|shortcut| shortcut.presses).map(|(press, _)| *press).collect();
        let distinct: std::collections::BTreeSet<&&str> = presses.iter().collect();
        assert_eq!(distinct.len(), presses.len(), "{presses:?}");
    }

    #[test]
    fn a_press_is_found_with_its_modifiers() {
        assert_eq!(deed_of("z", true, false), Some(Undo));
        assert_eq!(deed_of("Z", true, true), Some(Redo));
        assert_eq!(deed_of("K", true, false), Some(Show(Panel::Palette)));
        assert_eq!(deed_of("?", false, true), Some(Show(Panel::Keys)));
        assert_eq!(deed_of("k", false, false), None);
    }

    #[test]
    fn an_offer_tells_the_keys_that_do_the_same() {
        assert_eq!(keys_of(|deed| deed == Toggle), Some("Space"));
        assert_eq!(keys_of(|deed| deed == Show(Panel::Palette)), Some("/"));
        assert_eq!(keys_of(|deed| deed == Show(Panel::Share)), None);
    }
}
