//! What can be done now, as data: the palette, the context menus and the sheet of keys all show it. To add
//! something, add it to the list of what it is done to.

mod choices;
mod keyboard;
mod keys;
mod leader;
mod link;
mod message;
mod ui_command;
mod run;
mod all;

pub use choices::choose_topology;
pub use keyboard::use_keyboard;
pub use keys::{SHORTCUTS, Shortcut};
pub use leader::leader_commands;
pub use link::link_commands;
pub use message::message_commands;
pub use ui_command::{UiCommand, use_run_command};
pub use run::run_commands;
pub use all::{all_commands, map_commands};
