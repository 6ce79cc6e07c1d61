//! Reading and writing runs: links, files, and documents. The code is a chunk, because the opening run needs none of it;
//! nor does it need what changes a run, merges values or runs merge code, which comes with the chunk.

use std::future::Future;
use std::ops::Range;
use std::pin::Pin;

use analysis::{SessionViolation, session_violations};
use explain::{Term, terms_in};
use player::{Action, DescribedDivergence, Player};
use timeline::Timeline;
use wasm_bindgen_futures::spawn_local;

use super::visit::Page;
use super::{address, changes, files, opening, storing};
use crate::platform::chunk::chunk;
use crate::platform::script_engine::load_script_engine;

/// A term that a text mentions, and where.
pub type Mention = (Range<usize>, &'static Term);

/// The functions with which the rest of the page reads, writes and checks runs.
#[derive(Clone, Copy)]
pub struct Reading {
    /// The run that the page opens with.
    pub open_at_start: fn() -> Pin<Box<dyn Future<Output = Player>>>,
    /// The run of a link, or a sentence saying why it cannot be read.
    pub read_link: fn(&str) -> Result<Player, String>,
    /// The action that opens a text: a link, or a scenario as JSON.
    pub open_text: fn(&str) -> Action,
    /// Opens the run of the current address, unless it is shown.
    pub go_to_address: fn(Page),
    /// Tracks what is shown, and whether its document changes.
    pub note: fn(&Player, &Page),
    /// Stores what has changed, and sets the address to the run that is shown.
    pub settle: fn(&Player),
    /// Keeps what has changed while the page is being hidden or closed.
    pub leave: fn(),
    /// Looks for what other tabs have stored while the page was hidden.
    pub catch_up: fn(),
    /// Saves the run as a file. Returns at once; the user may still choose where.
    pub save_as_file: fn(&Player, &Page),
    /// Opens files that the user chose or dropped.
    pub open_files: fn(web_sys::FileList, &Page),
    /// Loads the engine that runs merge code. Returns whether that succeeded.
    pub load_script_engine: fn() -> Pin<Box<dyn Future<Output = bool>>>,
    /// Where the compared run diverges from the current one, in words.
    pub describe_divergence: fn(&Player) -> Option<DescribedDivergence>,
    /// The terms that a text mentions, with where.
    pub terms_in: fn(&str) -> Vec<Mention>,
    /// The violated guarantees of a run under causal delivery.
    pub session_violations: fn(&Timeline) -> Vec<SessionViolation>,
}

chunk! {
    /// The code that reads and writes runs. A call of it also lets the player change the run.
    pub READING in reading: fn() -> Reading = reader
}

fn reader() -> Reading {
    #[cfg(feature = "split")]
    Player::install_changes();
    Reading {
        open_at_start: || Box::pin(opening::open_at_start()),
        read_link: opening::read_link,
        open_text: opening::open_text,
        go_to_address: |page| spawn_local(opening::go_to_address(page)),
        note: changes::note,
        settle: |player| {
            address::show(player);
            storing::save();
        },
        leave: changes::leave,
        catch_up: storing::catch_up,
        save_as_file: files::save_run,
        open_files: |list, page| spawn_local(files::open_all(list, page.clone())),
        load_script_engine: || Box::pin(load_script_engine()),
        describe_divergence: Player::describe_divergence,
        terms_in: |text| terms_in(text).collect(),
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
