//! Undo and redo: all branches before and after, each with the edit between.

use std::rc::Rc;

mod cut_off;
mod edit_kind;

pub use cut_off::CutOff;
pub use edit_kind::EditKind;

use crate::branches::{BranchId, Branches};

/// One edit that can be taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What it was.
    pub kind: EditKind,
    /// The branches on the other side of the edit.
    pub branches: Rc<Branches>,
    /// The branch that is shown once it is made, though another may have been looked at since.
    pub shown_after: BranchId,
    /// Whether it is part of a gesture that goes on.
    pub ongoing: bool,
}

/// What was edited, and what was taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct History {
    past: Vec<Edit>,
    future: Vec<Edit>,
}

impl History {
    /// Whether nothing was edited.
    pub(crate) fn is_empty(&self) -> bool {
        self.past.is_empty() && self.future.is_empty()
    }

    /// The edit that undo would take back.
    pub(crate) fn last(&self) -> Option<&Edit> {
        self.past.last()
    }

    /// The edit that redo would make again.
    pub(crate) fn next(&self) -> Option<&Edit> {
        self.future.last()
    }

    /// Notes an edit that led from some branches to others. The steps of one gesture are one edit.
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

    /// Goes one edit back from the branches `now`.
    pub(crate) fn undo(&mut self, now: &Branches) -> Option<Rc<Branches>> {
        let edit = self.past.pop()?;
        // To make it again is to see it again.
        let after = now.switched(edit.shown_after).unwrap_or_else(|| now.clone());
        let before = edit.branches.clone();
        self.future.push(Edit { branches: Rc::new(after), ongoing: false, ..edit });
        Some(before)
    }

    /// Goes one edit forward again from the branches `now`.
    pub(crate) fn redo(&mut self, now: &Branches) -> Option<Rc<Branches>> {
        let edit = self.future.pop()?;
        let after = edit.branches.clone();
        self.past.push(Edit { branches: Rc::new(now.clone()), ongoing: false, ..edit });
        Some(after)
    }
}
