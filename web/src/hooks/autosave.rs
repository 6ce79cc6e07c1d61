//! Saves the work after each edit, to local storage and the address bar.

use std::cell::{Cell, RefCell};

use gloo_timers::callback::Timeout;
use player::{Player, ViewAction};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::hooks::listener::use_listener;
use crate::platform::{failure, page, reading, storage};
use crate::store::View;

/// Delay between the last edit and the save, in milliseconds: a drag is many edits.
const SAVE_AFTER_MS: u32 = 400;

const STORAGE_BLOCKED: &str = "Your work is not being saved: this browser’s storage is full or blocked. To keep it, choose Share and copy the link.";

/// What has been saved in this visit, and what has yet to be.
#[derive(Default)]
struct Autosave {
    /// The state to be saved.
    due: RefCell<Option<Player>>,
    /// Whether something was saved: from then on, what is shown is, also where undo leads back to the run that was opened.
    has_saved: Cell<bool>,
    has_warned: Cell<bool>,
}

impl Autosave {
    /// Saves what is due.
    fn save(&self, dispatch: &Dispatcher) {
        // The code is there before the first edit.
        let Some((reading, player)) = reading::get().and_then(|reading| Some((reading, self.due.take()?)))
        else {
            return;
        };
        let work = (reading.save)(&player);
        let link = work.link().unwrap_or_default().to_owned();
        if player.is_edited() || self.has_saved.get() {
            let is_stored = storage::update(|stored| stored.branches = Some(work));
            self.has_saved.set(true);
            page::replace_fragment(&link);
            if !is_stored && !self.has_warned.replace(true) {
                dispatch.emit(ViewAction::Notice(STORAGE_BLOCKED.into()));
            }
        }
        if !player.is_computing() {
            failure::remember_link(&link);
        }
    }
}

/// Saves the work shortly after each edit, and at once when the page is hidden or closed. A run without edits is not
/// saved. If saving fails, one notice says so.
#[hook]
pub fn use_autosave(view: &View, dispatch: Dispatcher) {
    let player: Player = view.0.clone();
    let autosave = use_memo((), |()| Autosave::default());
    let state = (player.branches().clone(), player.is_edited(), player.is_computing());
    {
        let (autosave, dispatch) = (autosave.clone(), dispatch.clone());
        use_effect_with(state, move |_| {
            autosave.due.replace(Some(player));
            let timeout = Timeout::new(SAVE_AFTER_MS, move || {
                spawn_local(async move {
                    reading::load().await;
                    autosave.save(&dispatch);
                });
            });
            move || drop(timeout)
        });
    }
    let save_now = use_callback(dispatch, move |_: web_sys::Event, dispatch| autosave.save(dispatch));
    use_listener("visibilitychange", save_now.clone());
    use_listener("pagehide", save_now);
}
