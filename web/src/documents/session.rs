//! The documents of this visit: which one is shown, what of it is still to be stored, and what other tabs store.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use player::{Branches, DocumentAction, DocumentId, Player, StartAt, ViewAction};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::database::{Database, Outcome, StorageError};
use super::record::{Record, new_id};
use super::tabs::Tabs;
use super::{address, backup};
use crate::dispatcher::Dispatcher;
use crate::platform::{page, preferences};

/// Context: where the session says what has happened, and what it said last.
#[derive(Clone, PartialEq)]
pub struct Connection {
    /// Where it says it.
    pub page: Page,
    /// Why the shown document is not stored.
    pub trouble: Option<Trouble>,
}

/// The connection of the page to its document; none outside of the page.
#[hook]
pub fn use_connection() -> Option<Connection> {
    use_context()
}

/// Why the shown document is not stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// What the browser says.
    pub reason: String,
}

/// Where the session says what has happened.
#[derive(Clone, PartialEq)]
pub struct Page {
    /// Takes actions.
    pub dispatch: Dispatcher,
    /// Takes why the shown document is not stored; none once it is.
    pub report: Callback<Option<Trouble>>,
}

const CONFLICT: &str = "Another tab changed this run at the same moment. Yours is now a run of its own; the other one is under “Recent runs”.";

/// A run that is not shown after so many tasks of the browser takes long to compute.
const MAX_TASKS: usize = 500;

/// The documents of this visit.
#[derive(Default)]
struct Session {
    page: Option<Page>,
    /// What is shown.
    shown: Option<Player>,
    /// The revision of each document as this tab last read or stored it.
    revisions: BTreeMap<DocumentId, u32>,
    /// The branches of each document as they are stored, of the run with this number.
    stored: BTreeMap<DocumentId, (u32, Rc<Branches>)>,
    /// What is to be stored.
    due: BTreeMap<DocumentId, Player>,
    /// What is being stored.
    in_flight: Option<Player>,
    /// The branches of a run whose document was deleted while it was shown, with the run's number.
    deleted: Option<(u32, Rc<Branches>)>,
    tabs: Option<Tabs>,
}

thread_local! {
    static SESSION: RefCell<Session> = RefCell::default();
}

fn with<T>(action: impl FnOnce(&mut Session) -> T) -> T {
    SESSION.with_borrow_mut(action)
}

/// Remembers the revision of a document that this tab has read.
pub fn has_read(id: &DocumentId, revision: u32) {
    with(|session| {
        session.revisions.insert(id.clone(), revision);
        session.stored.remove(id);
    });
}

/// Forgets a document that was deleted. If it is shown, its next edit makes another one of it.
pub fn forget(id: &DocumentId) {
    let shown = with(|session| {
        session.revisions.remove(id);
        session.stored.remove(id);
        session.due.remove(id);
        session.shown.clone().zip(session.page.clone())
    });
    if let Some((player, page)) = shown.filter(|(player, _)| player.document() == Some(id)) {
        let deleted = (player.opening(), player.latest_branches().clone());
        with(|session| session.deleted = Some(deleted));
        page.dispatch.emit(DocumentAction::Identify { opening: player.opening(), id: None });
    }
}

/// Starts listening to other tabs, unless it does already.
fn listen() {
    if with(|session| session.tabs.is_none()) {
        let tabs = Tabs::listen(|id| spawn_local(follow(id)));
        with(|session| session.tabs = tabs);
    }
}

/// Tells the other tabs that a document was stored or deleted.
pub fn announce(id: &DocumentId) {
    with(|session| {
        if let Some(tabs) = &session.tabs {
            tabs.announce(id);
        }
    });
}

/// Takes note of what is shown: the first edit of a run makes a document of it, and later ones are to be stored.
pub fn show(player: &Player, page: &Page) {
    listen();
    with(|session| {
        session.page = Some(page.clone());
        session.shown = Some(player.clone());
    });
    // Before yet another run is opened: Back is to lead to this one, and to what was shown before.
    if address::is_other_run(player) {
        address::show(player);
        save();
    }
    match player.document() {
        None if player.is_edited() && !with(|session| session.is_deleted(player)) => {
            let id = new_id();
            // A reload before it is stored finds it.
            address::name_document(&id);
            let opening = player.opening();
            page.dispatch.emit(DocumentAction::Identify { opening, id: Some(id) });
        }
        None => {}
        Some(id) => with(|session| session.note_change(id, player)),
    }
}

impl Session {
    /// What is not stored yet, each document with the revision that it was made from.
    fn unstored(&self) -> Vec<(Record, Option<u32>)> {
        let in_flight = self.in_flight.iter().filter_map(|player| Some((player.document()?, player)));
        // What is due is later than what is being stored.
        let unstored: BTreeMap<_, _> = in_flight.chain(&self.due).collect();
        let record = |(id, player): (&DocumentId, &Player)| {
            let seen = self.revisions.get(id).copied();
            (Record::of(player, id.clone(), next(seen)), seen)
        };
        unstored.into_iter().map(record).collect()
    }

    /// Whether the document of what is shown was deleted, and nothing has been changed since.
    fn is_deleted(&self, player: &Player) -> bool {
        let deleted = self.deleted.as_ref();
        deleted.is_some_and(|(opening, branches)| {
            *opening == player.opening() && Rc::ptr_eq(branches, player.latest_branches())
        })
    }

