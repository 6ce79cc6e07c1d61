//! The focus: what is selected, its causality, and the part of the run that settings hold for.

use std::rc::Rc;

use analysis::Causality;
use timeline::Timeline;

use crate::action::{Scope, Selection};

/// What a person looks at.
#[derive(Clone, Debug, Default)]
pub(super) struct Focus {
    pub(super) selection: Selection,
    /// What led to the selected event or message, and what follows from it.
    pub(super) causality: Option<Rc<Causality>>,
    pub(super) scope: Scope,
}

/// Causality follows from the selection and the run.
impl PartialEq for Focus {
    fn eq(&self, other: &Self) -> bool {
        (&self.selection, self.scope) == (&other.selection, other.scope)
    }
}

impl Focus {
    /// Selects something in a run.
    pub(super) fn select(&mut self, timeline: &Timeline, selection: Selection) {
        self.causality = causality_of(timeline, &selection).map(Rc::new);
        self.selection = selection;
    }

    /// The same in another run, where an event has another number.
    pub(super) fn in_other_run(&self) -> Self {
        let selection = match &self.selection {
            Selection::Event(_) => Selection::Nothing,
            other => other.clone(),
        };
        Self { selection, causality: None, scope: self.scope }
    }
}

/// The past and future of what is selected, if that is an event or a message.
fn causality_of(timeline: &Timeline, selection: &Selection) -> Option<Causality> {
    match selection {
        Selection::Event(number) => Causality::of_event(timeline, *number),
        Selection::Message(message) => Causality::of_message(timeline, *message),
        Selection::Nothing | Selection::Leader(_) | Selection::Link(_) => None,
        Selection::Key(_) | Selection::Write(_) | Selection::Client(_) => None,
    }
}
