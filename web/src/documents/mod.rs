//! Documents: the runs that the browser stores, which of them this page shows, and where else runs come from and go to:
//! the address, files, and other tabs.
//!
//! The page shows one run at a time. Its first edit makes a document of it, with an id of its own, and every later edit is
//! stored in that document. Opening another run leaves the document as it is.

mod address;
mod backup;
mod changes;
mod database;
mod earlier;
mod files;
pub mod initial_run;
pub mod library;
mod opening;
mod opening_run;
pub mod place;
pub mod reading;
mod record;
mod runs;
mod storing;
mod tabs;
mod visit;

pub use address::take_over_entry;
pub use database::Listed;
pub use files::{PictureFormat, TextFile, save_as_csv, save_picture, save_text, save_zip};
pub use opening::{is_json, open_text, scenario_in};
pub use record::{Summary, Thumbnail};
pub use visit::{Connection, Page, Trouble, use_connection};
