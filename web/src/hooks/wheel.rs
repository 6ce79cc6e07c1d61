//! A wheel that is turned over an element, which can keep the page from scrolling or zooming by it.

use web_sys::{Element, WheelEvent};
use yew::prelude::*;

use crate::hooks::listener::listen;

/// Calls back on every turn of the wheel over the element behind `node`, for as long as the callback is the same.
#[hook]
pub fn use_wheel(node: NodeRef, callback: Callback<WheelEvent>) {
    use_effect_with(callback, move |callback| {
        let element = node.cast::<Element>();
        let listener = element.and_then(|element| listen(element.into(), "wheel", callback.clone()));
        move || drop(listener)
    });
}