    fn note_change(&mut self, id: &DocumentId, player: &Player) {
        let (opening, branches) = (player.opening(), player.latest_branches());
        let is_stored = match self.stored.get(id) {
            Some((of, stored)) if *of == opening => Rc::ptr_eq(stored, branches),
            // It was read and has not been changed yet.
            _ => self.revisions.contains_key(id),
        };
        if is_stored {
            self.stored.insert(id.clone(), (opening, branches.clone()));
            self.due.remove(id);
        } else {
            self.due.insert(id.clone(), player.clone());
        }
    }
}

/// Waits until another run is shown than the one with this number, unless that takes long.
pub async fn until_after(opening: u32) {
    for _ in 0..MAX_TASKS {
        if with(|session| session.shown.as_ref().is_none_or(|player| player.opening() != opening)) {
            return;
        }
        page::next_task().await;
    }
}

/// Waits until a document is stored as it was last shown, unless that takes long.
pub async fn until_stored(id: &DocumentId) {
    save();
    for _ in 0..MAX_TASKS {
        let is_stored = with(|session| {
            let in_flight = session.in_flight.as_ref().and_then(Player::document);
            in_flight != Some(id) && !session.due.contains_key(id)
        });
        if is_stored {
            return;
        }
        page::next_task().await;
    }
}

/// The number of the run that is shown.
pub fn opening() -> u32 {
    with(|session| session.shown.as_ref().map_or(0, Player::opening))
}

/// Makes the address that of what is shown.
pub fn show_address() {
    if let Some(player) = with(|session| session.shown.clone()) {
        address::show(&player);
    }
}

/// Stores what is to be stored, unless that is under way already.
pub fn save() {
    if with(|session| session.in_flight.is_none() && !session.due.is_empty()) {
        spawn_local(save_all());
    }
}

/// Keeps what is not stored yet where it can be kept at once: the page may be closed or frozen any moment. Nothing is stored
/// in the database now, since a page that is frozen in the middle of that blocks the next one.
pub fn leave() {
    let records = with(|session| session.unstored());
    if !records.is_empty() {
        backup::keep(records);
    }
}

async fn save_all() {
    while let Some((id, player)) = with(|session| {
        let next = session.due.pop_first()?;
        session.in_flight = Some(next.1.clone());
        Some(next)
    }) {
        let result = store(&id, &player).await;
        with(|session| session.in_flight = None);
        let trouble = result.as_ref().err().map(|error| Trouble { reason: error.to_string() });
        let has_failed = trouble.is_some();
        if let Some(page) = with(|session| session.page.clone()) {
            page.report.emit(trouble);
        }
        if has_failed {
            // It stays due unless there is a later state of it: the next edit tries again.
            with(|session| {
                session.due.entry(id).or_insert(player);
            });
            return;
        }
        // The page may have been about to be closed, and was not.
        backup::forget(&id);
    }
}

/// Stores a document; if another tab has stored it meanwhile, as a document of its own.
async fn store(id: &DocumentId, player: &Player) -> Result<(), StorageError> {
    let database = Database::open().await?;
    let seen = with(|session| session.revisions.get(id).copied());
    let record = Record::of(player, id.clone(), next(seen));
    if database.write(&record, seen).await? == Outcome::Stored {
        has_stored(&record, player);
        return Ok(());
    }
    let copy = Record::of(player, new_id(), next(None));
    database.write(&copy, None).await?;
    has_stored(&copy, player);
    if let Some(page) = with(|session| session.page.clone()) {
        let id = Some(copy.summary.id.clone());
        if page_shows(player) {
            address::name_document(&copy.summary.id);
        }
        page.dispatch.emit(DocumentAction::Identify { opening: player.opening(), id });
        page.dispatch.emit(ViewAction::Notice(CONFLICT.into()));
    }
    Ok(())
}

/// Whether this run is still the one that is shown.
fn page_shows(player: &Player) -> bool {
    opening() == player.opening()
}

fn has_stored(record: &Record, player: &Player) {
    let id = record.summary.id.clone();
    with(|session| {
        session.revisions.insert(id.clone(), record.summary.revision);
        session.stored.insert(id.clone(), (player.opening(), player.latest_branches().clone()));
    });
    if !preferences::load().has_documents {
        preferences::update(|preferences| preferences.has_documents = true);
        page::ask_to_keep_storage();
    }
    announce(&id);
}

/// Shows what another tab has stored, if it is the document that is shown here and nothing of it is to be stored here.
async fn follow(id: DocumentId) {
    let is_shown_as_stored = || {
        with(|session| {
            let is_shown = session.shown.as_ref().and_then(Player::document) == Some(&id);
            is_shown && session.in_flight.is_none() && !session.due.contains_key(&id)
        })
    };
    if !is_shown_as_stored() {
        return;
    }
    let Ok(database) = Database::open().await else {
        return;
    };
    let Ok(Some(stored)) = database.read(&id).await else {
        return;
    };
    let is_news = with(|session| session.revisions.get(&id) != Some(&stored.revision));
    if let (true, true, Some(saved)) = (is_shown_as_stored(), is_news, stored.saved()) {
        has_read(&id, stored.revision);
        if let Some(page) = with(|session| session.page.clone()) {
            let saved = Box::new(saved);
            page.dispatch.emit(DocumentAction::Restore { id: Some(id), saved, at: StartAt::Here });
        }
    }
}

fn next(revision: Option<u32>) -> u32 {
    revision.map_or(1, |revision| revision.saturating_add(1))
}
