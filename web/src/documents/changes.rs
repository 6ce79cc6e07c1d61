//! Tracks what is shown: the first edit of a run makes a document of it, and later ones are due to be stored.

use player::{DocumentAction, DocumentId, Player};
use wasm_bindgen_futures::spawn_local;

use super::record::{Record, new_id};
use super::tabs::Tabs;
use super::visit::{Page, with};
use super::{address, backup, storing};

/// Tracks what is shown: the first edit of a run makes a document of it, and later ones are due to be stored.
pub fn note(player: &Player, page: &Page) {
    listen();
    with(|visit| {
        visit.page = Some(page.clone());
        visit.shown = Some(player.clone());
    });
    // Before another run is opened, so that Back leads to this one, and to the one before.
    if address::is_other_run(player) {
        address::show(player);
        storing::save();
    }
    match player.document() {
        None if player.is_edited() && !with(|visit| visit.is_deleted(player)) => {
            let id = new_id();
            // A reload before it is stored finds it.
            address::name_document(&id);
            let opening = player.opening();
            page.dispatch.emit(DocumentAction::Identify { opening, id: Some(id) });
        }
        None => {}
        Some(id) => note_document(player, id),
    }
}

/// Tracks the shown state of a document. Another tab may have stored it while this one opened it, or before this one had
/// stored its own.
fn note_document(player: &Player, id: &DocumentId) {
    let is_behind = with(|visit| {
        let is_new = visit.runs.note(player, id);
        (is_new || visit.may_be_behind) && visit.unedited(id).is_some()
    });
    if is_behind {
        storing::catch_up();
    }
}

/// Starts listening to other tabs, unless it does already.
pub fn listen() {
    if with(|visit| visit.tabs.is_none()) {
        let tabs = Tabs::listen(|id| spawn_local(storing::follow(id)));
        with(|visit| visit.tabs = tabs);
    }
}

/// Sets the address to the run that is shown.
pub fn show_address() {
    if let Some(player) = with(|visit| visit.shown.clone()) {
        address::show(&player);
    }
}

/// Keeps what is not stored yet where it can be kept at once: the page may be closed or frozen any moment. Nothing is stored
/// in the database now, since a page that is frozen in the middle of that blocks the next one.
pub fn leave() {
    let records: Vec<_> = with(|visit| {
        let unstored = visit.runs.unstored().into_iter();
        unstored.map(|it| (Record::of(it.player, it.document), it.document.revision)).collect()
    });
    if !records.is_empty() {
        backup::keep(records);
    }
}
