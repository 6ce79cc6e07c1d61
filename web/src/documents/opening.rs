//! Opening runs from where they come from: the address, stored documents, text and files.

use std::collections::BTreeMap;

use explain::capitalized;
use player::{Action, DocumentAction, DocumentRevision, PlaybackAction, Player, Saved, StartAt, ViewAction};
use scenario::{DOCUMENT_FIELD, LESSON_LINK_PREFIX, Permalink, RunText, Scenario, pack_text};

use super::address::{self, Entry};
use super::backup;
use super::changes;
use super::database::{Database, Listed, StorageError, Stored};
use super::opening_run::opening_run;
use super::storing;
use super::visit::Page;
use crate::lesson_place::Place;
use crate::platform::{failure, page, preferences};

const EVICTED: &str = "This browser has deleted the runs stored here, as browsers do when space runs out. To keep a run, save it as a file.";

/// The run that the page opens with: what this entry of the history showed, else the run of the address, else the document
/// that was edited last, else the opening example.
pub async fn open_at_start() -> Player {
    address::start();
    changes::listen();
    if failure::opens_nothing() {
        return opening_run();
    }
    let entry = address::entry();
    let (stored, problem) = match wants_database(&entry) {
        true => stored_run(&entry).await,
        false => (None, None),
    };
    let mut player = match stored.and_then(|stored| restored(&stored)) {
        Some(mut player) => {
            if let Some(at) = entry.at {
                player.act(PlaybackAction::Seek(at));
            }
            player
        }
        None => linked_or_first(&entry.link),
    };
    if let (Some(sentence), None) = (problem, player.notice()) {
        player.act(ViewAction::Notice(sentence));
    }
    player
}

/// The document that the page opens with, and what is wrong with those that are stored.
async fn stored_run(entry: &Entry) -> (Option<Stored>, Option<String>) {
    let database = match Database::open().await {
        Ok(database) => database,
        Err(error) => return (None, Some(unreachable_runs(&error))),
    };
    let _ = backup::store(&database).await;
    let _ = store_earlier_work(&database).await;
    match document_of(&database, entry).await {
        Ok(Some(stored)) => (Some(stored), None),
        Ok(None) => (None, is_evicted(&database).await.then(|| EVICTED.to_owned())),
        Err(error) => (None, Some(unreachable_runs(&error))),
    }
}

fn unreachable_runs(error: &StorageError) -> String {
    format!("The runs stored in this browser are unavailable: {}. None of them was changed.", error.cause())
}

/// Whether documents have vanished without being deleted. Says so once.
async fn is_evicted(database: &Database) -> bool {
    let is_empty = database.list().await.is_ok_and(|listed| listed.is_empty());
    let is_evicted = is_empty && preferences::load().has_documents;
    if is_evicted {
        preferences::update(|preferences| preferences.has_documents = false);
    }
    is_evicted
}

fn wants_database(entry: &Entry) -> bool {
    entry.document.is_some()
        || preferences::load().has_documents
        || backup::is_there()
        || preferences::earlier_work().is_some()
}

/// The document of an entry, or, at the plain address, the one that was edited last.
async fn document_of(database: &Database, entry: &Entry) -> Result<Option<Stored>, StorageError> {
    if let Some(id) = &entry.document
        && let Some(stored) = database.read(id).await?
    {
        return Ok(Some(stored));
    }
    if !entry.link.is_empty() {
        return Ok(None);
    }
    match database.list().await?.first() {
        Some(Listed::Readable(latest)) => database.read(&latest.id).await,
        Some(Listed::Unreadable(_)) | None => Ok(None),
    }
}

/// A stored document, unless nothing of it can be read.
fn restored(stored: &Stored) -> Option<Player> {
    let (saved, summary) = (stored.saved()?, stored.summary.as_ref()?);
    failure::remember_opening(saved.link().unwrap_or_default());
    let document = DocumentRevision { id: summary.id.clone(), revision: stored.revision };
    Player::from_saved(&saved, Some(document)).ok()
}

/// The run of a link, or else the opening example, which also replaces a link that cannot be opened.
fn linked_or_first(link: &str) -> Player {
    if link.is_empty() {
        return opening_run();
    }
    read_link(link).unwrap_or_else(|sentence| {
        let mut player = opening_run();
        player.act(ViewAction::Notice(format!("{sentence} An example is shown instead.")));
        player
    })
}

/// The run of a link, or a sentence saying why it cannot be read.
pub fn read_link(link: &str) -> Result<Player, String> {
    let permalink =
        Permalink::decode(link).map_err(|error| format!("{}.", capitalized(&error.to_string())))?;
    Ok(Player::from_permalink(permalink))
}

