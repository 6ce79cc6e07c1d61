//! Actions that change the run or open another. A program may install their code later: playing a run needs none of it,
//! and the page fetches it after the first frame.

use super::Player;
use crate::action::Action;

/// Performs an action that changes the run.
fn perform(player: &mut Player, action: Action) {
    match action {
        Action::Edit(action) => player.act_on_scenario(action),
        Action::Branch(action) => player.act_on_branches(action),
        Action::Document(action) => player.act_on_documents(action),
        Action::Job(action) => player.act_on_job(action),
        Action::Playback(_) | Action::View(_) => {}
    }
}

#[cfg(not(feature = "deferred-changes"))]
impl Player {
    /// Performs an action that changes the run.
    pub(super) fn change(&mut self, action: Action) {
        perform(self, action);
    }
}

#[cfg(feature = "deferred-changes")]
mod deferred {
    use std::sync::OnceLock;

    use super::{Action, Player, perform};

    static PERFORM: OnceLock<fn(&mut Player, Action)> = OnceLock::new();

    /// The notice for a change whose code is not installed.
    const NOT_LOADED: &str = "The editor has not loaded yet. Try again.";

    impl Player {
        /// Installs the code for actions that change the run. It must be there before the first one.
        pub fn install_changes() {
            // Installed before: it is the same.
            let _ = PERFORM.set(perform);
        }

        /// Performs an action that changes the run, if its code is installed.
        pub(in crate::player) fn change(&mut self, action: Action) {
            match PERFORM.get() {
                Some(perform) => perform(self, action),
                None => self.notice.show(NOT_LOADED),
            }
        }
    }
}
