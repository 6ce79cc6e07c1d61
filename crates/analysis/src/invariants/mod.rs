//! Invariants over the keys of one leader's store, stated by the user in a small language (SEMANTICS C7,
//! docs/INVARIANTS.md).

mod bookings;
mod clash;
mod condition;
mod duplicates;
mod error;
mod invariant;
mod keys;
pub mod limits;
mod monitor;
mod not_checked;
mod operand;
mod parser;
mod syntax;
mod tokens;
mod work;

pub use error::InvariantError;
pub use invariant::Invariant;
pub(crate) use monitor::{Breach, Monitor};
pub use not_checked::NotChecked;
