//! The page: a thin shell over the player that dispatches the user's actions and renders the player's state.
#![deny(clippy::unwrap_used, clippy::expect_used)]

mod app;
mod chunks;
mod commands;
mod compare;
mod components;
mod dialogs;
mod dispatcher;
mod geometry;
mod glossary_dialog;
mod header;
mod hints;
mod hooks;
mod hover;
mod icon;
mod inspector;
mod menu;
mod outcome;
mod palette;
mod platform;
mod playback_controls;
mod setup;
mod stage;
mod store;
mod terms;
mod timeline;

fn main() {
    platform::failure::install_panic_hook();
    replication::defer_script_engine();
    yew::Renderer::<app::Root>::new().render();
}
