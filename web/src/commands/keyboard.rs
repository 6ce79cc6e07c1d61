//! The listener for global keyboard shortcuts; text fields keep their keys.

use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};
use yew::prelude::*;

use crate::commands::keys::{KeyAction, key_action};
use crate::dialogs::DialogKind;
use crate::dispatcher::Dispatcher;
use crate::hooks::{Latest, use_listener};
use crate::platform::events::{is_in_field_or_dialog, is_in_open_dialog, is_on_button};
use crate::platform::page::leave_field;

/// Handles global shortcuts anywhere on the page, which opens its dialogs through `dialog`.
#[hook]
pub fn use_keyboard(dispatch: Dispatcher, dialog: Option<Latest<Option<DialogKind>>>) {
    let callback = use_callback((dispatch, dialog), |event: Event, (dispatch, dialog)| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let ctrl = pressed.ctrl_key() || pressed.meta_key();
        let Some(shortcut) = key_action(&pressed.key(), ctrl, pressed.shift_key()) else {
            return;
        };
        let opens = matches!(shortcut, KeyAction::OpenDialog(DialogKind::Palette))
            && ctrl
            && !event.default_prevented();
        // Until it is drawn, an open dialog does not have the focus: its keys would control the page behind it.
        if let Some(dialog) =
            dialog.as_ref().filter(|open| !opens && open.get().is_some() && !is_in_open_dialog(&event))
        {
            if shortcut == KeyAction::ClearSelection {
                dialog.set(None);
            }
            return;
        }
        let elsewhere = is_in_field_or_dialog(&event) || event.default_prevented() || pressed.alt_key();
        if elsewhere && !opens {
            if shortcut == KeyAction::ClearSelection && !is_in_open_dialog(&event) {
                leave_field();
            }
            return;
        }
        // Space plays or pauses on a button too: Enter presses it.
        event.prevent_default();
        match (shortcut, shortcut.action()) {
            (KeyAction::OpenDialog(kind), _) => dialog.iter().for_each(|open| open.set(Some(kind))),
            (_, Some(action)) => dispatch.emit(action),
            _ => {}
        }
    });
    use_listener("keydown", callback);
    let released = use_callback((), |event: Event, ()| keep_button_released(&event));
    use_listener("keyup", released);
}

/// Some browsers press a button when Space is released, although its key press was handled.
fn keep_button_released(event: &Event) {
    let is_space = event.dyn_ref::<KeyboardEvent>().is_some_and(|released| released.key() == " ");
    if is_space && is_on_button(event) && !is_in_field_or_dialog(event) {
        event.prevent_default();
    }
}
