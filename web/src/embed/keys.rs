//! The keys of an embed beside those of the page: arrows step from event to event.

use player::{Breakpoint, Direction, PlaybackAction};
use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};
use yew::prelude::*;

use crate::commands::use_keyboard;
use crate::dispatcher::Dispatcher;
use crate::hooks::use_listener;
use crate::platform::events::{closest, is_in_field_or_dialog};

/// Where arrows move the focus or a slider.
const HAVE_ARROWS: &str = ".stage, .timeline, .inspector";

/// Handles the keys of an embed. There are no dialogs to open.
#[hook]
pub fn use_embed_keys(dispatch: Dispatcher) {
    use_keyboard(dispatch.clone(), None);
    let step = use_callback(dispatch, |event: Event, dispatch| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let has_modifier =
            pressed.ctrl_key() || pressed.meta_key() || pressed.alt_key() || pressed.shift_key();
        let is_taken = event.default_prevented()
            || is_in_field_or_dialog(&event)
            || closest(&event, HAVE_ARROWS).is_some();
        if let Some(direction) = step_direction(&pressed.key()).filter(|_| !has_modifier && !is_taken) {
            event.prevent_default();
            step(dispatch, direction);
        }
    });
    use_listener("keydown", step);
}

/// The direction in which an arrow key steps.
pub fn step_direction(key: &str) -> Option<Direction> {
    match key {
        "ArrowLeft" => Some(Direction::Back),
        "ArrowRight" => Some(Direction::Forward),
        _ => None,
    }
}

/// Steps to the next event.
pub fn step(dispatch: &Dispatcher, direction: Direction) {
    dispatch.emit(PlaybackAction::Pause);
    dispatch.emit(PlaybackAction::Step(direction, Breakpoint::Event));
}
