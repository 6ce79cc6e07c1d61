//! Where the playhead is when the page is left, so that a reload and Back go on from there, playing if it was playing.
//!
//! The browser's history cannot be changed while the page is being left, so the tab's session storage keeps it.

use std::cell::Cell;

use player::{DocumentId, Micros, PlaybackAction, Player};
use serde::{Deserialize, Serialize};

use super::address;
use crate::platform::{page, preferences};

const KEY: &str = "polyleader-place";

/// Where the playhead was in the run of an entry of the browser's history.
#[derive(Serialize, Deserialize)]
struct Place {
    link: String,
    document: Option<DocumentId>,
    /// In microseconds.
    at: f64,
    is_playing: bool,
}

thread_local! {
    static PLAYHEAD: Cell<Option<(Micros, bool)>> = const { Cell::new(None) };
}

/// Tracks where the playhead is, and whether it is moving.
pub fn note(at: Micros, is_playing: bool) {
    PLAYHEAD.set(Some((at, is_playing)));
}

/// Keeps where the playhead is, for the next visit of this entry.
pub fn keep() {
    if let Some((at, is_playing)) = PLAYHEAD.get() {
        let address::Entry { link, document, .. } = address::entry();
        preferences::write_for_tab(KEY, &Place { link, document, at: at.0 as f64, is_playing });
    }
}

/// Resumes from where the playhead was, if the page is reloaded.
pub fn go_on(player: &mut Player) {
    let place: Option<Place> = page::is_loaded_again().then(|| preferences::read_for_tab(KEY)).flatten();
    let Some(place) = place else {
        return;
    };
    let entry = address::entry();
    if (&place.link, &place.document) != (&entry.link, &entry.document) || place.at < 0.0 {
        return;
    }
    player.act(PlaybackAction::Seek(Micros(place.at as u64)));
    // A run that is still being computed has nothing to play yet.
    if place.is_playing && !player.is_computing() {
        player.act(PlaybackAction::Play);
    }
}
