//! Saved workspaces: all branches, each as a link, and the history of edits.

use std::rc::Rc;

use replication::Micros;
use scenario::Permalink;
use serde::{Deserialize, Serialize};

use crate::branches::{Branch, BranchId, Branches};
use crate::history::{History, SavedHistory};
use crate::player::Player;

/// A saved workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The branches.
    pub branches: Vec<SavedBranch>,
    /// The index of the current branch.
    pub current: usize,
    /// The id of the next branch; 0 in what earlier versions saved.
    #[serde(default)]
    pub next: u32,
    /// The edits that undo and redo act on; none in what earlier versions saved.
    #[serde(default)]
    pub history: SavedHistory,
}

/// A saved branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedBranch {
    /// Its id; in what earlier versions saved, its index.
    #[serde(default)]
    pub id: Option<u32>,
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
            id: Some(branch.id.0),
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
        Saved {
            branches: branches.collect(),
            current: index_of(current).unwrap_or_default(),
            next: self.branches().next_id().0,
            history: self.saved_history(),
        }
    }

    /// Restores a saved workspace, with its history if all of it can be read. Unreadable branches are skipped; none if
    /// no branch is left.
    #[must_use]
    pub fn from_saved(saved: &Saved) -> Option<Self> {
        let readable = saved.branches.iter().enumerate();
        let readable = readable
            .filter_map(|(index, branch)| Some((index, branch, Permalink::decode(&branch.link).ok()?)));
        let readable: Vec<ReadableBranch> = readable.collect();
        let shown = readable.iter().find(|(index, ..)| *index == saved.current).or(readable.first());
        let permalink = shown?.2.clone();
        let (branches, history) = whole_workspace(saved, &readable)
            .or_else(|| Some((rest_of_workspace(saved, &readable)?, History::default())))?;
        Some(Self::from_permalink_with(Rc::new(branches), Rc::new(history), permalink))
    }
}

/// A branch that can be read, with its index among all that were saved.
type ReadableBranch<'a> = (usize, &'a SavedBranch, Permalink);

/// The branches and the history, if all of them can be read.
fn whole_workspace(saved: &Saved, readable: &[ReadableBranch]) -> Option<(Branches, History)> {
    let id = |index: usize| saved.branches.get(index)?.id.map(BranchId);
    let branch = |(index, branch, permalink): &ReadableBranch| {
        let from = branch.from.and_then(|(origin, at)| Some((id(origin)?, Micros(at))));
        Some(Branch::new(id(*index)?, &branch.name, from, permalink.scenario.clone()))
    };
    let all: Vec<Branch> = readable.iter().map(branch).collect::<Option<_>>()?;
    if all.len() < saved.branches.len() {
        return None;
    }
    let branches = Branches::new(all, id(saved.current)?, BranchId(saved.next))?;
    Some((branches, History::from_saved(&saved.history)?))
}

/// The branches that can be read; of those from earlier versions, which had no ids, the ids are their indices.
fn rest_of_workspace(saved: &Saved, readable: &[ReadableBranch]) -> Option<Branches> {
    let new_index = |old_index: usize| readable.iter().position(|(index, ..)| *index == old_index);
    let list = readable.iter().map(|(_, branch, permalink)| {
        let from = branch.from.and_then(|(origin, at)| Some((new_index(origin)?, Micros(at))));
        (branch.name.clone(), from, permalink.scenario.clone())
    });
    Branches::from_list(list, new_index(saved.current).unwrap_or_default())
}
