//! Event listeners on the window or one element, removed with their component.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AddEventListenerOptions, Event, EventTarget};
use yew::prelude::*;

use crate::platform::page::window;

/// Removes its listener when it is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn Fn(JsValue)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        // Nothing can be done if removal fails.
        let _ = self.target.remove_event_listener_with_callback(self.name, function);
    }
}

/// Listens for events at a target with a non-passive listener, which may call `prevent_default`. Yew's own wheel
/// listeners are passive.
pub fn listen<E: JsCast + 'static>(
    target: EventTarget,
    name: &'static str,
    callback: Callback<E>,
) -> Option<Listener> {
    let closure =
        Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| callback.emit(event.unchecked_into()));
    let options = AddEventListenerOptions::new();
    options.set_passive(false);
    let function = closure.as_ref().unchecked_ref();
    target.add_event_listener_with_callback_and_add_event_listener_options(name, function, &options).ok()?;
    Some(Listener { target, name, closure })
}

/// Listens for window events with this name while the callback stays the same.
#[hook]
pub fn use_listener(name: &'static str, callback: Callback<Event>) {
    use_effect_with(callback, move |callback| {
        let listener = window().and_then(|window| listen(window.into(), name, callback.clone()));
        move || drop(listener)
    });
}
