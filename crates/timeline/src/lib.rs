//! A whole run, recorded: its trace, an index by kind of event, checkpoints from which any instant is reached
//! by a short replay, message spans, and the accounting of writes.
//!
//! A [`TimelineBuilder`] records a run step by step, so that a long one can be shown with its progress and
//! cancelled; [`Timeline::new`] does it in one go. A run that differs from another only in later commands
//! continues from their last common checkpoint and shares what came before.
//!
//! This crate never judges a run (what is lost, what conflicts: `analysis`), never makes a sentence
//! (`explain`), and never knows of a person at the controls (`player`).

mod accounting;
mod builder;
mod checkpoint_spacing;
mod checkpoints;
mod command_records;
mod convergence;
mod dot_map;
mod index;
mod interned;
mod message_spans;
mod recording;
mod records;
mod search;
mod timeline;
mod transfers;
mod writes;

pub use accounting::{Fate, FateCounts, Fates, Loss, LossCause};
pub use builder::{BuildProgress, TimelineBuilder};
pub use index::{EventKind, Index};
pub use message_spans::{DeliveryOutcome, MessageSpan};
pub use records::{RecordSubject, Records, UnreadRecord};
pub use timeline::Timeline;
pub use transfers::{Transfer, TransferKind};
pub use writes::WriteRecord;

/// Installs the code that the opening run does not need. It must be there before any other run is shown.
#[cfg(feature = "deferred-rules")]
pub fn install_rules() {
    records::installed::install();
}
