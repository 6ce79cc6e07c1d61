//! Edits that could not be stored in the database before the page was closed: local storage takes them at once.

use player::Saved;
use serde::{Deserialize, Serialize};

use super::database::{Database, Outcome, StorageError};
use super::record::{Record, Summary, new_id};
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
    let unstored = records.into_iter().map(|(record, seen)| {
        let Record { summary, saved } = record;
        Unstored { summary, saved, seen }
    });
    // Other tabs may have kept some.
    let all: Vec<Unstored> = read().into_iter().chain(unstored).collect();
    let text = serde_wasm_bindgen::to_value(&all).ok().and_then(|value| js_sys::JSON::stringify(&value).ok());
    if let Some((storage, text)) = local_storage().zip(text) {
        // Nothing else can be done while the page is closing.
        let _ = storage.set_item(KEY, &String::from(text));
    }
}

/// Whether anything was kept.
pub fn is_there() -> bool {
    local_storage().is_some_and(|storage| matches!(storage.get_item(KEY), Ok(Some(_))))
}

/// Stores what was kept in the database. What another tab has changed since is stored as a document of its own.
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
        }
    }
    forget();
    Ok(())
}

/// Forgets what was kept: it is stored.
pub fn forget() {
    if let Some(storage) = local_storage() {
        // It stays, and is stored again, which changes nothing.
        let _ = storage.remove_item(KEY);
    }
}

fn read() -> Vec<Unstored> {
    let text = local_storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let value = text.and_then(|text| js_sys::JSON::parse(&text).ok());
    value.and_then(|value| serde_wasm_bindgen::from_value(value).ok()).unwrap_or_default()
}
