//! The form in which the goal of the next step is set: its author reaches it first, and chooses what counts.

use std::rc::Rc;

use lessons::{RunAt, SuggestedGoal, suggested_goals};
use player::Micros;
use yew::prelude::*;

use crate::lessons::authoring::goal_draft::{Begin, GoalDraft};
use crate::lessons::authoring::text_area::text_area;
use crate::store::{View, use_playhead, use_view};

/// The goals that can be set now: what holds at the playhead and did not where learners begin. Computed again only if the
/// run or the instant is another.
#[hook]
pub fn use_goals(view: &View, at: Micros, goal: &GoalDraft) -> Rc<Vec<SuggestedGoal>> {
    let can_be_set = !view.is_moving() && !view.is_long();
    let key = (Rc::as_ptr(view.timeline()) as usize, at, can_be_set, goal.begin.clone());
    use_memo(key, |(_, at, can_be_set, begin)| match begin {
        Some(begin) if *can_be_set => {
            let after = RunAt { scenario: view.scenario(), timeline: view.timeline(), at: *at };
            suggested_goals(begin.run(), after)
        }
        Some(_) | None => Vec::new(),
    })
}

#[derive(Properties, PartialEq)]
pub struct GoalFormProps {
    pub goal: GoalDraft,
    /// The goals that can be set now.
    pub suggested: Rc<Vec<SuggestedGoal>>,
    pub onset: Callback<GoalDraft>,
}

/// Where learners begin, what must hold, the goal in words, and a hint.
#[component]
pub fn GoalForm(props: &GoalFormProps) -> Html {
    let GoalFormProps { goal, suggested, onset } = props;
    let view = use_view();
    let at = use_playhead();
    let begin_here = {
        let goal = goal.clone();
        let begin = Begin { scenario: view.scenario().clone(), timeline: view.timeline().clone(), at };
        onset.reform(move |_: MouseEvent| GoalDraft { begin: Some(begin.clone()), ..goal.clone() })
    };
    let Some(begin) = &goal.begin else {
        return html! {
            <div class="field">
                <p class="help">{ "Show the run as learners find it, at the instant where they start." }</p>
                <button class="button" type="button" data-size="small" onclick={begin_here}>{ format!("Learners start here, at {at}") }</button>
            </div>
        };
    };
    let set = |change: fn(GoalDraft, String) -> GoalDraft| {
        let goal = goal.clone();
        onset.reform(move |text: String| change(goal.clone(), text))
    };
    let words = if goal.words.is_empty() { goal.usual_words(suggested) } else { goal.words.clone() };
    html! {
        <div class="goal-form">
            <p class="help">{ format!("Learners start at {} with the run as it was then. Now reach the goal yourself: change the run, and go to the instant at which it is reached. ", begin.at) }<button class="link-button" type="button" onclick={begin_here}>{ "Start from the run as it is now" }</button></p>
            { reached_when(props, at) }
            { text_area("Goal in words", &words, set(|goal, words| GoalDraft { words, ..goal })) }
            { text_area("Hint, if they ask for one", &goal.hint, set(|goal, hint| GoalDraft { hint, ..goal })) }
        </div>
    }
}

/// The goals to choose from.
fn reached_when(GoalFormProps { goal, suggested, onset }: &GoalFormProps, at: Micros) -> Html {
    if suggested.is_empty() {
        return html! { <p class="help" role="status">{ format!("By {at}, nothing has changed that could serve as a goal.") }</p> };
    }
    let boxes = suggested.iter().map(|it| {
        let toggled = goal.toggled(&it.goal);
        let onchange = onset.reform(move |_: Event| toggled.clone());
        html! { <label key={it.text.clone()} class="check"><input type="checkbox" checked={goal.has(&it.goal)} {onchange} /><span data-user="">{ &it.text }</span></label> }
    });
    html! {
        <fieldset class="field">
            <legend class="label">{ format!("The goal is reached when (true at {at})") }</legend>
            <div class="suggested-goals" tabindex="0" role="group" aria-label="What holds now">{ for boxes }</div>
        </fieldset>
    }
}
