//! Undo and redo: each edit, with what leads to the branches before or after it.

use std::collections::VecDeque;
use std::rc::Rc;

mod cut_off;
mod difference;
mod edit_kind;
mod saved;

pub use cut_off::CutOff;
pub use edit_kind::EditKind;
pub use saved::{SavedChange, SavedEdit, SavedHistory, SavedScenarioChange};

use difference::Difference;

use crate::branches::{BranchId, Branches};

/// How many bytes of scenarios the history may take, as JSON. Beyond it, the oldest edits can no longer be undone.
const MAX_BYTES: usize = 4_000_000;

/// An edit that can be undone or redone.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The kind of edit.
    pub kind: EditKind,
    /// What leads to the branches on the other side of the edit.
    difference: Rc<Difference>,
    /// About how many bytes the difference takes.
    bytes: usize,
    /// The branch that is current right after the edit, even if the user has switched since.
    shown_after: BranchId,
    /// Whether it is part of a gesture that continues.
    ongoing: bool,
}

impl Edit {
    /// The same edit, to be reverted or reapplied from one state of the branches to another.
    fn leading(self, from: &Branches, to: &Branches) -> Self {
        let difference = Difference::between(from, to);
        Self { bytes: difference.bytes(), difference: Rc::new(difference), ongoing: false, ..self }
    }
}

/// The edits made so far, and those undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct History {
    past: VecDeque<Edit>,
    future: Vec<Edit>,
}

impl History {
    /// The edit that undo would revert.
    pub(crate) fn last(&self) -> Option<&Edit> {
        self.past.back()
    }

    /// The edit that redo would reapply.
    pub(crate) fn next(&self) -> Option<&Edit> {
        self.future.last()
    }

    /// Whether an edit of this kind would continue the gesture of the last one.
    pub(crate) fn continues(&self, kind: &EditKind) -> bool {
        self.past.back().is_some_and(|last| last.ongoing && last.kind.same_gesture(kind))
    }

    /// Records an edit, with the branches before and after it. The steps of one gesture count as one edit.
    pub(crate) fn record(&mut self, kind: EditKind, before: &Branches, after: &Branches, ongoing: bool) {
        self.future.clear();
        let continued = if self.continues(&kind) { self.past.pop_back() } else { None };
        let (shown_after, difference) = match continued {
            Some(begun) => {
                let before_the_gesture = begun.difference.apply(before);
                (begun.shown_after, Difference::between(after, &before_the_gesture))
            }
            None => (after.current().id, Difference::between(after, before)),
        };
        let bytes = difference.bytes();
        self.past.push_back(Edit { kind, difference: Rc::new(difference), bytes, shown_after, ongoing });
        self.forget_oldest();
    }

    /// Reverts the last edit; `now` are the current branches.
    pub(crate) fn undo(&mut self, now: &Branches) -> Option<Rc<Branches>> {
        let edit = self.past.pop_back()?;
        // Redo shows the branch that was edited.
        let after = now.switched(edit.shown_after).unwrap_or_else(|| now.clone());
        let before = edit.difference.apply(now);
        self.future.push(edit.leading(&before, &after));
        Some(Rc::new(before))
    }

    /// Reapplies the last undone edit; `now` are the current branches.
    pub(crate) fn redo(&mut self, now: &Branches) -> Option<Rc<Branches>> {
        let edit = self.future.pop()?;
        let after = edit.difference.apply(now);
        self.past.push_back(edit.leading(&after, now));
        Some(Rc::new(after))
    }

    /// Drops the oldest edits while all of them take too much; never the last.
    fn forget_oldest(&mut self) {
        let mut bytes: usize = self.past.iter().map(|edit| edit.bytes).sum();
        while bytes > MAX_BYTES && self.past.len() > 1 {
            bytes -= self.past.pop_front().map_or(0, |oldest| oldest.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use replication::{ClientRequest, Micros, RequestedOperation, ScheduledCommand, Value};
    use scenario::Scenario;

    use super::*;

    /// A write of a value of this many letters.
    fn write(ms: u64, letters: usize) -> ScheduledCommand {
        let operation = RequestedOperation::Put(Value::text("x".repeat(letters)));
        let (client, key) = ("ana".parse().unwrap(), "cart".parse().unwrap());
        ScheduledCommand::new(
            Micros::from_ms(ms),
            ClientRequest { client, at: None, key, operation, context: None }.into(),
        )
    }

    /// Adds a command in each of many edits, and returns the history with the last branches.
    fn edited(mut scenario: Scenario, edits: u64, letters: usize) -> (History, Branches) {
        let (mut history, mut branches) = (History::default(), Branches::single(Rc::new(scenario.clone())));
        for edit in 0..edits {
            scenario.commands.push(write(edit, letters));
            let after = branches.edited(Rc::new(scenario.clone()));
            history.record(EditKind::command(write(edit, letters).command), &branches, &after, false);
            branches = after;
        }
        (history, branches)
    }

    #[test]
    fn edits_of_a_long_run_take_what_they_change() {
        let mut scenario = scenario::default_scenario();
        scenario.commands.extend((0..9_000).map(|ms| write(ms, 5)));
        let (history, _) = edited(scenario, 50, 5);
        assert!(history.past.iter().map(|edit| edit.bytes).sum::<usize>() < 20_000);
    }

    #[test]
    fn the_oldest_edits_are_forgotten_first() {
        let (mut history, mut branches) = edited(scenario::default_scenario(), 20, 900);
        let commands = branches.current().scenario.commands.len();
        for edit in &mut history.past {
            edit.bytes = MAX_BYTES / 10;
        }
        history.forget_oldest();
        while let Some(before) = history.undo(&branches) {
            branches = (*before).clone();
        }
        assert_eq!(branches.current().scenario.commands.len(), commands - 10);
    }

    #[test]
    fn an_edit_that_takes_too_much_alone_can_be_undone() {
        let (mut history, branches) = edited(scenario::default_scenario(), 1, 5);
        history.past[0].bytes = 2 * MAX_BYTES;
        history.forget_oldest();
        assert!(history.undo(&branches).is_some());
    }
}
