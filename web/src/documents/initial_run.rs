//! The run that the page opens with, which may have to be read first.

use std::cell::{Cell, RefCell};

use player::{Player, ViewAction};

use super::opening_run::opening_run;
use super::{backup, place, reading};
use crate::lesson_place::Place;
use crate::platform::{failure, page, preferences};

thread_local! {
    /// What was read, until the page takes it.
    static READ: RefCell<Option<Player>> = const { RefCell::new(None) };
    static IS_READY: Cell<bool> = const { Cell::new(false) };
}

/// Whether the page can be shown: there is nothing to be read, or it has been read.
pub fn is_ready() -> bool {
    IS_READY.get() || !is_to_be_read()
}

/// Whether the page opens with a link or a document, which must be read.
fn is_to_be_read() -> bool {
    let is_stored =
        || preferences::load().has_documents || backup::is_there() || preferences::earlier_work().is_some();
    // A lesson opens its own run.
    let is_lesson = || Place::of_address().is_some_and(|place| !place.is_new());
    let has_run = || !page::fragment().is_empty() && !Place::is_link(&page::fragment());
    // An embed reads its own run.
    !page::is_embed() && !failure::opens_nothing() && (has_run() || !is_lesson() && is_stored())
}

/// Reads what the page opens with. Returns whether that succeeded: the code for it may be missing.
pub async fn prepare() -> bool {
    if !is_ready() {
        let Some(reading) = reading::load().await else {
            return false;
        };
        READ.set(Some((reading.open_at_start)().await));
        IS_READY.set(true);
    }
    true
}

/// The player when the page is first shown.
pub fn initial_player() -> Player {
    if let Some(theme) = &preferences::load().theme {
        page::set_theme(theme);
    }
    let mut player = READ.take().unwrap_or_else(opening_run);
    let preferences = preferences::load();
    player.act(ViewAction::ShowVectors(preferences.vectors));
    player.act(ViewAction::ShowScreens(preferences.screens));
    place::go_on(&mut player);
    player
}