/// Stores the work of an earlier version as a document. It is forgotten only once all of it is stored.
async fn store_earlier_work(database: &Database) -> Result<(), StorageError> {
    let Some(text) = preferences::earlier_work() else {
        return Ok(());
    };
    super::earlier::store(database, &text).await
}

/// Shows what the user went to by a link on the page, Back or Forward.
pub async fn go_to_address(page: Page) {
    // A lesson opens its own run.
    let has_run = |entry: &Entry| match Place::of_address() {
        Some(place) if !place.is_new() => !entry.link.is_empty() && !Place::is_link(&entry.link),
        Some(_) | None => true,
    };
    let Some(entry) = address::arrived().filter(has_run) else {
        return;
    };
    if let Some(id) = &entry.document {
        storing::until_stored(id).await;
    }
    if let Some(id) = &entry.document
        && let Ok(database) = Database::open().await
        && let Ok(Some(stored)) = database.read(id).await
        && let Some(saved) = stored.saved()
    {
        let at = entry.at.map_or(StartAt::Saved, StartAt::At);
        let document = Some(DocumentRevision { id: id.clone(), revision: stored.revision });
        page.dispatch.emit(DocumentAction::Restore { document, saved: Box::new(saved), at });
        return;
    }
    let action = match entry.link.is_empty() {
        true => DocumentAction::Open(Box::new(Permalink::of(scenario::default_scenario()))).into(),
        false => open_link(&entry.link),
    };
    let is_refused = matches!(action, Action::View(_));
    page.dispatch.emit(action);
    if is_refused {
        address::stay();
        changes::show_address();
    }
}

/// The action that opens a link: the run, or a notice saying why it cannot be opened.
pub fn open_link(link: &str) -> Action {
    // Before anything else, since that may fail.
    failure::remember_opening(link.rsplit('#').next().unwrap_or(link).trim());
    match Permalink::decode(link) {
        Ok(permalink) => DocumentAction::Open(Box::new(permalink)).into(),
        Err(error) => {
            failure::forget_opening();
            ViewAction::Notice(format!("{}. Your current run is unchanged.", capitalized(&error.to_string())))
                .into()
        }
    }
}

/// The action that opens pasted or dropped text: a link, or a scenario as JSON.
pub fn open_text(text: &str) -> Action {
    let scenario = match RunText::of(text) {
        Ok(RunText::Link(link)) => return open_link(link),
        Ok(RunText::Document(json)) => return open_document(json),
        Ok(RunText::LessonLink(link)) => return open_lesson(link),
        Ok(RunText::Lesson(json)) => return open_lesson(&format!("{LESSON_LINK_PREFIX}{}", pack_text(json))),
        Ok(RunText::Scenario(json)) => scenario_in(json),
        Err(error) => Err(error.to_string()),
    };
    match scenario {
        Ok(scenario) => {
            let permalink = Permalink::of(scenario);
            failure::remember_opening(&permalink.encode());
            DocumentAction::Open(Box::new(permalink)).into()
        }
        Err(sentence) => ViewAction::Notice(sentence).into(),
    }
}

/// Goes to the address of a lesson, whose code reads it.
fn open_lesson(link: &str) -> Action {
    page::go_to_fragment(link);
    ViewAction::Dismiss.into()
}

/// The action that opens a document's file, with all its branches.
fn open_document(json: &str) -> Action {
    match saved_in(json) {
        Some(saved) => {
            failure::remember_opening(saved.link().unwrap_or_default());
            DocumentAction::Restore { document: None, saved: Box::new(saved), at: StartAt::Saved }.into()
        }
        None => ViewAction::Notice("This file holds a run with branches, but it is damaged.".into()).into(),
    }
}

fn saved_in(json: &str) -> Option<Saved> {
    let mut fields: BTreeMap<String, Saved> = serde_json::from_str(json).ok()?;
    fields.remove(DOCUMENT_FIELD)
}

/// The scenario that a text is as JSON, or a sentence saying what is wrong with it.
pub fn scenario_in(text: &str) -> Result<Scenario, String> {
    let text = match RunText::of(text) {
        Ok(RunText::Scenario(json)) => json,
        _ => text,
    };
    Scenario::from_json(text).map_err(|error| format!("{}.", capitalized(&error.to_string())))
}

/// Whether a text is meant as JSON.
pub fn is_json(text: &str) -> bool {
    matches!(RunText::of(text), Ok(RunText::Scenario(_)))
}
