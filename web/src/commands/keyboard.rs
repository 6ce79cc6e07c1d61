//! The listener for global keyboard shortcuts; text fields keep their keys.

use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};
use yew::prelude::*;

use crate::commands::keys::{KeyAction, key_action};
use crate::dialogs::DialogKind;
use crate::dispatcher::Dispatcher;
use crate::hooks::use_listener;
use crate::platform::events::{is_in_field_or_dialog, is_on_button};

/// Handles global shortcuts anywhere on the page.
#[hook]
pub fn use_keyboard(dispatch: Dispatcher, show: Callback<Option<DialogKind>>) {
    let callback = use_callback((dispatch, show), |event: Event, (dispatch, show)| {
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
        let elsewhere = is_in_field_or_dialog(&event) || event.default_prevented() || pressed.alt_key();
        if elsewhere && !opens || pressed.key() == " " && is_on_button(&event) {
            return;
        }
        event.prevent_default();
        match (shortcut, shortcut.action()) {
            (KeyAction::OpenDialog(panel), _) => show.emit(Some(panel)),
            (_, Some(action)) => dispatch.emit(action),
            _ => {}
        }
    });
    use_listener("keydown", callback);
}
