//! Wheel events over one element, whose handler may keep the page from scrolling or zooming.

use web_sys::{Element, WheelEvent};
use yew::prelude::*;

use crate::hooks::listener::listen;

/// Listens for wheel events over `node`'s element while the callback stays the same.
#[hook]
pub fn use_wheel(node: NodeRef, callback: Callback<WheelEvent>) {
    use_effect_with(callback, move |callback| {
        let element = node.cast::<Element>();
        let listener = element.and_then(|element| listen(element.into(), "wheel", callback.clone()));
        move || drop(listener)
    });
}
