//! The form that adds a step at the instant that is shown.

use lessons::{DraftStep, MAX_CAPTION_WORDS, Question};
use player::Micros;
use yew::prelude::*;

use crate::components::Segmented;
use crate::hooks::{Latest, use_latest};
use crate::lessons::authoring::goal_draft::GoalDraft;
use crate::lessons::authoring::goal_form::{GoalForm, use_goals};
use crate::lessons::authoring::question_form::QuestionForm;
use crate::lessons::authoring::text_area::text_area;
use crate::store::{use_playhead, use_view};

#[derive(Properties, PartialEq)]
pub struct StepFormProps {
    /// Where the last step stopped; none if this is the first.
    pub from: Option<Micros>,
    pub onadd: Callback<DraftStep>,
}

/// What a step asks for, as the form names it.
const KINDS: [(&str, &str, &str); 3] = [
    ("nothing", "Nothing", "Learners only watch"),
    ("question", "Question", "Learners predict what the run shows next"),
    ("goal", "Goal", "Learners change the run until it reaches the goal"),
];
const QUESTION: &str = KINDS[1].0;
const GOAL: &str = KINDS[2].0;

/// Caption, question or goal, and explanation of the next step.
#[component]
pub fn StepForm(props: &StepFormProps) -> Html {
    let view = use_view();
    let at = use_playhead();
    let caption = use_latest(String::new);
    let explain = use_latest(String::new);
    let kind = use_state_eq(|| KINDS[0].0.to_owned());
    let question = use_state_eq(|| None::<Question>);
    let goal = use_state_eq(GoalDraft::default);
    let suggested = use_goals(&view, at, &goal);
    let (asks, has_goal) = (*kind == QUESTION, *kind == GOAL);
    // Learners begin where the goal was set, not where it is reached.
    let stops_at = goal.begin.as_ref().map_or(at, |begin| if has_goal { begin.at } else { at });
    let step = DraftStep {
        caption: trimmed(&caption),
        scenario: (**view.scenario()).clone(),
        from: props.from.unwrap_or_default().min(stops_at),
        to: stops_at,
        question: (*question).clone().filter(|_| asks),
        practice: None,
        controls: Vec::new(),
        explain: trimmed(&explain),
    };
    let step = if has_goal { goal.step(step, &suggested, at) } else { Some(step) };
    let missing = missing(step.as_ref(), &caption.get(), asks || has_goal);
    let onsubmit = {
        let (onadd, caption, explain) = (props.onadd.clone(), caption.clone(), explain.clone());
        let (kind, question, goal) = (kind.setter(), question.setter(), goal.setter());
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(step) = step.clone() {
                onadd.emit(DraftStep { caption: trimmed(&caption), explain: trimmed(&explain), ..step });
                caption.set(String::new());
                explain.set(String::new());
                kind.set(KINDS[0].0.to_owned());
                question.set(None);
                goal.set(GoalDraft::default());
            }
        }
    };
    let words = caption.get().split_whitespace().count();
    let set = |state: &Latest<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let choices = KINDS.map(|(id, name, about)| (id.to_owned(), name.to_owned(), about.to_owned())).to_vec();
    html! {
        <form class="control draft-step" aria-label="Next step" {onsubmit}>
            <h3>{ format!("Next step, at {stops_at}") }</h3>
            { text_area("What to see there", &caption.get(), set(&caption)) }
            <p class={if words > MAX_CAPTION_WORDS { "field-error" } else { "help" }}>{ format!("{words} of {MAX_CAPTION_WORDS} words") }</p>
            <Segmented label="What the step asks for" name="step-kind" {choices} chosen={(*kind).clone()} onchoose={let setter = kind.setter(); Callback::from(move |chosen| setter.set(chosen))} fill=true />
            <div>
                if asks {
                    <QuestionForm chosen={(*question).clone()} onchoose={let setter = question.setter(); Callback::from(move |chosen| setter.set(chosen))} />
                }
                if has_goal {
                    <GoalForm goal={(*goal).clone()} {suggested} onset={let setter = goal.setter(); Callback::from(move |goal| setter.set(goal))} />
                }
            </div>
            { text_area("Explanation, after the answer or the goal", &explain.get(), set(&explain)) }
            <div class="button-row"><button class="button" data-kind="main" disabled={missing.is_some()} aria-describedby="missing-of-step">{ format!("Add the step at {stops_at}") }</button></div>
            <p id="missing-of-step" class="help">{ missing.unwrap_or_default() }</p>
        </form>
    }
}

/// What was typed, without the space around it.
fn trimmed(typed: &Latest<String>) -> String {
    typed.get().trim().to_owned()
}

/// What the step still needs before it can be added.
fn missing(step: Option<&DraftStep>, caption: &str, has_task: bool) -> Option<&'static str> {
    let is_explained = step.is_none_or(|step| !step.explain.is_empty());
    match step {
        _ if caption.trim().is_empty() => Some("To add the step, write what to see there."),
        None => Some("To add the step, say when the goal is reached."),
        Some(_) if has_task && !is_explained => {
            Some("To add the step, write the explanation that follows the answer or the goal.")
        }
        Some(_) => None,
    }
}
