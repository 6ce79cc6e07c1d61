//! Invariants: conditions on what one leader stores, stated by the user in a small language (docs/INVARIANTS.md). What a text
//! means is here; whether a run breaks it is found out in `analysis`.

mod error;
mod invariant;
pub mod limits;
mod parser;
mod syntax;
mod tokens;

pub use error::InvariantError;
pub use invariant::Invariant;
pub use syntax::{Bookings, Clause, Comparison, Condition, Path, Pattern, Per, Sum, Term};
