//! The accounting: the fate of every accepted write, at any point of the run (SEMANTICS C2).
//!
//! It follows, for each leader and key, which client writes the stored versions contain. Where a version replaces
//! another, the copies of the writes that it does not contain end there, and how they end decides their fate.

mod accounts;
mod client_contexts;
mod contents;
mod fate;
mod had_seen;
mod holding;
mod ledger;
mod made;
mod replacement;
mod rules;
mod seen;
mod sent_contexts;
mod short_dots;
mod tracker;
mod under_way;

pub(crate) use accounts::Accounts;
pub use accounts::{FateCounts, Fates};
pub use fate::{Fate, Loss, LossCause};
pub(crate) use rules::Rules;
pub(crate) use tracker::Accounting;
