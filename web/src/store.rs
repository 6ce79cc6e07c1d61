//! The one store: a reducer that only hands actions to the player, and contexts that show what it shows.
//!
//! There are three contexts. [`View`] changes when there is something else to show, [`use_playhead`] whenever
//! the playhead moves, and [`use_settings`] only when something else is set up; so what does not depend on the
//! playhead's exact place is not drawn sixty times a second.

use std::ops::Deref;
use std::rc::Rc;

use player::{Action, BranchAction, Player, ViewAction};
use replication::{ClientId, LeaderId, Micros, World, Write};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::platform::initial_run;

/// A run of more events than this is long.
const LONG_RUN_EVENTS: usize = 5_000;

/// The reducer's state.
#[derive(Clone)]
pub struct Store {
    player: Player,
}

impl Store {
    /// The run that the page opens on.
    pub fn open() -> Self {
        Self { player: initial_run::initial_player() }
    }

    /// The player as it is.
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

/// Read-only sight of the player. Equal as long as there is nothing else to show; its `at` may then be
/// behind, so that is asked of [`use_playhead`].
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
    /// The world at the playhead.
    pub fn world(&self) -> &World {
        self.frame().world()
    }

    /// Whether the run is so long that not everything is found out anew at each of its instants that one passes.
    pub fn is_long(&self) -> bool {
        self.timeline().records().len() > LONG_RUN_EVENTS
    }

    /// What a leader is called, even one that is not there now.
    pub fn leader_name(&self, id: LeaderId) -> String {
        match self.frame().leader(id) {
            Some(leader) => leader.name.to_owned(),
            None => self.timeline().leader_name(id).unwrap_or_else(|| id.to_string()),
        }
    }

    /// What a client is called, even one that is not there.
    pub fn client_name(&self, id: ClientId) -> String {
        explain::client_name(self.world(), id)
    }

    /// Who made a write: a client, or the leader itself.
    pub fn written_by(&self, write: &Write) -> String {
        match write.client {
            Some(client) => self.client_name(client),
            None if write.is_merge() => format!("merged at {}", self.leader_name(write.dot.leader)),
            None => format!("assigned at {}", self.leader_name(write.dot.leader)),
        }
    }

    /// The lane of a leader: what its colour and pattern go by.
    pub fn lane(&self, id: LeaderId) -> usize {
        self.timeline().all_leaders().iter().position(|lane| *lane == id).unwrap_or_default()
    }
}

/// The same sight for what shows settings. Equal as long as nothing else is set up, whatever happens.
#[derive(Clone)]
pub struct Settings(pub View);

impl PartialEq for Settings {
    fn eq(&self, other: &Self) -> bool {
        self.0.has_same_setup_as(&other.0)
    }
}

/// Where the playhead stands.
#[derive(Clone, Copy, PartialEq)]
pub struct Playhead(pub Micros);

/// Hands actions to the store.
pub type Dispatch = UseReducerDispatcher<Store>;

/// Ends the page with a message: a component without its context would show another run than the one it is about.
fn missing_context(context: &str) -> ! {
    panic!("a component that uses {context} is outside of its provider")
}

/// What the player shows.
#[hook]
pub fn use_view() -> View {
    use_context().unwrap_or_else(|| missing_context("View"))
}

/// What is set up.
#[hook]
pub fn use_settings() -> View {
    use_context().map_or_else(|| missing_context("Settings"), |Settings(view)| view)
}

/// Where the playhead stands, at every frame.
#[hook]
pub fn use_playhead() -> Micros {
    use_context().map_or_else(|| missing_context("Playhead"), |Playhead(at)| at)
}

/// Whether what is shown is another branch beside the one that is worked on, to be looked at only.
#[derive(Clone, Copy, PartialEq)]
pub struct ReadOnly;

/// Whether this is a branch to be looked at only.
#[hook]
pub fn use_read_only() -> bool {
    use_context::<ReadOnly>().is_some()
}

/// What is said where somebody tries to change what is only looked at.
const READ_ONLY_NOTICE: &str = "This run is only here to be compared. Show it to change it.";

/// The dispatcher of actions. What is only looked at takes none that changes it.
#[hook]
pub fn use_dispatch() -> Dispatcher {
    let dispatch: Dispatch = use_context().unwrap_or_else(|| missing_context("Dispatch"));
    let only_looking = use_read_only();
    (*use_memo((dispatch, only_looking), |(dispatch, only_looking)| {
        let (dispatch, only_looking) = (dispatch.clone(), *only_looking);
        Dispatcher::new(move |action: Action| {
            let is_change = action.edits() && !matches!(action, Action::Branch(BranchAction::Switch(_)));
            let action = if only_looking && is_change {
                ViewAction::Notice(READ_ONLY_NOTICE.into()).into()
            } else {
                action
            };
            dispatch.dispatch(action);
        })
    }))
    .clone()
}
