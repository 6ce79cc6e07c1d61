//! The focus: the selection, its causality, and the scope of settings.

use std::rc::Rc;

use analysis::Causality;
use timeline::Timeline;

use crate::action::{Scope, Selection};

/// What the user is looking at.
#[derive(Clone, Debug, Default)]
pub(super) struct Focus {
    pub(super) selection: Selection,
    /// The causal past and future of the selected event or message.
    pub(super) causality: Option<Rc<Causality>>,
    pub(super) scope: Scope,
    /// Whether the stage shows version vectors.
    pub(super) shows_vectors: bool,
    /// Whether the page shows what each client sees.
    pub(super) shows_screens: bool,
    /// Whether the page shows the questions about the run.
    pub(super) shows_questions: bool,
}

/// Causality is derived from the selection and the run, so it is not compared.
impl PartialEq for Focus {
    fn eq(&self, other: &Self) -> bool {
        let compared =
            |focus: &Self| (focus.scope, focus.shows_vectors, focus.shows_screens, focus.shows_questions);
        self.selection == other.selection && compared(self) == compared(other)
    }
}

impl Focus {
    /// Selects something in a run.
    pub(super) fn select(&mut self, timeline: &Timeline, selection: Selection) {
        self.causality = causality_of(timeline, &selection).map(Rc::new);
        self.selection = selection;
    }

    /// The focus in another run. Event numbers differ there, so a selected event is cleared.
    pub(super) fn in_other_run(&self) -> Self {
        let selection = match &self.selection {
            Selection::Event(_) => Selection::Nothing,
            other => other.clone(),
        };
        Self {
            selection,
            causality: None,
            scope: self.scope,
            shows_vectors: self.shows_vectors,
            shows_screens: self.shows_screens,
            shows_questions: self.shows_questions,
        }
    }
}

/// The causality of the selection, if it is an event or a message.
fn causality_of(timeline: &Timeline, selection: &Selection) -> Option<Causality> {
    match selection {
        Selection::Event(number) => Causality::of_event(timeline, *number),
        Selection::Message(message) => Causality::of_message(timeline, *message),
        Selection::Nothing | Selection::VersionVectors | Selection::LostWrites => None,
        Selection::Leader(_) | Selection::Link(_) => None,
        Selection::Key(_) | Selection::Write(_) | Selection::Client(_) => None,
    }
}
