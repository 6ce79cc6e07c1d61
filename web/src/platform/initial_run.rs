//! The run that the page opens on: that of its address, else the work that was kept, else the opening run.

use player::{Action, JobAction, PlaybackAction, Player, ViewAction};
use scenario::{Permalink, Scenario};

use crate::platform::storage::StoredState;
use crate::platform::{page, storage};

/// The player as the page begins.
pub fn initial_player() -> Player {
    let kept = storage::load();
    if let Some(theme) = &kept.theme {
        page::set_theme(theme);
    }
    let work = restore_work(&kept);
    let fragment = page::fragment();
    if fragment.is_empty() {
        return work.unwrap_or_else(opening_run);
    }
    match (Permalink::decode(&fragment), work) {
        (Ok(permalink), None) => Player::from_permalink(permalink),
        // The page is loaded again: everything is as it was.
        (Ok(permalink), Some(work)) if last_shown_scenario(&kept).as_ref() == Some(&permalink.scenario) => {
            after_action(work, PlaybackAction::Seek(permalink.at))
        }
        // What the person had can be got back by undo.
        (Ok(permalink), Some(work)) => after_action(work, JobAction::Open(Box::new(permalink))),
        (Err(_), Some(work)) => after_action(work, open_link(&fragment)),
        (Err(_), None) => after_action(opening_run(), open_link(&fragment)),
    }
}

/// The work that was kept, with all its branches if they can be read.
fn restore_work(kept: &StoredState) -> Option<Player> {
    let branches = kept.branches.as_ref().and_then(Player::from_saved);
    let alone = || Permalink::decode(kept.work.as_ref()?).ok().map(Player::from_permalink);
    branches.or_else(alone)
}

/// What was shown when the work was kept.
fn last_shown_scenario(kept: &StoredState) -> Option<Scenario> {
    Permalink::decode(kept.work.as_ref()?).ok().map(|permalink| permalink.scenario)
}

/// A live run, for those who come for the first time.
fn opening_run() -> Player {
    after_action(Player::new(scenario::default_scenario()), PlaybackAction::Play)
}

fn after_action(mut player: Player, action: impl Into<Action>) -> Player {
    player.act(action);
    player
}

/// What opening a link comes to: the run, or a sentence that says why not.
pub fn open_link(link: &str) -> Action {
    match Permalink::decode(link) {
        Ok(permalink) => JobAction::Open(Box::new(permalink)).into(),
        Err(error) => {
            ViewAction::Notice(format!("{}. The run you had is still here.", capitalize(&error.to_string())))
                .into()
        }
    }
}

/// What opening a typed or dropped text comes to: a link, or a scenario as JSON.
pub fn open_text(text: &str) -> Action {
    if !text.trim_start().starts_with('{') {
        return open_link(text);
    }
    match scenario::Scenario::from_json(text) {
        Ok(scenario) => {
            let at = replication::Micros::ZERO;
            JobAction::Open(Box::new(Permalink { scenario, at, fingerprint: None })).into()
        }
        Err(error) => ViewAction::Notice(format!("This scenario cannot be opened: {error}.")).into(),
    }
}

fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
