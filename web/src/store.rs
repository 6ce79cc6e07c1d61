//! The store: a reducer that passes actions to the player, and the contexts that expose the player's state.
//!
//! There are three contexts. [`View`] changes when the visible state changes, [`use_playhead`] whenever the
//! playhead moves, even between two events of a run that is played, and [`use_settings`] only when the setup changes; so components that do not depend on the
//! exact playhead do not render sixty times a second.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use figure::leaders::lane_of;
use player::{Action, BranchAction, PlaybackAction, Player, ViewAction};
use replication::{LeaderId, Micros};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::documents::{initial_run, reading};

/// A run of more events than this counts as long.
const LONG_RUN_EVENTS: usize = 5_000;

/// The reducer's state: the player.
#[derive(Clone)]
pub struct Store {
    player: Player,
}

impl Store {
    /// The run that the page opens on.
    pub fn open() -> Self {
        Self::showing(initial_run::initial_player())
    }

    /// The run of this player.
    pub fn showing(player: Player) -> Self {
        Self { player }
    }

    /// The player's current state.
    pub fn player(&self) -> &Player {
        &self.player
    }
}

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut store = (*self).clone();
        store.player.act(action);
        store.into()
    }
}

/// A read-only view of the player. Paused, it is at the playhead. While the run is played, it stays the same from one event
/// to the next, so `at` lags behind: what needs the exact instant reads [`use_playhead`].
#[derive(Clone)]
pub struct View(pub Player);

impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        self.0.looks_same_as(&other.0)
    }
}

impl Deref for View {
    type Target = Player;

    fn deref(&self) -> &Player {
        &self.0
    }
}

impl View {
    /// Whether the run is too long to recompute every derived value at each instant of a seek.
    pub fn is_long(&self) -> bool {
        self.timeline().records().len() > LONG_RUN_EVENTS
    }

    /// A leader's lane index, which determines its colour and pattern.
    pub fn lane(&self, id: LeaderId) -> usize {
        lane_of(self.timeline(), id)
    }
}

/// The same view for settings forms: equal while the setup is the same, wherever the playhead is.
#[derive(Clone)]
pub struct Settings(pub View);

impl PartialEq for Settings {
    fn eq(&self, other: &Self) -> bool {
        self.0.has_same_setup_as(&other.0)
    }
}

/// Context: the playhead's position.
#[derive(Clone, Copy, PartialEq)]
pub struct Playhead(pub Micros);

/// The reducer's dispatcher.
pub type Dispatch = UseReducerDispatcher<Store>;

/// Panics: a component without its provider would show a different run from the rest of the page.
fn missing_context(context: &str) -> ! {
    panic!("a component that uses {context} is outside of its provider")
}

/// The view of the player.
#[hook]
pub fn use_view() -> View {
    use_context().unwrap_or_else(|| missing_context("View"))
}

/// The view of the player's setup.
#[hook]
pub fn use_settings() -> View {
    use_context().map_or_else(|| missing_context("Settings"), |Settings(view)| view)
}

/// The playhead's position, updated every frame.
#[hook]
pub fn use_playhead() -> Micros {
    use_context().map_or_else(|| missing_context("Playhead"), |Playhead(at)| at)
}

/// Context: present around a run that cannot be edited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ReadOnly {
    /// The branch beside the current one: an attempt to edit it is answered by a notice.
    Beside,
    /// The only run, without the controls that edit it.
    WithoutControls,
}

/// Whether this run is read-only.
#[hook]
pub fn use_read_only() -> bool {
    use_context::<ReadOnly>().is_some()
}

/// Whether this is the branch beside the current one.
#[hook]
pub fn use_is_beside() -> bool {
    use_context() == Some(ReadOnly::Beside)
}

/// Whether there are controls that edit the run, even if only to say that it is read-only.
#[hook]
pub fn use_has_controls() -> bool {
    use_context() != Some(ReadOnly::WithoutControls)
}

/// The notice for an attempt to edit the read-only branch.
const READ_ONLY_NOTICE: &str = "This run is read-only here. Switch to it to edit it.";

/// The notice for a change while the code for it cannot be loaded.
const NOT_LOADED_NOTICE: &str = "This could not be done, because a part of the page could not be loaded. Check your connection and try again.";

thread_local! {
    /// Actions that wait for the code that changes runs, in their order.
    static WAITING: RefCell<Vec<(Action, Dispatch)>> = const { RefCell::new(Vec::new()) };
}

/// Performs an action: one that changes the run as soon as the code for that is there, and any other at once, unless a
/// change waits: a run that is opened and then played is not to be played first.
fn perform(action: Action, dispatch: Dispatch) {
    let waits = WAITING.with_borrow(|waiting| !waiting.is_empty());
    let is_change = action.edits() || matches!(action, Action::Job(_) | Action::Document(_));
    let is_clock = matches!(action, Action::Playback(PlaybackAction::Tick { .. }));
    if is_clock || !waits && (!is_change || reading::get().is_some()) {
        dispatch.dispatch(action);
        return;
    }
    WAITING.with_borrow_mut(|waiting| waiting.push((action, dispatch)));
    if !waits {
        spawn_local(async {
            let is_loaded = reading::load().await.is_some();
            perform_waiting(is_loaded);
        });
    }
}

/// Performs all pending actions. If the code could not be loaded, a notice says so, and nothing changes.
fn perform_waiting(is_loaded: bool) {
    let waiting = WAITING.take();
    match (is_loaded, waiting.first()) {
        (true, _) => waiting.into_iter().for_each(|(action, dispatch)| dispatch.dispatch(action)),
        (false, Some((_, dispatch))) => {
            dispatch.dispatch(ViewAction::Notice(NOT_LOADED_NOTICE.into()).into());
        }
        (false, None) => {}
    }
}

/// The dispatcher of actions. On a read-only branch, edits become a notice.
#[hook]
pub fn use_dispatch() -> Dispatcher {
    let dispatch: Dispatch = use_context().unwrap_or_else(|| missing_context("Dispatch"));
    let read_only: Option<ReadOnly> = use_context();
    (*use_memo((dispatch, read_only), |(dispatch, read_only)| {
        let (dispatch, read_only) = (dispatch.clone(), *read_only);
        Dispatcher::new(move |action: Action| {
            let is_change = action.edits() && !matches!(action, Action::Branch(BranchAction::Switch(_)));
            let action = match read_only.filter(|_| is_change) {
                Some(ReadOnly::Beside) => ViewAction::Notice(READ_ONLY_NOTICE.into()).into(),
                Some(ReadOnly::WithoutControls) => return,
                None => action,
            };
            perform(action, dispatch.clone());
        })
    }))
    .clone()
}
