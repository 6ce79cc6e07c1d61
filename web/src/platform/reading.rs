//! Reading and writing runs: links, files, and stored work. The code is a chunk, because the opening run needs none of it;
//! nor does it need what changes a run, merges values or runs merge code, which comes with the chunk.

use std::future::Future;
use std::pin::Pin;

use analysis::{SessionViolation, session_violations};
use player::{Action, JobAction, PlaybackAction, Player, Saved, ViewAction};
use scenario::{Permalink, RunText, Scenario};
use timeline::Timeline;

use crate::platform::chunk::chunk;
use crate::platform::failure;
use crate::platform::script_engine::load_script_engine;
use crate::platform::storage::StoredState;

/// What the rest of the page reads, writes and judges runs with.
#[derive(Clone, Copy)]
pub struct Reading {
    /// The player for the stored work and the URL's fragment; if there is no run in them, the one that it is given.
    pub read_work: fn(&StoredState, &str, fn() -> Player) -> Player,
    /// The action that opens a link.
    pub open_link: fn(&str) -> Action,
    /// The work in the form that is stored.
    pub save: fn(&Player) -> Saved,
    /// Loads the engine that runs merge code. Returns whether that succeeded.
    pub load_script_engine: fn() -> Pin<Box<dyn Future<Output = bool>>>,
    /// The violated guarantees of a run under causal delivery.
    pub session_violations: fn(&Timeline) -> Vec<SessionViolation>,
}

chunk! {
    /// The code that reads and writes runs. A call of it also lets the player change the run, and policies merge.
    pub READING in reading: fn() -> Reading = reader
}

fn reader() -> Reading {
    #[cfg(feature = "split")]
    {
        Player::install_changes();
        replication::Merge::install();
    }
    Reading {
        read_work,
        open_link,
        save: Player::saved,
        load_script_engine: || Box::pin(load_script_engine()),
        session_violations,
    }
}

/// Loads the code that reads runs, unless it is there. None if that failed.
pub async fn load() -> Option<Reading> {
    READING.load().await;
    get()
}

/// The code that reads runs, if it is there.
pub fn get() -> Option<Reading> {
    READING.get().map(|reading| reading())
}

fn read_work(stored: &StoredState, fragment: &str, opening_run: fn() -> Player) -> Player {
    let work = restore_work(stored);
    if fragment.is_empty() {
        return work.unwrap_or_else(opening_run);
    }
    match (Permalink::decode(fragment), work) {
        (Ok(permalink), None) => Player::from_permalink(permalink),
        // A reload: restore all branches.
        (Ok(permalink), Some(work)) if last_shown_scenario(stored).as_ref() == Some(&permalink.scenario) => {
            after_action(work, PlaybackAction::Seek(permalink.at))
        }
        // The stored work stays reachable by undo.
        (Ok(permalink), Some(work)) => after_action(work, JobAction::Open(Box::new(permalink))),
        (Err(_), Some(work)) => after_action(work, open_link(fragment)),
        (Err(_), None) => after_action(opening_run(), open_link(fragment)),
    }
}

/// The stored work, with all its branches if they can be read.
fn restore_work(stored: &StoredState) -> Option<Player> {
    let branches = stored.branches.as_ref().and_then(Player::from_saved);
    let single = || Permalink::decode(stored.link()?).ok().map(Player::from_permalink);
    branches.or_else(single)
}

/// The scenario that was shown when the work was stored.
fn last_shown_scenario(stored: &StoredState) -> Option<Scenario> {
    Permalink::decode(stored.link()?).ok().map(|permalink| permalink.scenario)
}

fn after_action(mut player: Player, action: impl Into<Action>) -> Player {
    player.act(action);
    player
}

/// The action that opens a link: the run, or a notice saying why it cannot be opened.
pub fn open_link(link: &str) -> Action {
    // Before anything is done with it, since that may fail.
    failure::remember_opening(link.rsplit('#').next().unwrap_or(link).trim());
    match Permalink::decode(link) {
        Ok(permalink) => JobAction::Open(Box::new(permalink)).into(),
        Err(error) => {
            failure::forget_opening();
            ViewAction::Notice(format!("{}. Your current run is unchanged.", capitalize(&error.to_string())))
                .into()
        }
    }
}

/// The action that opens pasted or dropped text: a link, or a scenario as JSON.
pub fn open_text(text: &str) -> Action {
    let json = match RunText::of(text) {
        Ok(RunText::Link(link)) => return open_link(link),
        Ok(RunText::Scenario(json)) => json,
        Err(error) => return ViewAction::Notice(error.to_string()).into(),
    };
    match Scenario::from_json(json) {
        Ok(scenario) => {
            let permalink = Permalink::of(scenario);
            failure::remember_opening(&permalink.encode());
            JobAction::Open(Box::new(permalink)).into()
        }
        Err(error) => ViewAction::Notice(format!("{}.", capitalize(&error.to_string()))).into(),
    }
}

fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
