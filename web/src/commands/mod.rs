//! What can be done now, as data: the palette, the context menus and the sheet of keys all show it. To add
//! something, add it to the list of what it is done to.

mod choose;
mod keyboard;
mod keys;
mod leader;
mod link;
mod message;
mod offer;
mod run;
mod whole;

pub use choose::choose_topology;
pub use keyboard::use_keyboard;
pub use keys::{SHORTCUTS, Shortcut};
pub use leader::of_leader;
pub use link::of_link;
pub use message::of_message;
pub use offer::{UiCommand, use_run_command};
pub use run::of_run;
pub use whole::{everything, of_ground};
