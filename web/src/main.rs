//! The page: a thin shell over the player that dispatches the user's actions and renders the player's state.
#![deny(clippy::unwrap_used, clippy::expect_used)]

mod app;
mod chunks;
mod commands;
mod compare;
mod components;
mod dialogs;
mod dispatcher;
mod documents;
mod embed;
mod gallery;
mod geometry;
mod glossary_dialog;
mod header;
mod hints;
mod hooks;
mod hover;
mod icon;
mod inspector;
mod lesson_place;
mod lessons;
mod menu;
mod outcome;
mod palette;
mod pictures;
mod platform;
mod playback_clock;
mod playback_controls;
mod questions;
mod recent_runs;
mod rules;
mod screens;
mod setup;
mod skip_links;
mod spotlight;
mod stage;
mod store;
mod terms;
mod timeline;

use wasm_bindgen_futures::spawn_local;

fn main() {
    platform::failure::install_panic_hook();
    replication::defer_script_engine();
    if documents::initial_run::is_ready() {
        render();
        return;
    }
    // Until it is, the page shows what it showed while this code was loading.
    spawn_local(async {
        documents::initial_run::prepare().await;
        render();
    });
}

/// Replaces what the page showed until now.
fn render() {
    let renderer = match platform::page::root_of_page() {
        Some(root) => yew::Renderer::<app::Root>::with_root(root),
        None => yew::Renderer::new(),
    };
    renderer.render();
}
