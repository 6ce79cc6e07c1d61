//! Keeps the work in the browser as it is made: in its storage, and in the address bar.

use gloo_timers::callback::Timeout;
use player::{Player, ViewAction};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::platform::{failure, page, storage};
use crate::store::View;

/// How long after the last edit the work is kept, in milliseconds: a drag is many edits.
const SAVE_AFTER_MS: u32 = 400;

const STORAGE_BLOCKED: &str = "This browser does not keep your work: its storage is full or blocked. Share gives you a link that holds it.";

/// Keeps the work a moment after each edit. A run that nobody has edited is not work. If it cannot be kept,
/// that is said once.
#[hook]
pub fn use_autosave(view: &View, dispatch: Dispatcher) {
    let player: Player = view.0.clone();
    let told = use_mut_ref(|| false);
    use_effect_with((player.branches().clone(), player.is_edited()), move |(_, edited)| {
        let edited = *edited;
        let timeout = Timeout::new(SAVE_AFTER_MS, move || {
            let work = player.saved();
            let link = work.link().unwrap_or_default().to_owned();
            if edited {
                let saved = storage::update(|kept| {
                    kept.work = Some(link.clone());
                    kept.branches = Some(work);
                });
                page::replace_fragment(&link);
                if !saved && !told.replace(true) {
                    dispatch.emit(ViewAction::Notice(STORAGE_BLOCKED.into()));
                }
            }
            failure::remember_link(link);
        });
        move || drop(timeout)
    });
}
