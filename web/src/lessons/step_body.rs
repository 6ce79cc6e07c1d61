//! What a step of a lesson says, asks for and explains, between the head and the foot of the panel.

use lessons::{Part, Session, Task};
use yew::prelude::*;

use crate::inspector::{HomeMap, WhoHasSeenWhat};
use crate::lessons::figures::Figures;
use crate::lessons::merge_code::MergeCode;
use crate::lessons::question::Prediction;
use crate::lessons::session::Learner;
use crate::lessons::task::GoalView;

/// Whether a step asks for nothing, or is done.
pub fn is_done(session: &Session) -> bool {
    match session.task() {
        Task::Watch | Task::Done => true,
        Task::Predict | Task::Practice => false,
    }
}

/// The caption, the parts that the step shows, its task, and its explanation.
pub fn step_body(learner: &Learner) -> Html {
    let session = &learner.session;
    let step = session.step();
    html! {
        <div class="step">
            <p class="caption" aria-live="polite" data-user="">{ &step.caption }</p>
            <div>
                if step.shows.contains(&Part::MergeCode) {
                    <MergeCode />
                }
                if step.shows.contains(&Part::Figures) {
                    <Figures />
                }
            </div>
            { edited_note(learner) }
            <Prediction key={format!("predict-{}", session.place())} learner={learner.clone()} />
            <GoalView key={format!("goal-{}", session.place())} learner={learner.clone()} />
            { explanation(learner) }
            <div>
                if step.shows.contains(&Part::Matrix) {
                    <WhoHasSeenWhat>{ html! {} }</WhoHasSeenWhat>
                }
                if step.shows.contains(&Part::Homes) {
                    <HomeMap />
                }
            </div>
        </div>
    }
}

fn edited_note(learner: &Learner) -> Html {
    let has_goal = learner.session.step().practice.is_some();
    let back = learner.watch.reform(|_: MouseEvent| ());
    html! {
        <div class="edited" role="status">
            if learner.is_edited && !has_goal {
                <p>{ "You have changed this run. The lesson is paused." }</p>
                <button class="button" type="button" data-size="small" onclick={back}>{ "Back to the lesson’s run" }</button>
            } else if learner.is_edited && learner.session.task() == Task::Practice {
                <button class="button" type="button" data-size="small" data-kind="ghost" onclick={back}>{ "Start this step again" }</button>
            }
        </div>
    }
}

/// What happened, once the learner has caused or predicted it.
fn explanation(learner: &Learner) -> Html {
    let step = learner.session.step();
    let is_shown = is_done(&learner.session) && !step.explain.is_empty();
    html! { <p class="explanation" aria-live="polite" data-user="">{ if is_shown { step.explain.as_str() } else { "" } }</p> }
}
