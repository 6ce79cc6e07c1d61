//! Saves the work after each edit, to local storage and the address bar.

use gloo_timers::callback::Timeout;
use player::{Player, ViewAction};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::platform::{failure, page, reading, storage};
use crate::store::View;

/// Delay between the last edit and the save, in milliseconds: a drag is many edits.
const SAVE_AFTER_MS: u32 = 400;

const STORAGE_BLOCKED: &str = "Your work is not being saved: this browser’s storage is full or blocked. To keep it, choose Share and copy the link.";

/// Saves the work shortly after each edit. A run without edits is not saved. If saving fails, one notice says so.
#[hook]
pub fn use_autosave(view: &View, dispatch: Dispatcher) {
    let player: Player = view.0.clone();
    let has_warned = use_mut_ref(|| false);
    let state = (player.branches().clone(), player.is_edited(), player.is_computing());
    use_effect_with(state, move |(_, edited, computing)| {
        let (edited, computing) = (*edited, *computing);
        let timeout = Timeout::new(SAVE_AFTER_MS, move || {
            spawn_local(async move {
                // It is there before the first edit.
                let work = reading::load().await.map(|reading| (reading.save)(&player)).unwrap_or_default();
                let link = work.link().unwrap_or_default().to_owned();
                if edited {
                    let saved = storage::update(|stored| stored.branches = Some(work));
                    page::replace_fragment(&link);
                    if !saved && !has_warned.replace(true) {
                        dispatch.emit(ViewAction::Notice(STORAGE_BLOCKED.into()));
                    }
                }
                if !computing {
                    failure::remember_link(&link);
                }
            });
        });
        move || drop(timeout)
    });
}
