//! Opens the run in the URL fragment when the fragment changes.

use player::ViewAction;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::hooks::listener::use_listener;
use crate::platform::page::fragment;
use crate::platform::reading;

const NOT_READ: &str = "The link could not be opened, because a part of the page could not be loaded. Your current run is unchanged. Check your connection and open the link again.";

/// Opens the link whenever `hashchange` fires.
#[hook]
pub fn use_hash_route(dispatch: Dispatcher) {
    let callback = use_callback(dispatch, |_: web_sys::Event, dispatch| {
        let fragment = fragment();
        if !fragment.is_empty() {
            open_link(fragment, dispatch.clone());
        }
    });
    use_listener("hashchange", callback);
}

/// Opens a link at once, or as soon as the code that reads it is there.
fn open_link(link: String, dispatch: Dispatcher) {
    if let Some(reading) = reading::get() {
        dispatch.emit((reading.open_link)(&link));
        return;
    }
    spawn_local(async move {
        dispatch.emit(match reading::load().await {
            Some(reading) => (reading.open_link)(&link),
            None => ViewAction::Notice(NOT_READ.into()).into(),
        });
    });
}
