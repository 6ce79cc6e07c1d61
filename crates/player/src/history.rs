//! Undo and redo: scenarios before and after, each with the name of the edit between.

use std::rc::Rc;

use scenario::Scenario;

/// One edit that can be taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What was done, as in `cut Frankfurt ↔ Tokyo`.
    pub name: String,
    /// The scenario on the other side of the edit.
    pub scenario: Rc<Scenario>,
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

    /// Notes an edit that was made to the scenario `before`. The steps of one gesture are one edit.
    pub(crate) fn note(&mut self, name: String, before: Rc<Scenario>, ongoing: bool) {
        self.future.clear();
        match self.past.last_mut() {
            Some(last) if last.ongoing && last.name == name => last.ongoing = ongoing,
            _ => self.past.push(Edit { name, scenario: before, ongoing }),
        }
    }

    /// Goes one edit back from the scenario `now`.
    pub(crate) fn undo(&mut self, now: Rc<Scenario>) -> Option<Rc<Scenario>> {
        let edit = self.past.pop()?;
        self.future.push(Edit { name: edit.name, scenario: now, ongoing: false });
        Some(edit.scenario)
    }

    /// Goes one edit forward again from the scenario `now`.
    pub(crate) fn redo(&mut self, now: Rc<Scenario>) -> Option<Rc<Scenario>> {
        let edit = self.future.pop()?;
        self.past.push(Edit { name: edit.name, scenario: now, ongoing: false });
        Some(edit.scenario)
    }
}
