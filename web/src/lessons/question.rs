//! A prediction: the question with its answers, and whether the chosen one is right.

use std::rc::Rc;
use std::sync::Arc;

use analysis::waits_for_scripts;
use lessons::Asked;
use player::PlaybackAction;
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::lessons::session::{Learner, play};
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct PredictionProps {
    pub learner: Learner,
}

/// The question of a step. It can be answered once the run has been played to where it is asked.
#[component]
pub fn Prediction(props: &PredictionProps) -> Html {
    let Learner { session, is_edited, set, .. } = &props.learner;
    let view = use_view();
    let dispatch = use_dispatch();
    let (lesson, place) = (session.lesson().clone(), session.place());
    let scenario = lesson.scenario(place);
    // A run whose merge code has not loaded yet would give other answers.
    let waits = waits_for_scripts(scenario);
    let asked: Rc<Option<Asked>> = use_memo((Arc::as_ptr(&lesson) as usize, place, waits), |_| {
        let question = lesson.steps()[place].predict.as_ref().filter(|_| !waits)?;
        question.ask(scenario, &timeline::Timeline::new(scenario)).ok()
    });
    let Some(asked) = (*asked).clone() else {
        return html! { <div></div> };
    };
    let answer = session.answer();
    let plays_on = session.step().asked_at() < asked.seen_at;
    let is_open = answer.is_none() && !view.is_moving() && !is_edited;
    let choices = asked.choices.iter().enumerate().map(|(index, choice)| {
        let state = answer.and_then(|answer| match (choice.is_right, index == answer) {
            (true, _) => Some("right"),
            (false, true) => Some("wrong"),
            (false, false) => None,
        });
        let onclick = {
            let (set, session, dispatch, seen_at) =
                (set.clone(), session.clone(), dispatch.clone(), asked.seen_at);
            let is_right = choice.is_right;
            move |_: MouseEvent| {
                if answer.is_some() {
                    return;
                }
                set.emit(session.answered(index, is_right));
                dispatch.emit(PlaybackAction::HideAfter(None));
                play(&dispatch, session.step().asked_at(), seen_at);
            }
        };
        // The chosen answer keeps the focus.
        html! {
            <button
                key={index} class="answer" type="button" data-state={state} aria-pressed={(answer == Some(index)).to_string()}
                disabled={answer.is_none() && !is_open} aria-disabled={answer.map(|_| "true")} {onclick}
            >
                <span data-user="">{ &choice.text }</span>{ mark(state) }
            </button>
        }
    });
    html! {
        <div class="prediction" role="group" aria-label="Prediction">
            <p class="question" data-user="">{ &asked.text }</p>
            <div class="answers">{ for choices }</div>
            <p class="said" role="status">{ said(answer.map(|answer| answer == asked.right), plays_on, view.is_moving(), *is_edited) }</p>
        </div>
    }
}

fn mark(state: Option<&'static str>) -> Html {
    match state {
        Some("right") => icon(Icon::Check),
        Some(_) => icon(Icon::Close),
        None => html! {},
    }
}

/// What is said of the answer, which is right or wrong, and of the run, which may play on to show why.
fn said(is_right: Option<bool>, plays_on: bool, is_moving: bool, is_edited: bool) -> &'static str {
    match is_right {
        None if is_edited => "",
        None if is_moving => "Watch first. The question can be answered when the run stops.",
        None => "What do you think? The rest of the run is hidden until you answer.",
        Some(true) => "Right.",
        Some(false) if plays_on => "Not this time. Watch what happens.",
        Some(false) => "Not this time: the right answer is marked.",
    }
}
