//! The work that an earlier version kept in local storage, which becomes a document.

use player::{DocumentId, Saved, SavedBranch};
use scenario::Permalink;
use serde::Deserialize;

use super::database::{Database, StorageError};
use super::record::{Record, Summary, Thumbnail, now};
use crate::platform::preferences;

/// What an earlier version stored, beside preferences.
#[derive(Default, Deserialize)]
#[serde(default)]
struct EarlierWork {
    /// The shown branch as a link, as the first version stored it.
    work: Option<String>,
    /// All branches.
    branches: Option<Saved>,
}

/// Turns the work into a document, and then forgets it. Unreadable work stays where it is.
pub async fn store(database: &Database, text: &str) -> Result<(), StorageError> {
    let Some(saved) = saved_work(text) else {
        return Ok(());
    };
    let link = saved.link().unwrap_or_default();
    let title = Permalink::decode_stored(link).map(|permalink| permalink.scenario.title).unwrap_or_default();
    let summary = Summary {
        id: DocumentId::new("earlier-version"),
        revision: 1,
        edited_at: now(),
        title,
        branches: saved.branches.len(),
        thumbnail: Thumbnail::default(),
    };
    // If it is there, another tab has stored it just now.
    database.write(&Record { summary, saved }, None).await?;
    preferences::update(|preferences| preferences.has_documents = true);
    preferences::forget_earlier_work();
    Ok(())
}

fn saved_work(text: &str) -> Option<Saved> {
    let value = js_sys::JSON::parse(text).ok()?;
    let EarlierWork { work, branches } = serde_wasm_bindgen::from_value(value).ok()?;
    let single = |link| Saved {
        branches: vec![SavedBranch { id: None, name: String::new(), from: None, link }],
        ..Saved::default()
    };
    branches.or_else(|| work.map(single)).filter(|saved| !saved.branches.is_empty())
}
