//! Actions that change the run or open another. A program may install their code later: playing a run needs none of it,
//! and the page fetches it after the first frame.

use super::Player;
use crate::action::{BranchAction, EditAction, JobAction};

/// An action that changes the run.
pub(super) enum Change {
    Edit(EditAction),
    Branch(BranchAction),
    Job(JobAction),
}

impl Change {
    /// Performs it.
    fn perform(self, player: &mut Player) {
        match self {
            Self::Edit(action) => player.act_on_scenario(action),
            Self::Branch(action) => player.act_on_branches(action),
            Self::Job(action) => player.act_on_job(action),
        }
    }
}

/// Performs a change.
#[cfg(not(feature = "deferred-changes"))]
pub(super) fn perform(change: Change, player: &mut Player) {
    change.perform(player);
}

#[cfg(feature = "deferred-changes")]
mod deferred {
    use std::sync::OnceLock;

    use super::{Change, Player};

    type Perform = fn(Change, &mut Player);

    static PERFORM: OnceLock<Perform> = OnceLock::new();

    /// The notice for a change whose code is not installed.
    const NOT_LOADED: &str = "The code for changes is not loaded yet. Try again.";

    /// Installs the code for changes. It must be there before the first one.
    pub fn install_changes() {
        // Installed before: it is the same.
        let _ = PERFORM.set(Change::perform);
    }

    /// Performs a change, if its code is installed.
    pub(in crate::player) fn perform(change: Change, player: &mut Player) {
        match PERFORM.get() {
            Some(perform) => perform(change, player),
            None => player.notice.show(NOT_LOADED),
        }
    }
}

#[cfg(feature = "deferred-changes")]
pub use deferred::install_changes;
#[cfg(feature = "deferred-changes")]
pub(super) use deferred::perform;
