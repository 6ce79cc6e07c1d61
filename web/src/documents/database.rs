//! The browser's database of documents: one store of summaries, which a list reads, and one of whole documents.

use std::cell::RefCell;
use std::fmt;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use futures_util::future::{Either, FutureExt as _, LocalBoxFuture, Shared, select};
use gloo_timers::future::sleep;
use idb::{DatabaseEvent as _, Factory, ObjectStoreParams, Transaction, TransactionMode};
use player::{DocumentId, Saved};
use serde::Serialize as _;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::record::{Record, Summary};

const NAME: &str = "polyleader";
const VERSION: u32 = 1;
const SUMMARIES: &str = "summaries";
const DOCUMENTS: &str = "documents";

/// A database that has not opened after this many milliseconds counts as blocked: the page must not wait for it.
const PATIENCE_MS: u32 = 5_000;

/// The database of documents.
#[derive(Clone, Debug)]
pub struct Database(Rc<idb::Database>);

/// A connection that is being opened, for all who wait for it.
type Connecting = Shared<LocalBoxFuture<'static, Result<Database, StorageError>>>;

#[wasm_bindgen(module = "/src/documents/database.js")]
extern "C" {
    /// Keeps this page out of the browser's cache of left pages until the returned function is called.
    fn stay_out_of_page_cache() -> js_sys::Function;
}

thread_local! {
    /// The connection. It is kept while it is being opened: a request that was given up half-way would leave a database without
    /// stores behind.
    static CONNECTION: RefCell<Option<Connecting>> = const { RefCell::new(None) };
}

/// A document in the list: its summary, or only its id if that cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    /// It can be read.
    Readable(Summary),
    /// It cannot, because it is damaged or a newer version wrote it.
    Unreadable(DocumentId),
}

/// A stored document.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its summary, if that can be read.
    pub summary: Option<Summary>,
    /// How often it was stored.
    pub revision: u32,
    /// Its summary and its content as they are stored.
    raw: (Option<JsValue>, JsValue),
}

/// Whether a document was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was.
    Stored,
    /// It was not: another tab has stored it since this one read it.
    Conflict,
}

/// Storage is blocked or full.
#[derive(Clone, Debug, PartialEq)]
pub struct StorageError(String);

impl StorageError {
    /// The browser's database does not respond.
    pub fn unanswered() -> Self {
        Self("the database is not responding".into())
    }

