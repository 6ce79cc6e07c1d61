//! The run the page opens with: from its URL, else the stored work, else the opening example.

use player::{PlaybackAction, Player};

use crate::platform::{page, reading, storage};

/// Whether the page opens with a link or stored work, which must be read.
pub fn is_to_be_read() -> bool {
    !page::fragment().is_empty() || storage::load().link().is_some()
}

/// The player when the page loads. What is to be read is read only if that code is there.
pub fn initial_player() -> Player {
    let stored = storage::load();
    if let Some(theme) = &stored.theme {
        page::set_theme(theme);
    }
    let read = reading::get().filter(|_| is_to_be_read());
    read.map_or_else(opening_run, |reading| (reading.read_work)(&stored, &page::fragment(), opening_run))
}

/// The example run for first-time visitors, already playing.
fn opening_run() -> Player {
    let mut player = Player::new(scenario::default_scenario());
    player.act(PlaybackAction::Play);
    player
}
