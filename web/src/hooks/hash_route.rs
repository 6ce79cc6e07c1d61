//! Opens the run in the URL fragment when the fragment changes.

use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::hooks::listener::use_listener;
use crate::platform::initial_run::open_link;
use crate::platform::page::fragment;

/// Opens the link whenever `hashchange` fires.
#[hook]
pub fn use_hash_route(dispatch: Dispatcher) {
    let callback = use_callback(dispatch, |_: web_sys::Event, dispatch| {
        let fragment = fragment();
        if !fragment.is_empty() {
            dispatch.emit(open_link(&fragment));
        }
    });
    use_listener("hashchange", callback);
}
