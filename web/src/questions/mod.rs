//! Questions about the run: checks and invariants as questions, each with its answer at the playhead and its evidence.

mod answer;
mod broken;
mod forms;
mod invariant_field;
mod invariant_form;
mod panel;
mod verdicts;

pub use broken::BROKEN;
pub use panel::QUESTIONS;
use yew::prelude::*;

use crate::components::loading_note;
use crate::hooks::{Loading, use_chunk};
use crate::store::View;

// These are hooks, not components, because the first part of the page has both.

/// The panel, while the user wants to see it.
#[hook]
pub fn use_questions(view: &View) -> Html {
    let is_shown = view.shows_questions();
    let chunk = use_chunk(&QUESTIONS, is_shown);
    if !is_shown {
        return html! { <div hidden=true></div> };
    }
    match chunk {
        Loading::Ready(panel) => panel(),
        Loading::Underway => loading_note(None),
        Loading::Failed(retry) => loading_note(Some(&retry)),
    }
}

/// The verdicts of invariants that are broken at the playhead. Without the code there are none yet.
#[hook]
pub fn use_invariant_verdicts(view: &View) -> Html {
    let has_invariants = !view.scenario().invariants.is_empty();
    match use_chunk(&BROKEN, has_invariants) {
        Loading::Ready(verdicts) if has_invariants => verdicts(),
        Loading::Ready(_) | Loading::Underway | Loading::Failed(_) => html! {},
    }
}
