//! Operations on stored documents: list, open, rename, duplicate, delete and save them as files.

use player::{DocumentAction, DocumentId, DocumentRevision, NotRenamed, StartAt, Unreadable};

use super::database::{Database, Listed, Outcome, StorageError, Stored};
use super::files::{TextFile, file_of};
use super::record::{Record, Summary, new_id, now};
use super::{storing, visit};
use crate::platform::preferences;

const CHANGED_MEANWHILE: &str = "Another tab changed this run at the same moment. Try again.";

/// Why something could not be done with a document, as a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal(pub String);

impl From<StorageError> for Refusal {
    fn from(error: StorageError) -> Self {
        Self(format!("Stored runs are unavailable: {}.", error.cause()))
    }
}

impl From<NotRenamed> for Refusal {
    fn from(reason: NotRenamed) -> Self {
        match reason {
            NotRenamed::Unreadable(unreadable) => unreadable.into(),
            NotRenamed::Title(error) => Self(format!("This run cannot have that title: {}.", error.message)),
        }
    }
}

impl From<Unreadable> for Refusal {
    fn from(unreadable: Unreadable) -> Self {
        Self(format!("This run cannot be read: {unreadable}. It is kept unchanged."))
    }
}

/// A document that was deleted, for undo.
#[derive(Clone, Debug)]
pub struct Deleted {
    /// Its id.
    pub id: DocumentId,
    /// Its title; empty if it has none.
    pub title: String,
    stored: Stored,
}

/// All documents, those edited last first.
pub async fn list() -> Result<Vec<Listed>, Refusal> {
    Ok(Database::open().await?.list().await?)
}

/// The action that opens a document.
pub async fn open(id: &DocumentId) -> Result<DocumentAction, Refusal> {
    storing::until_stored(id).await;
    let (record, revision) = read(&Database::open().await?, id).await?;
    let document = Some(DocumentRevision { id: id.clone(), revision });
    Ok(DocumentAction::Restore { document, saved: Box::new(record.saved), at: StartAt::Saved })
}

/// Gives a document that is not shown another title.
pub async fn rename(id: &DocumentId, title: &str) -> Result<(), Refusal> {
    storing::until_stored(id).await;
    let database = Database::open().await?;
    let (Record { summary, saved }, revision) = read(&database, id).await?;
    let saved = saved.with_title(title)?;
    let summary = Summary { title: title.into(), revision: revision.saturating_add(1), ..summary };
    match database.write(&Record { summary, saved }, Some(revision)).await? {
        Outcome::Stored => visit::announce(id),
        Outcome::Conflict => return Err(Refusal(CHANGED_MEANWHILE.into())),
    }
    Ok(())
}

/// Stores a copy of a document.
pub async fn duplicate(id: &DocumentId) -> Result<(), Refusal> {
    storing::until_stored(id).await;
    let database = Database::open().await?;
    let (Record { summary, saved }, _) = read(&database, id).await?;
    let title = format!("{} (copy)", if summary.title.is_empty() { "Untitled run" } else { &summary.title });
    let (title, saved) = match saved.with_title(&title) {
        Ok(copy) => (title, copy),
        // A title of maximum length is unchanged.
        Err(NotRenamed::Title(_)) => (summary.title.clone(), saved),
        Err(NotRenamed::Unreadable(unreadable)) => return Err(unreadable.into()),
    };
    let summary = Summary { id: new_id(), revision: 1, edited_at: now(), title, ..summary };
    database.write(&Record { summary, saved }, None).await?;
    Ok(())
}

/// Deletes a document. Returns what is needed to restore it.
pub async fn delete(id: &DocumentId) -> Result<Option<Deleted>, Refusal> {
    // Otherwise an edit that is being stored would restore it.
    storing::until_stored(id).await;
    let database = Database::open().await?;
    let Some(stored) = database.read(id).await? else {
        return Ok(None);
    };
    database.delete(id).await?;
    visit::forget(id);
    visit::announce(id);
    let has_documents = !database.list().await?.is_empty();
    preferences::update(|preferences| preferences.has_documents = has_documents);
    let title = stored.summary.as_ref().map(|summary| summary.title.clone()).unwrap_or_default();
    Ok(Some(Deleted { id: id.clone(), title, stored }))
}

/// Restores a deleted document.
pub async fn put_back(deleted: &Deleted) -> Result<(), Refusal> {
    Database::open().await?.put_back(&deleted.id, &deleted.stored).await?;
    preferences::update(|preferences| preferences.has_documents = true);
    Ok(())
}

/// A document as a file: the scenario that it shows, or, if it cannot be read, everything that is stored.
pub async fn as_file(id: &DocumentId) -> Result<TextFile, Refusal> {
    let stored = Database::open().await?.read(id).await?.ok_or_else(gone)?;
    Ok(match stored.saved().and_then(|saved| file_of(&saved)) {
        Some(file) => file,
        None => TextFile { name: "unreadable-run.json".into(), text: stored.to_json().unwrap_or_default() },
    })
}

/// The work of an earlier version that could not become a document, as a file.
pub fn unreadable_earlier_work() -> Option<TextFile> {
    let text = preferences::earlier_work()?;
    Some(TextFile { name: "work-of-an-earlier-version.json".into(), text })
}

async fn read(database: &Database, id: &DocumentId) -> Result<(Record, u32), Refusal> {
    let stored = database.read(id).await?.ok_or_else(gone)?;
    match (stored.summary.clone(), stored.saved()) {
        (Some(summary), Some(saved)) => Ok((Record { summary, saved }, stored.revision)),
        _ => Err(Refusal(
            "This run cannot be read: it is damaged, or a newer version of Polyleader stored it. It is kept unchanged."
                .into(),
        )),
    }
}

fn gone() -> Refusal {
    Refusal("This run is no longer stored: another tab has deleted it.".into())
}
