//! A wheel that is turned over an element, which can keep the page from scrolling or zooming by it.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{AddEventListenerOptions, Element, WheelEvent};
use yew::prelude::*;

/// Removes its listener when it is dropped.
struct Listener {
    element: Element,
    closure: Closure<dyn Fn(JsValue)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        // There is nothing left to do where it cannot be removed.
        let _ =
            self.element.remove_event_listener_with_callback("wheel", self.closure.as_ref().unchecked_ref());
    }
}

fn listen(element: Element, callback: Callback<WheelEvent>) -> Option<Listener> {
    let closure =
        Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| callback.emit(event.unchecked_into()));
    let options = AddEventListenerOptions::new();
    // Yew's own listeners are passive: they cannot prevent what the browser would do.
    options.set_passive(false);
    element
        .add_event_listener_with_callback_and_add_event_listener_options(
            "wheel",
            closure.as_ref().unchecked_ref(),
            &options,
        )
        .ok()?;
    Some(Listener { element, closure })
}

/// Calls back on every turn of the wheel over the element behind `node`, for as long as the callback is the same.
#[hook]
pub fn use_wheel(node: NodeRef, callback: Callback<WheelEvent>) {
    use_effect_with(callback, move |callback| {
        let listener = node.cast::<Element>().and_then(|element| listen(element, callback.clone()));
        move || drop(listener)
    });
}
