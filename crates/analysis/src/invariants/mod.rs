//! Checking the invariants of a user over the keys of one leader's store (SEMANTICS C7, docs/INVARIANTS.md).

mod bookings;
mod clash;
mod condition;
mod duplicates;
mod keys;
pub mod limits;
mod monitor;
mod not_checked;
mod operand;
mod work;

pub(crate) use monitor::{Breach, Monitor};
pub use not_checked::NotChecked;
