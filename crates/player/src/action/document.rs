//! Actions on documents: opening a run or a stored document, and knowing which document is shown.

use replication::Micros;
use scenario::Permalink;

use crate::document::DocumentId;
use crate::saved::Saved;

/// Where a document is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartAt {
    /// Where it was saved.
    Saved,
    /// At an instant.
    At(Micros),
    /// Where the playhead is now: it is the same document, changed elsewhere.
    Here,
}

/// Opens a run, or says which document the shown one is.
#[derive(Clone, Debug, PartialEq)]
pub enum DocumentAction {
    /// Opens a run that is no document yet.
    Open(Box<Permalink>),
    /// Opens a stored document.
    Restore {
        /// Its id.
        id: DocumentId,
        /// What is stored.
        saved: Box<Saved>,
        /// The instant to show.
        at: StartAt,
    },
    /// Says which document a run is from now on; none if it is not stored any more.
    Identify {
        /// The number of the run, from [`crate::Player::opening`]: another may have been opened since.
        opening: u32,
        /// The document.
        id: Option<DocumentId>,
    },
}
