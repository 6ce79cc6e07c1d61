//! The workspace: all branches, the edits that led to them, and the scenario that was opened.

use std::rc::Rc;

use scenario::Scenario;

use crate::branches::Branches;
use crate::history::{Edit, History};

/// The branches and the history of edits.
#[derive(Clone, Debug)]
pub(super) struct Workspace {
    pub(super) branches: Rc<Branches>,
    pub(super) history: Rc<History>,
    /// The scenario as it was opened.
    pub(super) opened: Rc<Scenario>,
}

/// Equal if both hold the same objects, which are replaced only when something changes.
impl PartialEq for Workspace {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.branches, &other.branches) && Rc::ptr_eq(&self.history, &other.history)
    }
}

impl Workspace {
    /// A single branch without edits.
    pub(super) fn new(scenario: Rc<Scenario>) -> Self {
        let branches = Rc::new(Branches::single(scenario.clone()));
        Self { branches, history: Rc::default(), opened: scenario }
    }

    /// The scenario of the current branch.
    pub(super) fn scenario(&self) -> &Rc<Scenario> {
        &self.branches.current().scenario
    }

    /// Whether the scenario differs from the one that was opened, or there are other branches.
    pub(super) fn is_edited(&self) -> bool {
        let is_other = !Rc::ptr_eq(self.scenario(), &self.opened) && *self.scenario() != self.opened;
        is_other || self.branches.all().len() > 1
    }

    /// The edits that undo and redo would act on.
    pub(super) fn undo_and_redo(&self) -> (Option<&Edit>, Option<&Edit>) {
        (self.history.last(), self.history.next())
    }
}
