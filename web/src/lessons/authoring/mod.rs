//! Making a lesson: instants of the run that is shown, with captions, questions and goals, as a file or a link.

mod goal_draft;
mod goal_form;
mod question_form;
mod saving;
mod step_form;
mod text_area;

use explain::capitalized;
use lessons::{Draft, DraftStep, check};
use player::DocumentAction;
use saving::Saving;
use scenario::Permalink;
use step_form::StepForm;
use yew::prelude::*;

use crate::components::{Icon, icon, use_typed_text};
use crate::lessons::open::OpenLesson;
use crate::lessons::own;
use crate::store::use_dispatch;

#[derive(Properties, PartialEq)]
pub struct AuthoringPanelProps {
    pub open: OpenLesson,
}

/// The panel in which a lesson is made.
#[component]
pub fn AuthoringPanel(props: &AuthoringPanelProps) -> Html {
    let draft = use_state(|| own::draft().map(|lesson| Draft::of(&lesson)).unwrap_or_default());
    let ondraft = use_callback(draft.setter(), |changed: Draft, draft| {
        if let Ok(lesson) = changed.lesson() {
            own::keep_draft(&lesson);
        }
        draft.set(changed);
    });
    let onadd = {
        let (draft, ondraft) = (draft.clone(), ondraft.clone());
        Callback::from(move |step: DraftStep| {
            let mut changed = (*draft).clone();
            changed.steps.push(step);
            ondraft.emit(changed);
        })
    };
    let leave = props.open.go.reform(|_: MouseEvent| None);
    html! {
        <>
            <div class="lesson-head">
                <div class="line">
                    <h2>{ "Make a lesson" }</h2>
                    <button class="button" type="button" data-size="small" data-kind="ghost" onclick={leave}>{ icon(Icon::Close) }{ "Close" }</button>
                </div>
            </div>
            <div class="step">
                <p class="help">{ "Play the run to an instant, write what to see there, and add it as a step. Change the run as you like in between: each step keeps its own run. The draft stays in this browser." }</p>
                { texts(&draft, &ondraft) }
                <Steps draft={(*draft).clone()} ondraft={ondraft.clone()} />
                <StepForm from={draft.steps.last().map(|step| step.to)} {onadd} />
                <Saving draft={(*draft).clone()} {ondraft} open={props.open.clone()} />
            </div>
        </>
    }
}

/// The fields of the lesson as a whole.
fn texts(draft: &Draft, ondraft: &Callback<Draft>) -> Html {
    let field = |label: &'static str, text: &str, set: fn(&mut Draft, String)| {
        let draft = draft.clone();
        let onset = ondraft.reform(move |text| {
            let mut changed = draft.clone();
            set(&mut changed, text);
            changed
        });
        html! { <TextField {label} text={text.to_owned()} {onset} /> }
    };
    html! {
        <div class="controls">
            { field("Title", &draft.title, |draft, text| draft.title = text) }
            { field("Purpose, in one line", &draft.purpose, |draft, text| draft.purpose = text) }
            { field("What to remember, shown at the end", &draft.remember, |draft, text| draft.remember = text) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct TextFieldProps {
    label: AttrValue,
    text: AttrValue,
    onset: Callback<String>,
}

/// A labelled line of text.
#[component]
fn TextField(props: &TextFieldProps) -> Html {
    let typed = use_typed_text(props.text.clone());
    let onchange = typed.onchange(|text| Some(text.to_owned()), props.onset.clone());
    let value = typed.text_or(|| props.text.to_string());
    html! {
        <label class="field">
            <span class="label">{ &props.label }</span>
            <input class="input" maxlength="200" {value} oninput={typed.oninput()} {onchange} />
        </label>
    }
}

#[derive(Properties, PartialEq)]
struct StepsProps {
    draft: Draft,
    ondraft: Callback<Draft>,
}

/// The steps so far, with what is wrong with them.
#[component]
fn Steps(props: &StepsProps) -> Html {
    let draft = &props.draft;
    let dispatch = use_dispatch();
    let mistakes =
        use_memo(draft.clone(), |draft| draft.lesson().map(|lesson| check(&lesson)).unwrap_or_default());
    let rows = draft.steps.iter().enumerate().map(|(index, step)| {
        let show = {
            let permalink = Permalink { at: step.to, ..Permalink::of(step.scenario.clone()) };
            dispatch.reform(move |_: MouseEvent| DocumentAction::Open(Box::new(permalink.clone())))
        };
        let remove = change(props, move |steps| drop(steps.remove(index)));
        let up = change(props, move |steps| steps.swap(index, index.saturating_sub(1)));
        let found = mistakes.iter().filter(|(step, _)| *step == index + 1);
        let found = found.map(|(_, mistake)| html! { <p class="field-error">{ format!("{}.", capitalized(&mistake.to_string())) }</p> });
        html! {
            <li key={index}>
                <button class="text-button" type="button" onclick={show} title="Show this instant"><b>{ format!("{}. ", index + 1) }</b><span data-user="">{ &step.caption }</span></button>
                <span class="small quiet">{ format!("stops at {}{}", step.to, task_of(step)) }</span>
                { for found }
                <span class="button-row">
                    <button class="button" type="button" data-size="small" disabled={index == 0} onclick={up}>{ "Move up" }</button>
                    <button class="button" type="button" data-size="small" onclick={remove}>{ "Remove" }</button>
                </span>
            </li>
        }
    });
    html! { <ol class="draft-steps" aria-label="Steps of the lesson">{ for rows }</ol> }
}

/// What a step asks for, in the list.
fn task_of(step: &DraftStep) -> &'static str {
    match (&step.question, &step.practice) {
        (Some(_), _) => ", asks a question",
        (None, Some(_)) => ", sets a goal",
        (None, None) => "",
    }
}

/// Changes the steps when a button is pressed.
fn change(props: &StepsProps, change: impl Fn(&mut Vec<DraftStep>) + 'static) -> Callback<MouseEvent> {
    let (draft, ondraft) = (props.draft.clone(), props.ondraft.clone());
    Callback::from(move |_| {
        let mut changed = draft.clone();
        change(&mut changed.steps);
        ondraft.emit(changed);
    })
}
