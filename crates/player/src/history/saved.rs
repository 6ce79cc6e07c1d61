//! The history as it is saved: each edit by its name, and what it changed as JSON.

use std::rc::Rc;

use replication::{Micros, World};
use scenario::Scenario;
use serde::{Deserialize, Serialize};

use super::difference::{BranchDifference, Difference, ScenarioDifference, ScenarioPatch};
use super::{Edit, EditKind, History};
use crate::branches::BranchId;

/// How many bytes of edits are saved, as JSON: browsers store little. Beyond it, the oldest are left out.
const MAX_SAVED_BYTES: usize = 500_000;

/// A saved history, in the order in which the edits were made and undone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedHistory {
    /// The edits made.
    pub past: Vec<SavedEdit>,
    /// The edits undone.
    pub future: Vec<SavedEdit>,
}

/// A saved edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedEdit {
    /// Its name, such as `crash Tokyo`.
    pub name: String,
    /// The id of the branch that is current right after it.
    pub shown_after: u32,
    /// The branches that undoing or redoing it leads to.
    pub branches: Vec<SavedChange>,
    /// The id of the current one.
    pub current: u32,
    /// The id of the next branch.
    pub next: u32,
}

/// A branch that results from undoing or redoing an edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedChange {
    /// Its id.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// The id of its origin, and the instant of the fork in microseconds.
    pub from: Option<(u32, u64)>,
    /// The change to its scenario.
    pub scenario: SavedScenarioChange,
}

/// A change to a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SavedScenarioChange {
    /// It stays as it is.
    Same,
    /// Commands and perhaps the setup change.
    Patched {
        /// Whether the setup changes too.
        changes_setup: bool,
        /// The new setup, if it changes, and the inserted commands, as JSON.
        scenario: String,
        /// The index of the first command that is replaced.
        at: usize,
        /// How many commands are replaced.
        replaced: usize,
    },
    /// The branch is new, with this scenario as JSON.
    New(String),
}

impl History {
    /// Saves the latest edits; they get the names that they have in this world.
    pub(crate) fn saved(&self, world: &World) -> SavedHistory {
        let mut bytes = 0;
        let mut fits = |edit: &&Edit| {
            bytes += edit.bytes;
            bytes <= MAX_SAVED_BYTES
        };
        // Those next to the current state first: an edit leads nowhere without them.
        let latest: Vec<&Edit> = self.past.iter().rev().take_while(&mut fits).collect();
        let next: Vec<&Edit> = self.future.iter().rev().take_while(&mut fits).collect();
        let saved = |edits: Vec<&Edit>| edits.into_iter().rev().map(|edit| saved_edit(edit, world)).collect();
        SavedHistory { past: saved(latest), future: saved(next) }
    }

    /// Restores a saved history; none if a part of it cannot be read.
    pub(crate) fn from_saved(saved: &SavedHistory) -> Option<Self> {
        let past: Option<_> = saved.past.iter().map(restored_edit).collect();
        let future: Option<_> = saved.future.iter().map(restored_edit).collect();
        Some(Self { past: past?, future: future? })
    }
}

fn saved_edit(edit: &Edit, world: &World) -> SavedEdit {
    let branch = |branch: &BranchDifference| SavedChange {
        id: branch.id.0,
        name: branch.name.to_string(),
        from: branch.from.map(|(origin, at)| (origin.0, at.0)),
        scenario: match &branch.scenario {
            ScenarioDifference::Same => SavedScenarioChange::Same,
            ScenarioDifference::Patched(patch) => SavedScenarioChange::Patched {
                changes_setup: patch.changes_setup,
                scenario: patch.scenario.to_compact_json(),
                at: patch.at,
                replaced: patch.replaced,
            },
            ScenarioDifference::New(scenario) => SavedScenarioChange::New(scenario.to_compact_json()),
        },
    };
    SavedEdit {
        name: edit.kind.describe(world),
        shown_after: edit.shown_after.0,
        branches: edit.difference.branches.iter().map(branch).collect(),
        current: edit.difference.current.0,
        next: edit.difference.next.0,
    }
}

fn restored_edit(saved: &SavedEdit) -> Option<Edit> {
    let scenario = |json: &str| Scenario::from_unchecked_json(json).ok().map(Rc::new);
    let branch = |change: &SavedChange| {
        Some(BranchDifference {
            id: BranchId(change.id),
            name: change.name.as_str().into(),
            from: change.from.map(|(origin, at)| (BranchId(origin), Micros(at))),
            scenario: match &change.scenario {
                SavedScenarioChange::Same => ScenarioDifference::Same,
                SavedScenarioChange::Patched { changes_setup, scenario: json, at, replaced } => {
                    let (changes_setup, at, replaced) = (*changes_setup, *at, *replaced);
                    ScenarioDifference::Patched(ScenarioPatch {
                        changes_setup,
                        scenario: scenario(json)?,
                        at,
                        replaced,
                    })
                }
                SavedScenarioChange::New(json) => ScenarioDifference::New(scenario(json)?),
            },
        })
    };
    let branches: Option<Vec<_>> = saved.branches.iter().map(branch).collect();
    let (current, next) = (BranchId(saved.current), BranchId(saved.next));
    let difference = Difference { branches: branches?, current, next };
    Some(Edit {
        kind: EditKind::Restored(saved.name.as_str().into()),
        bytes: difference.bytes(),
        difference: Rc::new(difference),
        shown_after: BranchId(saved.shown_after),
        ongoing: false,
    })
}
