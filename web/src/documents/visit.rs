//! This visit of the page: which run is shown, what of it is stored, and who is notified.

use std::cell::RefCell;
use std::rc::Rc;

use player::{Branches, DocumentAction, DocumentId, Player};
use yew::prelude::*;

use super::runs::Runs;
use super::tabs::Tabs;
use crate::dispatcher::Dispatcher;
use crate::platform::page;

/// Context: where the visit reports what has happened, and its last report.
#[derive(Clone, PartialEq)]
pub struct Connection {
    /// Where it reports it.
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
    /// The cause as users may understand it.
    pub cause: &'static str,
    /// The browser's message.
    pub reason: String,
}

/// Where the visit reports what has happened.
#[derive(Clone, PartialEq)]
pub struct Page {
    /// Takes actions.
    pub dispatch: Dispatcher,
    /// Takes why the shown document is not stored; none once it is.
    pub report: Callback<Option<Trouble>>,
}

/// Work that has not finished after this many browser tasks may take long: nothing should wait for it.
const MAX_TASKS: usize = 500;

/// This visit of the page.
#[derive(Default)]
pub(super) struct Visit {
    /// Where to report what has happened.
    pub(super) page: Option<Page>,
    /// What is shown.
    pub(super) shown: Option<Player>,
    /// What was shown so far, and what of it is stored.
    pub(super) runs: Runs,
    /// The branches of a run whose document was deleted while it was shown, with the run's number.
    deleted: Option<(u32, Rc<Branches>)>,
    pub(super) tabs: Option<Tabs>,
    /// Whether another tab may have stored the shown document without this one having looked.
    pub(super) may_be_behind: bool,
    /// The branches that were saved as a file last.
    in_file: Option<Rc<Branches>>,
}

thread_local! {
    static VISIT: RefCell<Visit> = RefCell::default();
}

/// Reads or changes the visit. The action must not call this again.
pub(super) fn with<T>(action: impl FnOnce(&mut Visit) -> T) -> T {
    VISIT.with_borrow_mut(action)
}

/// Sends an action to the page, if there is one.
pub(super) fn dispatch(action: impl Into<player::Action>) {
    if let Some(page) = with(|visit| visit.page.clone()) {
        page.dispatch.emit(action);
    }
}

/// Forgets a document that was deleted. If it is shown, its next edit makes another one of it.
pub fn forget(id: &DocumentId) {
    let shown = with(|visit| {
        visit.runs.remove(id);
        visit.shown.clone().filter(|player| player.document() == Some(id))
    });
    if let Some(player) = shown {
        let opening = player.opening();
        with(|visit| visit.deleted = Some((opening, player.latest_branches().clone())));
        dispatch(DocumentAction::Identify { opening, id: None });
    }
}

/// Tracks the branches that were saved as a file: there is no need to report that they are not stored.
pub fn note_in_file(branches: Rc<Branches>) {
    with(|visit| visit.in_file = Some(branches));
}

impl Visit {
    /// Whether a run was saved as a file and has not been changed since.
    pub(super) fn is_in_file(&self, player: &Player) -> bool {
        self.in_file.as_ref().is_some_and(|branches| Rc::ptr_eq(branches, player.latest_branches()))
    }

    /// Whether this document is shown.
    pub(super) fn shows(&self, id: &DocumentId) -> bool {
        self.shown.as_ref().is_some_and(|player| player.document() == Some(id))
    }

    /// The branches of a document that is shown, if they are stored as they are.
    pub(super) fn unedited(&self, id: &DocumentId) -> Option<Rc<Branches>> {
        self.runs.unedited(self.number()).filter(|_| self.shows(id))
    }

    /// The number of the run that is shown.
    pub(super) fn number(&self) -> u32 {
        self.shown.as_ref().map_or(0, Player::opening)
    }

    /// Whether the document of what is shown was deleted, and nothing has been changed since.
    pub(super) fn is_deleted(&self, player: &Player) -> bool {
        let deleted = self.deleted.as_ref();
        deleted.is_some_and(|(opening, branches)| {
            *opening == player.opening() && Rc::ptr_eq(branches, player.latest_branches())
        })
    }
}

/// Tells the other tabs that a document was stored or deleted.
pub fn announce(id: &DocumentId) {
    with(|visit| {
        if let Some(tabs) = &visit.tabs {
            tabs.announce(id);
        }
    });
}

/// Waits until another run is shown than the one with this number, unless that takes long.
pub async fn until_after(opening: u32) {
    until(|visit| visit.shown.as_ref().is_none_or(|player| player.opening() != opening)).await;
}

/// Waits until this holds, unless that takes long.
pub(super) async fn until(holds: impl Fn(&Visit) -> bool) {
    for _ in 0..MAX_TASKS {
        if with(|visit| holds(visit)) {
            return;
        }
        page::next_task().await;
    }
}

/// The number of the run that is shown.
pub fn opening() -> u32 {
    with(|visit| visit.number())
}
