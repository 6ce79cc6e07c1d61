//! The notice: a sentence that the user can dismiss.

use std::rc::Rc;

/// A sentence that is shown until it is dismissed, or until the next action.
#[derive(Clone, Debug, Default)]
pub(super) struct Notice {
    sentence: Option<Rc<str>>,
    /// Whether the next action dismisses it.
    is_transient: bool,
}

/// Equal if both have the same sentence.
impl PartialEq for Notice {
    fn eq(&self, other: &Self) -> bool {
        self.sentence == other.sentence
    }
}

impl Notice {
    pub(super) fn sentence(&self) -> Option<&Rc<str>> {
        self.sentence.as_ref()
    }

    /// Shows a sentence until it is dismissed.
    pub(super) fn show(&mut self, sentence: impl Into<Rc<str>>) {
        self.sentence = Some(sentence.into());
    }

    /// Shows a sentence until the next action.
    pub(super) fn show_until_next_action(&mut self, sentence: impl Into<Rc<str>>) {
        self.show(sentence);
        self.is_transient = true;
    }

    pub(super) fn dismiss(&mut self) {
        self.sentence = None;
    }

    /// Dismisses a transient notice.
    pub(super) fn next_action(&mut self) {
        if std::mem::take(&mut self.is_transient) {
            self.dismiss();
        }
    }
}
