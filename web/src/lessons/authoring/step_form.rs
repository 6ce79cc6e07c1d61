//! The form that adds a step at the instant that is shown.

use std::rc::Rc;

use lessons::{DraftStep, MAX_CAPTION_WORDS, SuggestedQuestion, suggested_questions};
use player::Micros;
use yew::prelude::*;

use crate::components::SelectOne;
use crate::platform::events::value_of;
use crate::store::{View, use_view};

#[derive(Properties, PartialEq)]
pub struct StepFormProps {
    /// Where the last step stopped; none if this is the first.
    pub from: Option<Micros>,
    pub onadd: Callback<DraftStep>,
}

/// The choice of no question.
const NO_QUESTION: &str = "none";

/// Caption, question and explanation of the next step.
#[component]
pub fn StepForm(props: &StepFormProps) -> Html {
    let view = use_view();
    let caption = use_state_eq(String::new);
    let explain = use_state_eq(String::new);
    let asks = use_state_eq(|| NO_QUESTION.to_owned());
    let asked_at = use_state_eq(|| None::<Micros>);
    let suggested = use_suggestions(&view, asked_at.unwrap_or(view.at()));
    let question = asks.parse::<usize>().ok().and_then(|index| suggested.get(index)).cloned();
    let onsubmit = {
        let (caption, explain, asks, view) = (caption.clone(), explain.clone(), asks.clone(), view.clone());
        let (onadd, from, question) = (props.onadd.clone(), props.from, question.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let to = view.at();
            onadd.emit(DraftStep {
                caption: caption.trim().to_owned(),
                scenario: (**view.scenario()).clone(),
                from: from.unwrap_or_default().min(to),
                to,
                question: question.clone().map(|suggested| suggested.question),
                explain: explain.trim().to_owned(),
            });
            caption.set(String::new());
            explain.set(String::new());
            asks.set(NO_QUESTION.to_owned());
        }
    };
    let words = caption.split_whitespace().count();
    let text_area = |label: &'static str, state: &UseStateHandle<String>| {
        let setter = state.setter();
        let oninput = move |event: InputEvent| setter.set(value_of(&event));
        html! { <label class="field"><span class="label">{ label }</span><textarea class="input" rows="3" maxlength="600" value={(**state).clone()} {oninput} /></label> }
    };
    let is_empty = words == 0 || question.is_some() && explain.trim().is_empty();
    html! {
        <form class="control draft-step" aria-label="Next step" {onsubmit}>
            <h3>{ format!("Next step, at {}", view.at()) }</h3>
            { text_area("What to see there", &caption) }
            <p class={if words > MAX_CAPTION_WORDS { "field-error" } else { "help" }}>{ format!("{words} of {MAX_CAPTION_WORDS} words") }</p>
            { question_picker(&suggested, &asks) }
            <AskAt at={*asked_at} onset={let setter = asked_at.setter(); Callback::from(move |at| setter.set(at))} />
            { text_area("Explanation, after the answer", &explain) }
            <div class="button-row"><button class="button" data-kind="main" disabled={is_empty}>{ format!("Add the step at {}", view.at()) }</button></div>
        </form>
    }
}

/// The questions about an instant, computed again only if the run or the instant is another.
#[hook]
fn use_suggestions(view: &View, about: Micros) -> Rc<Vec<SuggestedQuestion>> {
    let is_moving = view.is_moving();
    let key = (Rc::as_ptr(view.timeline()) as usize, about, is_moving);
    use_memo(key, |_| match is_moving || view.is_long() {
        true => Vec::new(),
        false => suggested_questions(view.scenario(), view.timeline(), about),
    })
}

fn question_picker(suggested: &Rc<Vec<SuggestedQuestion>>, asks: &UseStateHandle<String>) -> Html {
    let none = (NO_QUESTION.to_owned(), "No question".to_owned(), String::new());
    let each =
        suggested.iter().enumerate().map(|(index, it)| (index.to_string(), it.text.clone(), String::new()));
    let choices: Vec<_> = std::iter::once(none).chain(each).collect();
    let setter = asks.setter();
    let onchoose = Callback::from(move |chosen: String| setter.set(chosen));
    html! {
        <div class="field">
            <span class="label" aria-hidden="true">{ "Question" }</span>
            <SelectOne label="Question" {choices} chosen={(**asks).clone()} {onchoose} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct AskAtProps {
    at: Option<Micros>,
    onset: Callback<Option<Micros>>,
}

/// Keeps the instant that the question is about while the run goes back to where it is asked.
#[component]
fn AskAt(props: &AskAtProps) -> Html {
    let view = use_view();
    let (onset, at) = (props.onset.clone(), view.at());
    match props.at {
        Some(about) => {
            let onclick = move |_: MouseEvent| onset.emit(None);
            html! { <p class="help">{ format!("The questions are about {about}. ") }<button class="link-button" type="button" {onclick}>{ "Ask about the shown instant" }</button></p> }
        }
        None => {
            let onclick = move |_: MouseEvent| onset.emit(Some(at));
            html! { <p class="help">{ "The questions are about the shown instant. To ask before the run shows the answer, " }<button class="link-button" type="button" {onclick}>{ format!("keep asking about {at}") }</button>{ " and go back to where the step stops." }</p> }
        }
    }
}
