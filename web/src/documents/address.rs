//! The address bar and the browser's history: they always mean the run that is shown.
//!
//! The address holds the run as a link. Beside it, each entry of the browser's history holds the document and the instant,
//! so that a reload, Back and Forward find the document and not only the run.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use player::{DocumentId, Micros, Player};
use scenario::MAX_LINK_CHARS;
use serde::{Deserialize, Serialize};

use crate::platform::{failure, page};

/// An entry of the browser's history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The run as a link without the `#`; empty if there is none, or if it is too long for an address.
    pub link: String,
    /// The document that was shown.
    pub document: Option<DocumentId>,
    /// The instant that was shown.
    pub at: Option<Micros>,
}

/// What the browser keeps with an entry.
#[derive(Default, Serialize, Deserialize)]
struct EntryState {
    document: Option<DocumentId>,
    /// In microseconds.
    at: Option<f64>,
}

/// The meaning of the current entry, and its run.
#[derive(Default)]
struct Current {
    entry: Entry,
    opening: u32,
    /// Whether the run that is being opened is that of the entry, so that it needs no entry of its own.
    is_arriving: bool,
    /// Whether the user has gone to this entry, and the run of the one before is still shown: it is not written here.
    is_leaving: bool,
}

/// An address that the browser rejected is set again after this many milliseconds.
const TRY_AGAIN_AFTER_MS: u32 = 2_000;

thread_local! {
    static NEXT_TRY: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    static CURRENT: RefCell<Current> = RefCell::default();
}

/// The current entry of the browser's history.
pub fn entry() -> Entry {
    let state: EntryState = serde_wasm_bindgen::from_value(page::entry_state()).unwrap_or_default();
    let at = state.at.filter(|at| *at >= 0.0).map(|at| Micros(at as u64));
    Entry { link: page::fragment(), document: state.document, at }
}

/// The entry that the user went to, unless the page shows it already.
pub fn arrived() -> Option<Entry> {
    let entry = entry();
    CURRENT.with_borrow_mut(|current| {
        let is_new = (&entry.link, &entry.document) != (&current.entry.link, &current.entry.document);
        is_new.then(|| {
            // The browser reports it twice where the link differs too.
            current.entry = entry.clone();
            current.is_arriving = true;
            current.is_leaving = true;
            entry
        })
    })
}

/// Sets the address and the history entry to the run that is shown. A run that was not opened by the address gets
/// its own entry.
pub fn show(player: &Player) {
    // The pending retry is older than this.
    NEXT_TRY.set(None);
    let entry = entry_of(player);
    if !player.is_computing() {
        failure::remember_link(&player.permalink().encode());
    }
    CURRENT.with_borrow_mut(|current| {
        if std::mem::take(&mut current.is_leaving) && player.opening() == current.opening {
            return;
        }
        let is_other = player.opening() != current.opening && entry.document != current.entry.document
            || player.opening() != current.opening && entry.document.is_none();
        let is_new = is_other && !current.is_arriving;
        *current = Current { entry, opening: player.opening(), ..Current::default() };
        if self::entry() != current.entry {
            write(&current.entry, is_new);
            try_again_unless_written(&current.entry, player.clone());
        }
    });
}

/// Browsers limit how often the address may change.
fn try_again_unless_written(entry: &Entry, player: Player) {
    let is_written = self::entry() == *entry;
    if !is_written {
        NEXT_TRY.set(Some(Timeout::new(TRY_AGAIN_AFTER_MS, move || show(&player))));
    }
}

/// What the user went to cannot be opened, so the run that is shown is that of this entry too.
pub fn stay() {
    CURRENT.with_borrow_mut(|current| current.is_leaving = false);
}

/// Gives the next run that is opened the current history entry, which has no run yet.
pub fn take_over_entry() {
    CURRENT.with_borrow_mut(|current| current.is_arriving = true);
}

/// Whether this is another run than the address is of.
pub fn is_other_run(player: &Player) -> bool {
    CURRENT.with_borrow(|current| player.opening() != current.opening)
}

/// Remembers a document in the current entry at once, before its link is known.
pub fn name_document(id: &DocumentId) {
    let entry = Entry { document: Some(id.clone()), ..entry() };
    write(&entry, false);
    CURRENT.with_borrow_mut(|current| current.entry = entry);
}

/// Remembers that the run that is shown first is that of the address.
pub fn start() {
    CURRENT.with_borrow_mut(|current| {
        *current = Current { entry: entry(), is_arriving: true, ..Current::default() }
    });
}

/// The entry of what is shown. The opening example, as long as nothing of it is changed, is at the plain address.
fn entry_of(player: &Player) -> Entry {
    let document = player.document().cloned();
    let is_opening_example = document.is_none() && !player.is_edited() && player.opening() == 0;
    if is_opening_example {
        return Entry::default();
    }
    let link = player.permalink().encode();
    let link = if link.len() > MAX_LINK_CHARS { String::new() } else { link };
    Entry { link, document, at: Some(player.at()) }
}

fn write(entry: &Entry, is_new: bool) {
    let state = EntryState { document: entry.document.clone(), at: entry.at.map(|at| at.0 as f64) };
    let state = serde_wasm_bindgen::to_value(&state).unwrap_or_default();
    match is_new {
        true => page::push_entry(&entry.link, &state),
        false => page::replace_entry(&entry.link, &state),
    }
}
