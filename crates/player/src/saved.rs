//! Saved workspaces: all branches, each as a link.

use std::rc::Rc;

use replication::Micros;
use scenario::Permalink;
use serde::{Deserialize, Serialize};

use crate::branches::Branches;
use crate::player::Player;

/// A saved workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The branches.
    pub branches: Vec<SavedBranch>,
    /// The index of the current branch.
    pub current: usize,
}

/// A saved branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedBranch {
    /// Its name.
    pub name: String,
    /// The index of its origin, and the instant of the fork in microseconds.
    pub from: Option<(usize, u64)>,
    /// The run as a link.
    pub link: String,
}

impl Saved {
    /// The link of the current branch; none if there are no branches.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        self.branches.get(self.current).map(|branch| branch.link.as_str())
    }
}

impl Player {
    /// Saves the workspace.
    #[must_use]
    pub fn saved(&self) -> Saved {
        let all = self.branches().all();
        let index_of = |id| all.iter().position(|branch| branch.id == id);
        let current = self.branches().current().id;
        let branches = all.iter().map(|branch| SavedBranch {
            name: branch.name.to_string(),
            from: branch.from.and_then(|(origin, at)| Some((index_of(origin)?, at.0))),
            link: match branch.id == current {
                true => self.permalink().encode(),
                false => {
                    let scenario = (*branch.scenario).clone();
                    Permalink::of(scenario).encode()
                }
            },
        });
        Saved { branches: branches.collect(), current: index_of(current).unwrap_or_default() }
    }

    /// Restores a saved workspace. Unreadable branches are skipped; none if no branch is left.
    #[must_use]
    pub fn from_saved(saved: &Saved) -> Option<Self> {
        let readable = saved.branches.iter().enumerate();
        let readable = readable
            .filter_map(|(index, branch)| Some((index, branch, Permalink::decode(&branch.link).ok()?)));
        let readable: Vec<(usize, &SavedBranch, Permalink)> = readable.collect();
        let new_index = |old_index: usize| readable.iter().position(|(index, ..)| *index == old_index);
        let current = new_index(saved.current).unwrap_or_default();
        let permalink = readable.get(current)?.2.clone();
        let list = readable.iter().map(|(_, branch, permalink)| {
            let from = branch.from.and_then(|(origin, at)| Some((new_index(origin)?, Micros(at))));
            (branch.name.clone(), from, permalink.scenario.clone())
        });
        let branches = Branches::from_list(list, current)?;
        Some(Self::from_permalink_with_branches(Rc::new(branches), permalink))
    }
}
