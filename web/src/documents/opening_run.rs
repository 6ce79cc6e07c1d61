//! The example run for first-time visitors.

use player::{PlaybackAction, Player};

/// The opening run, already playing.
pub fn opening_run() -> Player {
    let mut player = Player::new(scenario::default_scenario());
    player.act(PlaybackAction::Play);
    player
}
