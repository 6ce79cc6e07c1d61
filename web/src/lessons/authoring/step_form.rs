//! The form that adds a step at the instant that is shown.

use std::rc::Rc;

use lessons::{DraftStep, MAX_CAPTION_WORDS, SuggestedQuestion, suggested_questions};
use player::Micros;
use yew::prelude::*;

use crate::components::SelectOne;
use crate::platform::events::value_of;
use crate::store::{View, use_playhead, use_view};

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
    let at = use_playhead();
    let caption = use_state_eq(String::new);
    let explain = use_state_eq(String::new);
    let asks = use_state_eq(|| NO_QUESTION.to_owned());
    let asked_at = use_state_eq(|| None::<Micros>);
    let suggested = use_suggestions(&view, asked_at.unwrap_or(at));
    let question = asks.parse::<usize>().ok().and_then(|index| suggested.get(index)).cloned();
    let onsubmit = {
        let (caption, explain, asks, view) = (caption.clone(), explain.clone(), asks.clone(), view.clone());
        let (onadd, from, question) = (props.onadd.clone(), props.from, question.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            onadd.emit(DraftStep {
                caption: caption.trim().to_owned(),
                scenario: (**view.scenario()).clone(),
                from: from.unwrap_or_default().min(at),
                to: at,
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
    let missing = missing(words, question.is_some(), explain.trim());
    html! {
        <form class="control draft-step" aria-label="Next step" {onsubmit}>
            <h3>{ format!("Next step, at {at}") }</h3>
            { text_area("What to see there", &caption) }
            <p class={if words > MAX_CAPTION_WORDS { "field-error" } else { "help" }}>{ format!("{words} of {MAX_CAPTION_WORDS} words") }</p>
            { question_picker(&suggested, &asks) }
            <AskAt about={*asked_at} {at} onset={let setter = asked_at.setter(); Callback::from(move |at| setter.set(at))} />
            { text_area("Explanation, after the answer", &explain) }
            <div class="button-row"><button class="button" data-kind="main" disabled={missing.is_some()} aria-describedby="missing-of-step">{ format!("Add the step at {at}") }</button></div>
            <p id="missing-of-step" class="help">{ missing.unwrap_or_default() }</p>
        </form>
    }
}

/// What the step still needs before it can be added.
fn missing(words: usize, asks: bool, explain: &str) -> Option<&'static str> {
    match (words, asks && explain.is_empty()) {
        (0, _) => Some("To add the step, write what to see there."),
        (_, true) => Some("To add the step, write the explanation that follows the answer."),
        (_, false) => None,
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
    /// The instant that the questions are about; none if that is the playhead.
    about: Option<Micros>,
    /// The playhead.
    at: Micros,
    onset: Callback<Option<Micros>>,
}

/// Keeps the instant that the questions are about while the run goes back to where the step stops.
#[component]
fn AskAt(props: &AskAtProps) -> Html {
    let (onset, at) = (props.onset.clone(), props.at);
    match props.about {
        Some(about) => {
            let onclick = move |_: MouseEvent| onset.emit(None);
            let still = if at < about {
                "."
            } else {
                ": move the playhead to before that, or the run shows the answer."
            };
            html! { <p class="help">{ format!("The questions are about {about}. The step stops at {at}{still} ") }<button class="link-button" type="button" {onclick}>{ "Ask about the playhead’s instant again" }</button></p> }
        }
        None => {
            let onclick = move |_: MouseEvent| onset.emit(Some(at));
            html! { <p class="help">{ "The questions are about the playhead’s instant. To stop the step earlier, before the answer shows: " }<button class="link-button" type="button" {onclick}>{ format!("Fix the questions at {at}") }</button>{ ", then move the playhead back." }</p> }
        }
    }
}
