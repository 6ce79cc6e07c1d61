//! UI commands as data, for the palette, the context menus and the list of shortcuts. Add a command to the
//! list of the object it applies to.

mod all;
mod choices;
mod keyboard;
mod keys;
mod leader;
mod link;
mod message;
mod run;
mod shown;
mod ui_command;

pub use all::{all_commands, map_commands};
pub use choices::{choose_topology, open_and_play};
pub use keyboard::use_keyboard;
pub use keys::{SHORTCUTS, Shortcut};
pub use leader::leader_commands;
pub use link::link_commands;
pub use message::message_commands;
pub use run::{removal, run_commands};
pub use shown::{offered_command, shown_commands};
pub use ui_command::{UiCommand, use_run_command};
