//! A goal of a lesson: its words, whether it is reached, a hint, and “Show me”.

use lessons::Task;
use player::{EditAction, PlaybackAction};
use yew::prelude::*;

use crate::lessons::controls::step_controls;
use crate::lessons::session::{Learner, play};
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct GoalProps {
    pub learner: Learner,
}

/// The goal of a step, with the controls that the step needs.
#[component]
pub fn GoalView(props: &GoalProps) -> Html {
    let session = &props.learner.session;
    let view = use_view();
    let dispatch = use_dispatch();
    let hint_shown = use_state_eq(|| false);
    let Some(practice) = &session.step().practice else {
        return html! { <div></div> };
    };
    let is_reached = session.task() == Task::Done;
    let is_over =
        !view.is_moving() && view.frame().now() >= view.ends_at() && view.ends_at() > session.step().from;
    let onhint = {
        let hint_shown = hint_shown.setter();
        move |_: MouseEvent| hint_shown.set(true)
    };
    let onshow = {
        let session = session.clone();
        dispatch.clone().reform(move |_: MouseEvent| {
            let solution = session.lesson().solution(session.place());
            solution.map_or(PlaybackAction::Pause.into(), |(scenario, _)| {
                player::Action::from(EditAction::Replace(Box::new(scenario)))
            })
        })
    };
    let play_to = session.lesson().solution(session.place()).map(|(_, at)| at);
    let onplay = {
        let (dispatch, from) = (dispatch, session.step().from);
        let (set, helped) = (props.learner.set.clone(), session.helped());
        move |event: MouseEvent| {
            set.emit(helped.clone());
            onshow.emit(event);
            dispatch.emit(PlaybackAction::Seek(from));
            play(&dispatch, from, play_to.unwrap_or(from));
        }
    };
    html! {
        <div class="goal" role="group" aria-label="Goal">
            <label class="tick"><input type="checkbox" checked={is_reached} disabled=true /><span data-user="">{ &practice.goal }</span></label>
            <p class="said" role="status">{ said(is_reached, is_over) }</p>
            { step_controls(session.step(), !is_reached) }
            if !is_reached {
                <div class="button-row">
                    if !practice.hint.is_empty() && !*hint_shown {
                        <button class="button" type="button" data-size="small" onclick={onhint}>{ "Hint" }</button>
                    }
                    <button class="button" type="button" data-size="small" onclick={onplay}>{ "Show me" }</button>
                </div>
                if *hint_shown {
                    <p class="help" data-user="">{ &practice.hint }</p>
                }
            }
        </div>
    }
}

fn said(is_reached: bool, is_over: bool) -> &'static str {
    match (is_reached, is_over) {
        (true, _) => "Done.",
        (false, true) => "Not reached in this run. Go back in time, or start the step again.",
        (false, false) => "",
    }
}
