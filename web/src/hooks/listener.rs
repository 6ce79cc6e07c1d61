//! A listener on the window that goes away with the component.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Event, Window};
use yew::prelude::*;

use crate::platform::page::window;

/// Removes its listener when it is dropped.
struct Listener {
    window: Window,
    name: &'static str,
    closure: Closure<dyn Fn(JsValue)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        // There is nothing left to do where it cannot be removed.
        let _ = self.window.remove_event_listener_with_callback(self.name, function);
    }
}

fn listen(name: &'static str, callback: Callback<Event>) -> Option<Listener> {
    let window = window()?;
    let closure =
        Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| callback.emit(event.unchecked_into()));
    window.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).ok()?;
    Some(Listener { window, name, closure })
}

/// Calls back on every event of this name, for as long as the callback is the same.
#[hook]
pub fn use_listener(name: &'static str, callback: Callback<Event>) {
    use_effect_with(callback, move |callback| {
        let listener = listen(name, callback.clone());
        move || drop(listener)
    });
}
