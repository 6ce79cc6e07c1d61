//! Documents: runs that are stored, with all their branches and edits.

use std::fmt;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

/// Identifies a stored document. Whoever stores it chooses the id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(Rc<str>);

/// A document as it was read from where it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRevision {
    /// Its id.
    pub id: DocumentId,
    /// How often it had been stored then.
    pub revision: u32,
}

impl DocumentId {
    /// The document with this id.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(id.into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
