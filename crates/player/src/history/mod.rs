//! Undo and redo: each edit, with the branches before or after it.

use std::rc::Rc;

mod cut_off;
mod edit_kind;

pub use cut_off::CutOff;
pub use edit_kind::EditKind;

use crate::branches::{BranchId, Branches};

/// An edit that can be undone or redone.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The kind of edit.
    pub kind: EditKind,
    /// The branches on the other side of the edit.
    pub branches: Rc<Branches>,
    /// The branch that is current right after the edit, even if the user has switched since.
    pub shown_after: BranchId,
    /// Whether it is part of a gesture that continues.
    pub ongoing: bool,
}

/// The edits made so far, and those undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct History {
    past: Vec<Edit>,
    future: Vec<Edit>,
}

impl History {
    /// Whether there is nothing to undo or redo.
    pub(crate) fn is_empty(&self) -> bool {
        self.past.is_empty() && self.future.is_empty()
    }

    /// The edit that undo would revert.
    pub(crate) fn last(&self) -> Option<&Edit> {
        self.past.last()
    }

    /// The edit that redo would reapply.
    pub(crate) fn next(&self) -> Option<&Edit> {
        self.future.last()
    }

    /// Records an edit, with the branches before and after it. The steps of one gesture count as one edit.
    pub(crate) fn record(&mut self, kind: EditKind, before: Rc<Branches>, after: &Branches, ongoing: bool) {
        self.future.clear();
        let shown = after.current().id;
        match self.past.last_mut() {
            Some(last) if last.ongoing && last.kind.same_gesture(&kind) => {
                (last.kind, last.ongoing) = (kind, ongoing);
            }
            _ => self.past.push(Edit { kind, branches: before, shown_after: shown, ongoing }),
        }
    }

    /// Reverts the last edit; `now` are the current branches.
    pub(crate) fn undo(&mut self, now: &Branches) -> Option<Rc<Branches>> {
        let edit = self.past.pop()?;
        // Redo shows the branch that was edited.
        let after = now.switched(edit.shown_after).unwrap_or_else(|| now.clone());
        let before = edit.branches.clone();
        self.future.push(Edit { branches: Rc::new(after), ongoing: false, ..edit });
        Some(before)
    }

    /// Reapplies the last undone edit; `now` are the current branches.
    pub(crate) fn redo(&mut self, now: &Branches) -> Option<Rc<Branches>> {
        let edit = self.future.pop()?;
        let after = edit.branches.clone();
        self.past.push(Edit { branches: Rc::new(now.clone()), ongoing: false, ..edit });
        Some(after)
    }
}
