//! Merging siblings by hand: what sets them apart, what a person has put together so far, and two people who
//! merge at once.

mod apart;
mod at_once;
mod draft;
mod fields;
mod parts;

pub use apart::{Apart, Piece, apart};
pub use at_once::{AtOnce, client_at};
pub use draft::{Draft, Item, Kind};
pub use fields::Field;
pub use parts::{Part, Taken};