    /// The cause as users may understand it.
    pub fn cause(&self) -> &'static str {
        // The name of the browser's error.
        match self.0.contains("VersionError") {
            true => "a newer version of Polyleader was used in this browser, so reload the page to get it",
            false => "the browser’s storage is full or blocked",
        }
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<idb::Error> for StorageError {
    fn from(error: idb::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_wasm_bindgen::Error> for StorageError {
    fn from(error: serde_wasm_bindgen::Error) -> Self {
        Self(error.to_string())
    }
}

impl Stored {
    /// The document; none if it cannot be read.
    pub fn saved(&self) -> Option<Saved> {
        serde_wasm_bindgen::from_value(self.raw.1.clone()).ok()
    }

    /// The document as JSON, whether or not it can be read.
    pub fn to_json(&self) -> Option<String> {
        js_sys::JSON::stringify(&self.raw.1).ok().map(String::from)
    }
}

impl Database {
    /// Opens the database, and makes it if there is none. One connection serves the whole visit.
    pub async fn open() -> Result<Self, StorageError> {
        let connecting = CONNECTION.with_borrow_mut(|connection| {
            connection.get_or_insert_with(|| Self::connect().boxed_local().shared()).clone()
        });
        let patience = sleep(Duration::from_millis(u64::from(PATIENCE_MS)));
        match select(connecting, pin!(patience)).await {
            Either::Left((connected, _)) => connected.inspect_err(|_| CONNECTION.set(None)),
            Either::Right(_) => Err(StorageError::unanswered()),
        }
    }

    async fn connect() -> Result<Self, StorageError> {
        let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            let Ok(database) = event.database() else {
                return;
            };
            for store in [SUMMARIES, DOCUMENTS] {
                // It fails only if the store is there.
                let _ = database.create_object_store(store, ObjectStoreParams::new());
            }
        });
        let release = stay_out_of_page_cache();
        let connected = request.await;
        // A function that ends a wait cannot fail.
        let _ = release.call0(&JsValue::NULL);
        let mut database = connected?;
        database.on_close(|_| forget_connection());
        // Another page deletes or upgrades the database, and waits for this connection to be closed.
        database.on_version_change(|event| {
            if let Some(Ok(database)) = event.target().map(|target| target.dyn_into::<web_sys::IdbDatabase>())
            {
                database.close();
            }
            forget_connection();
        });
        Ok(Self(Rc::new(database)))
    }

    /// A transaction; if the browser has closed the connection, the next one opens another.
    fn transaction(&self, stores: &[&str], mode: TransactionMode) -> Result<Transaction, StorageError> {
        Ok(self.0.transaction(stores, mode).inspect_err(|_| CONNECTION.set(None))?)
    }

    /// All documents, those edited last first, then those that cannot be read.
    pub async fn list(&self) -> Result<Vec<Listed>, StorageError> {
        let transaction = self.transaction(&[SUMMARIES], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(SUMMARIES)?;
        let keys = store.get_all_keys(None, None)?.await?;
        let values = store.get_all(None, None)?.await?;
        let listed = keys.iter().zip(values).filter_map(|(key, value)| {
            let id = DocumentId::new(&key.as_string()?);
            let summary = serde_wasm_bindgen::from_value::<Summary>(value).ok();
            Some(summary.map_or(Listed::Unreadable(id), Listed::Readable))
        });
        let mut listed: Vec<Listed> = listed.collect();
        listed.sort_by(|one, other| other.edited_at().total_cmp(&one.edited_at()));
        Ok(listed)
    }

    /// A document; none if there is none with this id.
    pub async fn read(&self, id: &DocumentId) -> Result<Option<Stored>, StorageError> {
        let transaction = self.transaction(&[SUMMARIES, DOCUMENTS], TransactionMode::ReadOnly)?;
        let summary = transaction.object_store(SUMMARIES)?.get(key(id))?.await?;
        let content = transaction.object_store(DOCUMENTS)?.get(key(id))?.await?;
        Ok(content.map(|content| Stored {
            revision: summary.as_ref().map(revision_of).unwrap_or_default(),
            summary: summary.clone().and_then(|summary| serde_wasm_bindgen::from_value(summary).ok()),
            raw: (summary, content),
        }))
    }

    /// How often a document was stored; none if there is none with this id.
    pub async fn revision(&self, id: &DocumentId) -> Result<Option<u32>, StorageError> {
        let transaction = self.transaction(&[SUMMARIES], TransactionMode::ReadOnly)?;
        let summary = transaction.object_store(SUMMARIES)?.get(key(id))?.await?;
        Ok(summary.as_ref().map(revision_of))
    }

    /// Stores a document, unless another revision than `seen` is stored that is not the same.
    pub async fn write(&self, record: &Record, seen: Option<u32>) -> Result<Outcome, StorageError> {
        let serializer = serde_wasm_bindgen::Serializer::json_compatible();
        let (summary, saved) = (record.summary.serialize(&serializer)?, record.saved.serialize(&serializer)?);
        let key = key(&record.summary.id);
        let transaction = self.transaction(&[SUMMARIES, DOCUMENTS], TransactionMode::ReadWrite)?;
        let summaries = transaction.object_store(SUMMARIES)?;
        let documents = transaction.object_store(DOCUMENTS)?;
        let there = summaries.get(key.clone())?.await?.as_ref().map(revision_of);
        if there.is_some() && there != seen {
            let content = documents.get(key)?.await?;
            let content = content.and_then(|content| serde_wasm_bindgen::from_value::<Saved>(content).ok());
            // It may have been stored before, when no answer came.
            let is_same = there == Some(record.summary.revision) && content.as_ref() == Some(&record.saved);
            return Ok(if is_same { Outcome::Stored } else { Outcome::Conflict });
        }
        summaries.put(&summary, Some(&key))?.await?;
        documents.put(&saved, Some(&key))?.await?;
        match transaction.await?.is_committed() {
            true => Ok(Outcome::Stored),
            false => Err(StorageError("the browser did not store it".into())),
        }
    }

    /// Restores a deleted document.
    pub async fn put_back(&self, id: &DocumentId, stored: &Stored) -> Result<(), StorageError> {
        let transaction = self.transaction(&[SUMMARIES, DOCUMENTS], TransactionMode::ReadWrite)?;
        let (summary, content) = &stored.raw;
        if let Some(summary) = summary {
            transaction.object_store(SUMMARIES)?.put(summary, Some(&key(id)))?.await?;
        }
        transaction.object_store(DOCUMENTS)?.put(content, Some(&key(id)))?.await?;
        transaction.await?;
        Ok(())
    }

    /// Deletes a document.
    pub async fn delete(&self, id: &DocumentId) -> Result<(), StorageError> {
        let transaction = self.transaction(&[SUMMARIES, DOCUMENTS], TransactionMode::ReadWrite)?;
        for store in [SUMMARIES, DOCUMENTS] {
            transaction.object_store(store)?.delete(key(id))?.await?;
        }
        transaction.await?;
        Ok(())
    }
}

impl Listed {
    /// The document's id.
    pub fn id(&self) -> &DocumentId {
        match self {
            Self::Readable(summary) => &summary.id,
            Self::Unreadable(id) => id,
        }
    }

    fn edited_at(&self) -> f64 {
        match self {
            Self::Readable(summary) => summary.edited_at,
            Self::Unreadable(_) => f64::NEG_INFINITY,
        }
    }
}

/// Makes the next request open another connection. Not at once: the connection's own event handler may call this.
fn forget_connection() {
    spawn_local(async { CONNECTION.set(None) });
}

fn key(id: &DocumentId) -> JsValue {
    JsValue::from_str(id.as_str())
}

/// The revision in a stored summary, also in one that cannot be read otherwise.
fn revision_of(summary: &JsValue) -> u32 {
    let revision = js_sys::Reflect::get(summary, &"revision".into()).ok().and_then(|value| value.as_f64());
    // A summary without a revision was not written by this program, and matches no revision that it has seen.
    revision.map_or(u32::MAX, |revision| revision as u32)
}
