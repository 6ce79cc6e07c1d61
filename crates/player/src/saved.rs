//! Saved workspaces: all branches, each as a link, and the history of edits.

use std::fmt;

use replication::{Micros, isolated};
use scenario::{Permalink, PermalinkError, ScenarioError};
use serde::{Deserialize, Serialize};

use crate::branches::{Branch, BranchId, Branches};
use crate::history::{History, SavedHistory};

/// A saved workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The version of this form; 0 in what the first versions saved.
    #[serde(default)]
    pub version: u32,
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

/// The version of the form that this program saves.
pub(crate) const VERSION: u32 = 1;

impl Saved {
    /// The link of the current branch; none if there are no branches.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        self.branches.get(self.current).map(|branch| branch.link.as_str())
    }

    /// The same with another title for the run that is shown.
    ///
    /// # Errors
    /// Why that run cannot be read, or cannot have this title.
    pub fn with_title(&self, title: &str) -> Result<Self, NotRenamed> {
        let mut saved = self.clone();
        let branch = saved.branches.get_mut(self.current).ok_or(NotRenamed::Unreadable(Unreadable::Empty))?;
        let unreadable = |error| Unreadable::Branch { name: branch.name.clone(), error };
        let mut permalink = Permalink::decode_stored(&branch.link)
            .map_err(|error| NotRenamed::Unreadable(unreadable(error)))?;
        permalink.scenario.title = title.to_owned();
        permalink.scenario.check().map_err(NotRenamed::Title)?;
        branch.link = permalink.encode();
        Ok(saved)
    }

    /// Reads what is saved, as far as possible.
    pub(crate) fn restore(&self) -> Result<Restored, Unreadable> {
        if self.version > VERSION {
            return Err(Unreadable::Newer);
        }
        let mut unread = None;
        let mut readable = Vec::new();
        for (index, branch) in self.branches.iter().enumerate() {
            match Permalink::decode_stored(&branch.link) {
                Ok(permalink) => readable.push((index, branch, permalink)),
                Err(error) => {
                    let name = branch.name.clone();
                    unread = unread.or(Some(Unreadable::Branch { name, error }));
                }
            }
        }
        let current = readable.iter().find(|(index, ..)| *index == self.current).or(readable.first());
        let Some((_, _, shown)) = current.cloned() else {
            return Err(unread.unwrap_or(Unreadable::Empty));
        };
        if let (None, Some((branches, history))) = (&unread, whole_workspace(self, &readable)) {
            return Ok(Restored { branches, history, shown, unread });
        }
        let has_ids = self.branches.iter().all(|branch| branch.id.is_some());
        // What the first versions saved has no ids and no history; there is nothing to read.
        let unread = unread.or_else(|| has_ids.then_some(Unreadable::History));
        let branches = rest_of_workspace(self, &readable).ok_or(Unreadable::Empty)?;
        Ok(Restored { branches, history: History::default(), shown, unread })
    }
}

/// A saved workspace, as far as it can be read.
pub(crate) struct Restored {
    pub(crate) branches: Branches,
    pub(crate) history: History,
    /// The current branch, with the instant and the fingerprint of its run.
    pub(crate) shown: Permalink,
    /// The first part that cannot be read.
    pub(crate) unread: Option<Unreadable>,
}

/// Why a saved workspace, or a part of it, cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A newer version of the program saved it.
    Newer,
    /// There is no run in it.
    Empty,
    /// A branch cannot be read.
    Branch {
        /// Its name.
        name: String,
        /// Why.
        error: PermalinkError,
    },
    /// The branches or the edits do not fit together.
    History,
}

/// Why a saved run cannot have another title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRenamed {
    /// It cannot be read.
    Unreadable(Unreadable),
    /// With this title, it would not be valid.
    Title(ScenarioError),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer => f.write_str("it was saved by a newer version of Polyleader"),
            Self::Empty => f.write_str("it contains no run"),
            Self::Branch { name, error } => {
                write!(f, "the branch “{}” cannot be read: {error}", isolated(name))
            }
            Self::History => f.write_str("its list of edits is damaged"),
        }
    }
}

impl std::error::Error for Unreadable {}

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
