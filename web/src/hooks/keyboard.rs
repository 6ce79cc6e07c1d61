//! The keys that work wherever the focus is, except in a field.

use player::{Action, Direction, Stop};
use replication::Micros;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};
use yew::prelude::*;

use crate::hooks::listener::use_listener;
use crate::platform::events::{is_for_a_field, is_on_a_button};

/// The keys and what they do, for the sheet that lists them.
pub const KEYS: &[(&str, &str)] = &[
    ("Space", "play or pause"),
    (",  .", "step back, step forward"),
    ("<  >", "to the previous, to the next message"),
    ("[  ]", "to the previous, to the next conflict"),
    ("Home  End", "to the start, to the end"),
    ("Tab", "to the next leader, link or control"),
    ("Enter", "open what has the focus"),
    ("← ↑ → ↓", "move the leader that has the focus; with Shift, finely"),
    ("← → ↑ ↓", "on the timeline: along a lane, to another lane"),
    ("Esc", "let go of what is selected"),
    ("Ctrl Z", "undo"),
    ("Ctrl Shift Z", "redo"),
    ("?", "show these keys"),
];

/// Listens to keys on the whole page.
#[hook]
pub fn use_keyboard(end: Micros, dispatch: Callback<Action>, onhelp: Callback<()>) {
    let callback = use_callback((end, dispatch, onhelp), |event: Event, (end, dispatch, onhelp)| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if is_for_a_field(&event) || event.default_prevented() || pressed.alt_key() {
            return;
        }
        if pressed.key() == "?" {
            return onhelp.emit(());
        }
        if let Some(action) = action(pressed, &event, *end) {
            event.prevent_default();
            dispatch.emit(action);
        }
    });
    use_listener("keydown", callback);
}

fn action(pressed: &KeyboardEvent, event: &Event, end: Micros) -> Option<Action> {
    if pressed.ctrl_key() || pressed.meta_key() {
        return match (pressed.key().to_lowercase().as_str(), pressed.shift_key()) {
            ("z", false) => Some(Action::Undo),
            ("z", true) | ("y", false) => Some(Action::Redo),
            _ => None,
        };
    }
    match pressed.key().as_str() {
        " " if !is_on_a_button(event) => Some(Action::Toggle),
        "," => Some(Action::Step(Direction::Back, Stop::Event)),
        "." => Some(Action::Step(Direction::Forward, Stop::Event)),
        "<" => Some(Action::Step(Direction::Back, Stop::Message)),
        ">" => Some(Action::Step(Direction::Forward, Stop::Message)),
        "[" => Some(Action::Step(Direction::Back, Stop::Conflict)),
        "]" => Some(Action::Step(Direction::Forward, Stop::Conflict)),
        "Home" => Some(Action::Seek(Micros::ZERO)),
        "End" => Some(Action::Seek(end)),
        "Escape" => Some(Action::Select(player::Selection::Nothing)),
        _ => None,
    }
}
