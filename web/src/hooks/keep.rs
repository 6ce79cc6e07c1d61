//! Keeps the work in the browser as it is made: in its storage, and in the address bar.

use gloo_timers::callback::Timeout;
use player::Player;
use yew::prelude::*;

use crate::platform::{failure, page, storage};
use crate::store::View;

/// How long after the last edit the work is kept, in milliseconds: a drag is many edits.
const AFTER_MS: u32 = 400;

/// Keeps the work a moment after each edit. A run that nobody has edited is not work.
#[hook]
pub fn use_keeping(view: &View) {
    let player: Player = view.0.clone();
    let fingerprint = player.timeline().fingerprint();
    use_effect_with((fingerprint, player.is_edited()), move |(_, edited)| {
        let edited = *edited;
        let timeout = Timeout::new(AFTER_MS, move || {
            let link = player.permalink().encode();
            if edited {
                storage::change(|kept| kept.work = Some(link.clone()));
                page::show_fragment(&link);
            }
            failure::remember(link);
        });
        move || drop(timeout)
    });
}
