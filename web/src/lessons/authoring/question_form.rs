//! The choice of a question that the next step asks, and of the instant that it is about.

use std::rc::Rc;

use lessons::{Question, SuggestedQuestion, suggested_questions};
use player::Micros;
use yew::prelude::*;

use crate::components::SelectOne;
use crate::store::{View, use_playhead, use_view};

/// The choice of no question.
const NO_QUESTION: &str = "none";

#[derive(Properties, PartialEq)]
pub struct QuestionFormProps {
    /// The question that is chosen.
    pub chosen: Option<Question>,
    pub onchoose: Callback<Option<Question>>,
}

/// The question of the next step.
#[component]
pub fn QuestionForm(props: &QuestionFormProps) -> Html {
    let view = use_view();
    let at = use_playhead();
    let asked_at = use_state_eq(|| None::<Micros>);
    let suggested = use_suggestions(&view, asked_at.unwrap_or(at));
    let place = suggested.iter().position(|it| Some(&it.question) == props.chosen.as_ref());
    // A question about another instant is no longer asked.
    let is_gone = props.chosen.is_some() && place.is_none();
    use_effect_with((is_gone, props.onchoose.clone()), |(is_gone, onchoose)| {
        if *is_gone {
            onchoose.emit(None);
        }
    });
    html! {
        <>
            { question_picker(&suggested, place, &props.onchoose) }
            <AskAt about={*asked_at} {at} onset={let setter = asked_at.setter(); Callback::from(move |at| setter.set(at))} />
        </>
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

fn question_picker(
    suggested: &Rc<Vec<SuggestedQuestion>>,
    place: Option<usize>,
    onchoose: &Callback<Option<Question>>,
) -> Html {
    let none = (NO_QUESTION.to_owned(), "No question".to_owned(), String::new());
    let each =
        suggested.iter().enumerate().map(|(index, it)| (index.to_string(), it.text.clone(), String::new()));
    let choices: Vec<_> = std::iter::once(none).chain(each).collect();
    let chosen = place.map_or_else(|| NO_QUESTION.to_owned(), |place| place.to_string());
    let suggested = suggested.clone();
    let onchoose = onchoose.reform(move |chosen: String| {
        let found = chosen.parse::<usize>().ok().and_then(|place| suggested.get(place));
        found.map(|suggested| suggested.question.clone())
    });
    html! {
        <div class="field">
            <span class="label" aria-hidden="true">{ "Question" }</span>
            <SelectOne label="Question" {choices} {chosen} {onchoose} />
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
                ". Move the playhead to an earlier instant, or the run will show the answer."
            };
            html! { <p class="help">{ format!("Learners are asked about {about}. The step stops at {at}{still} ") }<button class="link-button" type="button" {onclick}>{ "Ask about the playhead’s instant instead" }</button></p> }
        }
        None => {
            let onclick = move |_: MouseEvent| onset.emit(Some(at));
            html! { <p class="help">{ "Learners are asked about the playhead’s instant. To stop the run before the answer shows: " }<button class="link-button" type="button" {onclick}>{ format!("Keep asking about {at}") }</button>{ ", then move the playhead back." }</p> }
        }
    }
}
