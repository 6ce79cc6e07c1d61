//! Connects the page to its document: what is shown is stored, and the address, other tabs and Back lead to it.

use gloo_timers::callback::Timeout;
use player::Player;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::documents::{Connection, Page, Trouble, place, reading};
use crate::hooks::listener::use_listener;
use crate::platform::{failure, page};
use crate::store::View;

/// Delay between the last change and the time it is stored, in milliseconds: a drag is many edits.
const SETTLES_AFTER_MS: u32 = 400;

const NOT_READ: &str = "The link could not be opened, because a part of the page could not be loaded. Your current run is unchanged. Check your connection and open the link again.";

/// Stores each edit shortly after it, and at once when the page is hidden or closed; keeps the address in step
/// with the run, and shows the run of an address that the user opens. Returns the connection, with why the document is not stored, as long as it is not.
#[hook]
pub fn use_documents(view: &View, dispatch: Dispatcher) -> Connection {
    let trouble = use_state_eq(|| None::<Trouble>);
    let report = use_callback(trouble.setter(), |now: Option<Trouble>, trouble| trouble.set(now));
    let connected = Page { dispatch, report };
    let player: Player = view.0.clone();
    // While it is playing, the instant is that of the last change.
    let at = (!view.is_moving()).then(|| view.at());
    let identity = (player.opening(), player.document().cloned());
    let state = (player.latest_branches().clone(), identity, player.is_computing(), at);
    {
        let page = connected.clone();
        use_effect_with(state, move |_| {
            // Before that code is there, nothing has changed.
            if let Some(reading) = reading::get() {
                (reading.note)(&player, &page);
            }
            let timeout = Timeout::new(SETTLES_AFTER_MS, move || {
                match reading::get() {
                    Some(reading) => (reading.settle)(&player),
                    // The opening example is shown.
                    None => failure::forget_opening(),
                }
            });
            move || drop(timeout)
        });
    }
    use_effect_with(view.scenario().title.clone(), |title| {
        page::set_title(if title.is_empty() { "Untitled run" } else { title });
    });
    let leave = use_callback((), |_: web_sys::Event, ()| {
        place::keep();
        if let Some(reading) = reading::get() {
            (reading.leave)();
        }
    });
    use_listener("pagehide", leave.clone());
    let show_or_hide =
        use_callback(leave, |event: web_sys::Event, leave| match (page::is_hidden(), reading::get()) {
            (false, Some(reading)) => (reading.catch_up)(),
            (false, None) => {}
            (true, _) => leave.emit(event),
        });
    use_listener("visibilitychange", show_or_hide);
    let go = use_callback(connected.clone(), |_: web_sys::Event, page| {
        let page = page.clone();
        spawn_local(async move {
            match reading::load().await {
                Some(reading) => (reading.go_to_address)(page),
                None => page.dispatch.emit(player::ViewAction::Notice(NOT_READ.into())),
            }
        });
    });
    use_listener("hashchange", go.clone());
    use_listener("popstate", go);
    Connection { page: connected, trouble: (*trouble).clone() }
}
