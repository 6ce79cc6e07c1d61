//! Storing what has changed, and following what other tabs store.

use std::cell::RefCell;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use gloo_timers::callback::Timeout;
use gloo_timers::future::sleep;
use player::{DocumentAction, DocumentId, DocumentRevision, Player, ViewAction};
use wasm_bindgen_futures::spawn_local;

use super::database::{Database, Outcome, StorageError};
use super::record::{Record, new_id};
use super::runs::RunDocument;
use super::visit::{self, Trouble, announce, dispatch, with};
use super::{address, backup};
use crate::platform::{page, preferences};

const CONFLICT: &str = "Another tab changed this run at the same moment. Your version is now a separate run; the other one is under “Recent runs”.";

const DELETED: &str =
    "Another tab has deleted this run. What you see is not stored; if you change it, it is stored again.";

/// After this many milliseconds, the page reports that a run is not stored yet.
const PATIENCE_MS: u64 = 10_000;

/// A failed attempt to store is retried after this many milliseconds, or at the next edit.
const TRY_AGAIN_AFTER_MS: u32 = 3_000;

thread_local! {
    /// The next try after a failure.
    static NEXT_TRY: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Stores what is due, unless storing is in progress.
pub fn save() {
    if with(|visit| visit.runs.can_start()) {
        NEXT_TRY.set(None);
        spawn_local(save_all());
    }
}

async fn save_all() {
    while let Some((player, document)) = with(|visit| visit.runs.start_next()) {
        let result = patiently(&player, store(&player, &document)).await;
        report(&player, result.as_ref().err());
        if result.is_err() {
            with(|visit| visit.runs.fail());
            NEXT_TRY.set(Some(Timeout::new(TRY_AGAIN_AFTER_MS, save)));
            return;
        }
    }
}

/// Reports why a run is not stored, unless it was saved as a file, or that it is stored.
fn report(player: &Player, error: Option<&StorageError>) {
    let error = error.filter(|_| with(|visit| !visit.is_in_file(player)));
    if let Some(page) = with(|visit| visit.page.clone()) {
        page.report.emit(error.map(|error| Trouble { cause: error.cause(), reason: error.to_string() }));
    }
}

/// Reports if this takes long, and keeps waiting: it may still succeed.
async fn patiently<T>(player: &Player, storing: impl Future<Output = T>) -> T {
    let patience = sleep(Duration::from_millis(PATIENCE_MS));
    match select(pin!(storing), pin!(patience)).await {
        Either::Left((result, _)) => result,
        Either::Right(((), storing)) => {
            report(player, Some(&StorageError::unanswered()));
            storing.await
        }
    }
}

/// Stores a run as its document; if another tab has stored that meanwhile, as a document of its own.
async fn store(player: &Player, document: &RunDocument) -> Result<(), StorageError> {
    let database = Database::open().await?;
    let record = Record::of(player, document);
    let outcome = database.write(&record, document.revision).await?;
    if outcome == Outcome::Stored {
        note_stored(&record);
    } else {
        let copy = Record::of(player, &RunDocument::new(new_id()));
        database.write(&copy, None).await?;
        note_stored(&copy);
        identify_copy(player, copy.summary.id);
    }
    // The page may have been about to be closed, and was not.
    backup::forget(&document.id);
    Ok(())
}

fn note_stored(record: &Record) {
    let summary = &record.summary;
    with(|visit| visit.runs.finish(&summary.id, summary.revision));
    if !preferences::load().has_documents {
        preferences::update(|preferences| preferences.has_documents = true);
        page::ask_to_keep_storage();
    }
    announce(&summary.id);
}

/// Makes the run, if it is still shown, the document that its copy is.
fn identify_copy(player: &Player, copy: DocumentId) {
    if visit::opening() == player.opening() {
        address::name_document(&copy);
    }
    dispatch(DocumentAction::Identify { opening: player.opening(), id: Some(copy) });
    dispatch(ViewAction::Notice(CONFLICT.into()));
}

/// Waits until a document is stored as it was last shown, unless that takes long.
pub async fn until_stored(id: &DocumentId) {
    save();
    visit::until(|visit| !visit.runs.is_pending(id)).await;
}

/// Looks whether another tab has stored the shown document, in case its message did not arrive, or came too early: this page
/// may have been loading, busy or frozen.
pub fn catch_up() {
    let shown = with(|visit| visit.shown.as_ref().and_then(|player| player.document().cloned()));
    if let Some(id) = shown {
        spawn_local(follow(id));
    }
}

/// Shows what another tab has stored, if it is the document that is shown here. What is still to be stored here goes first:
/// storing it meets a conflict, or else this is tried again.
pub async fn follow(id: DocumentId) {
    if with(|visit| visit.shows(&id)) {
        let followed = if_unedited(&id).await;
        with(|visit| visit.may_be_behind = followed.is_none());
    }
}

/// Follows the shown document, if nothing of it is to be stored here. If another tab has deleted it, the run stays, but
/// is no longer a document. None if the document could not be read.
async fn if_unedited(id: &DocumentId) -> Option<()> {
    let unedited = || with(|visit| visit.unedited(id));
    unedited()?;
    let database = Database::open().await.ok()?;
    let seen = with(|visit| visit.runs.document(visit.number())?.revision);
    if database.revision(id).await.ok()? == seen {
        return Some(());
    }
    let stored = database.read(id).await.ok()?;
    let unedited = unedited()?;
    let Some(stored) = stored else {
        visit::forget(id);
        dispatch(ViewAction::Notice(DELETED.into()));
        return Some(());
    };
    if let Some(saved) = stored.saved() {
        let document = DocumentRevision { id: id.clone(), revision: stored.revision };
        dispatch(DocumentAction::Follow { document, saved: Box::new(saved), unedited });
    }
    Some(())
}
