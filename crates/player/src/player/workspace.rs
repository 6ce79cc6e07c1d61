//! The workspace: all branches, the edits that led to them, and the scenario that was opened.

use std::rc::Rc;

use scenario::Scenario;

use crate::branches::Branches;
use crate::document::DocumentId;
use crate::history::{Edit, History};

/// The branches and the history of edits.
#[derive(Clone, Debug)]
pub(super) struct Workspace {
    pub(super) branches: Rc<Branches>,
    pub(super) history: Rc<History>,
    /// The scenario as it was opened.
    pub(super) opened: Rc<Scenario>,
    /// How many runs were opened before it.
    pub(super) opening: u32,
    /// The document that it is stored as.
    pub(super) document: Option<DocumentId>,
    /// The revision that it was read as, with its branches then; none if it was not read from a document.
    pub(super) read: Option<(u32, Rc<Branches>)>,
}

/// Equal if both are the same document and hold the same objects, which are replaced only when something changes.
impl PartialEq for Workspace {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.branches, &other.branches)
            && Rc::ptr_eq(&self.history, &other.history)
            && self.opening == other.opening
            && self.document == other.document
    }
}

impl Workspace {
    /// A single branch without edits.
    pub(super) fn new(scenario: Rc<Scenario>) -> Self {
        let branches = Rc::new(Branches::single(scenario.clone()));
        Self { branches, history: Rc::default(), opened: scenario, opening: 0, document: None, read: None }
    }

    /// The scenario of the current branch.
    pub(super) fn scenario(&self) -> &Rc<Scenario> {
        &self.branches.current().scenario
    }

    /// The edits that undo and redo would act on.
    pub(super) fn undo_and_redo(&self) -> (Option<&Edit>, Option<&Edit>) {
        (self.history.last(), self.history.next())
    }
}
