//! What is saved of the workspace.

use std::rc::Rc;

use scenario::Permalink;

use super::Player;
use crate::saved::{Saved, SavedBranch, VERSION};

impl Player {
    /// Saves the workspace, with the edit whose run is still being computed.
    #[must_use]
    pub fn saved(&self) -> Saved {
        let branches = self.latest_branches();
        let all = branches.all();
        let index_of = |id| all.iter().position(|branch| branch.id == id);
        let current = branches.current();
        let is_computed = Rc::ptr_eq(branches, self.branches());
        let saved = all.iter().map(|branch| SavedBranch {
            id: Some(branch.id.0),
            name: branch.name.to_string(),
            from: branch.from.and_then(|(origin, at)| Some((index_of(origin)?, at.0))),
            link: match branch.id == current.id {
                true if is_computed => self.permalink().encode(),
                true => Permalink { at: self.at(), ..Permalink::of((*branch.scenario).clone()) }.encode(),
                false => Permalink::of((*branch.scenario).clone()).encode(),
            },
        });
        Saved {
            version: VERSION,
            branches: saved.collect(),
            current: index_of(current.id).unwrap_or_default(),
            next: branches.next_id().0,
            history: self.saved_history(),
        }
    }
}
