//! Edits that could not be stored in the database before the page was closed: local storage takes them at once.

use player::{DocumentId, Saved};
use serde::{Deserialize, Serialize};

use super::database::{Database, Outcome, StorageError};
use super::record::{Record, Summary, new_id};
use super::visit::announce;
use crate::platform::preferences::local_storage;

const KEY: &str = "polyleader-unstored";

/// A document that is still to be stored.
#[derive(Serialize, Deserialize)]
struct Unstored {
    summary: Summary,
    saved: Saved,
    /// The revision that it was made from; none if it is new.
    seen: Option<u32>,
}

/// Keeps documents, with the revisions they were made from, until the next visit. If that fails, they are lost.
pub fn keep(records: Vec<(Record, Option<u32>)>) {
    for (Record { summary, saved }, seen) in records {
        // Other tabs may have kept others.
        let mut all = read();
        all.retain(|kept| kept.summary.id != summary.id || kept.seen != seen);
        all.push(Unstored { summary, saved, seen });
        write(&all);
    }
}

/// Whether anything was kept.
pub fn is_there() -> bool {
    local_storage().is_some_and(|storage| matches!(storage.get_item(KEY), Ok(Some(_))))
}

/// Moves the backup into the database. A document that another tab has changed since is stored as a separate one.
pub async fn store(database: &Database) -> Result<(), StorageError> {
    for Unstored { summary, saved, seen } in read() {
        let record = Record { summary, saved };
        let there = database.read(&record.summary.id).await?;
        if there.is_some_and(|there| there.saved().as_ref() == Some(&record.saved)) {
            continue;
        }
        if database.write(&record, seen).await? == Outcome::Conflict {
            let summary = Summary { id: new_id(), ..record.summary };
            database.write(&Record { summary, ..record }, None).await?;
        } else {
            announce(&record.summary.id);
        }
    }
    write(&[]);
    Ok(())
}

/// Forgets what was kept of a document: it is stored.
pub fn forget(id: &DocumentId) {
    if is_there() {
        let mut all = read();
        all.retain(|kept| kept.summary.id != *id);
        write(&all);
    }
}

fn write(all: &[Unstored]) {
    let text = serde_wasm_bindgen::to_value(all).ok().and_then(|value| js_sys::JSON::stringify(&value).ok());
    if let Some((storage, text)) = local_storage().zip(text) {
        // Nothing else can be done while the page is closing. What stays by mistake is stored again, which changes nothing.
        let _ = match all.is_empty() {
            true => storage.remove_item(KEY),
            false => storage.set_item(KEY, &String::from(text)),
        };
    }
}

fn read() -> Vec<Unstored> {
    let text = local_storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let value = text.and_then(|text| js_sys::JSON::parse(&text).ok());
    value.and_then(|value| serde_wasm_bindgen::from_value(value).ok()).unwrap_or_default()
}
