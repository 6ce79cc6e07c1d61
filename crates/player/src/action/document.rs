//! Actions on documents: opening a run or a stored document, following it, and knowing which document is shown.

use std::rc::Rc;

use replication::Micros;
use scenario::Permalink;

use crate::branches::Branches;
use crate::document::{DocumentId, DocumentRevision};
use crate::saved::Saved;

/// Where a document is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartAt {
    /// Where it was saved.
    Saved,
    /// At an instant.
    At(Micros),
}

/// Opens a run, or says which document the shown one is.
#[derive(Clone, Debug, PartialEq)]
pub enum DocumentAction {
    /// Opens a run that is no document yet.
    Open(Box<Permalink>),
    /// Opens a saved document.
    Restore {
        /// What it was read as; none if it comes from a file.
        document: Option<DocumentRevision>,
        /// What is stored.
        saved: Box<Saved>,
        /// The instant to show.
        at: StartAt,
    },
    /// Shows what was stored elsewhere of the shown document, at the instant that is shown, unless it has been edited here.
    Follow {
        /// What it was read as.
        document: DocumentRevision,
        /// What is stored.
        saved: Box<Saved>,
        /// The branches that were stored before: those of a document that has not been edited here.
        unedited: Rc<Branches>,
    },
    /// Says which document a run is from now on; none if it is no longer stored.
    Identify {
        /// The number of the run, from [`crate::Player::opening`]: another may have been opened since.
        opening: u32,
        /// The document.
        id: Option<DocumentId>,
    },
}
