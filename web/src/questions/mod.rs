//! Questions about the run: checks and invariants as questions, each with its answer at the playhead and its evidence.

mod answer;
mod broken;
mod forms;
mod invariant_field;
mod invariant_form;
mod panel;
mod verdicts;

use yew::prelude::*;

use crate::components::loading_note;
use crate::hooks::{Loading, use_chunk};
use crate::platform::chunk::chunk;
use crate::platform::page;
use crate::store::{use_dispatch, use_has_controls, use_is_beside, use_view};
use broken::BrokenInvariants;
use panel::Panel;
use player::ViewAction;

/// What the chunk consists of.
#[derive(Clone, Copy)]
pub struct QuestionsChunk {
    /// The panel.
    panel: fn() -> Html,
    /// The verdicts of invariants that are broken.
    broken: fn() -> Html,
}

chunk! {
    /// The code that follows checks through a run, and what shows them.
    pub QUESTIONS in questions: fn() -> QuestionsChunk = || QuestionsChunk {
        panel: || html! { <Panel /> },
        broken: || html! { <BrokenInvariants /> },
    }
}

/// The panel, while the user wants to see it.
#[component]
pub fn Questions() -> Html {
    let is_shown = use_view().shows_questions();
    let chunk = use_chunk(&QUESTIONS, is_shown);
    if !is_shown {
        return html! { <div hidden=true></div> };
    }
    let body = match chunk {
        Loading::Ready(chunk) => (chunk().panel)(),
        Loading::Underway => loading_note(None),
        Loading::Failed(retry) => loading_note(Some(&retry)),
    };
    html! { <section class="questions" aria-label="Questions" tabindex="-1">{ body }</section> }
}

/// The button that opens the panel and closes it, at the end of the verdicts; none where there is no panel.
#[component]
pub fn QuestionsButton() -> Html {
    let is_shown = use_view().shows_questions();
    let dispatch = use_dispatch();
    if use_is_beside() || !use_has_controls() {
        return html! {};
    }
    let onclick = move |_: MouseEvent| {
        dispatch.emit(ViewAction::ToggleQuestions);
        if !is_shown {
            page::focus_top_after_render(".questions");
        }
    };
    html! {
        <li><button class="verdict ask" type="button" aria-expanded={is_shown.to_string()} title="What holds in this run, and what shows that it does not" {onclick}>{ "Questions" }</button></li>
    }
}

/// The verdicts of invariants that are broken at the playhead. Without the code there are none yet.
#[component]
pub fn InvariantVerdicts() -> Html {
    let has_invariants = !use_view().scenario().invariants.is_empty();
    match use_chunk(&QUESTIONS, has_invariants) {
        Loading::Ready(chunk) if has_invariants => (chunk().broken)(),
        Loading::Ready(_) | Loading::Underway | Loading::Failed(_) => html! {},
    }
}
