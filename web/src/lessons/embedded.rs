//! The panel of a lesson in an embed: the step, Back and Next, and its messages to the host page.

use lessons::{Lesson, Record, Session};
use yew::prelude::*;

use crate::hooks::use_size;
use crate::lesson_place::Place;
use crate::lessons::open::OpenLesson;
use crate::lessons::session::{LessonRef, use_learner};
use crate::lessons::step_body::{is_done, step_body};

/// How far a learner has come in a lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The step that is shown, from 1.
    pub step: usize,
    /// How many steps the lesson has.
    pub steps: usize,
    /// How many of them have been done.
    pub done: usize,
    /// The score in percent; none in a lesson that asks for nothing.
    pub score: Option<u32>,
    /// The learner's progress, as text to resume from.
    pub progress: String,
}

/// What the panel is given.
#[derive(Clone, Properties, PartialEq)]
pub struct EmbeddedProps {
    /// Which step is open, and how to go to another.
    pub open: OpenLesson,
    pub lesson: LessonRef,
    /// What the learner has done before, as text.
    pub progress: String,
    /// Takes how far the learner has come.
    pub onstanding: Callback<Standing>,
    /// Takes the height that the panel would like, in pixels.
    pub onheight: Callback<f64>,
}

/// The panel.
#[component]
pub fn EmbeddedLesson(props: &EmbeddedProps) -> Html {
    let (open, lesson) = (&props.open, &props.lesson.0);
    let learner = use_learner(open, lesson);
    let session = &learner.session;
    let kept = use_mut_ref(|| Record::read(lesson, &props.progress).unwrap_or_else(|| Record::new(lesson)));
    let record = kept.borrow().after(session);
    {
        let (onstanding, steps) = (props.onstanding.clone(), lesson.steps().len());
        use_effect_with(record.clone(), move |record| {
            kept.replace(record.clone());
            onstanding.emit(standing(record, steps));
        });
    }
    let (text, foot) = (use_node_ref(), use_node_ref());
    let height = use_size(text.clone()).height + use_size(foot.clone()).height;
    use_effect_with((height, props.onheight.clone()), |(height, onheight)| onheight.emit(*height));
    html! {
        <>
            <div class="lesson-text" tabindex="0">
                <div ref={text}>
                    { step_body(&learner) }
                    <div class="ending">
                        if session.is_last() && is_done(session) {
                            { ending(open, lesson, &record) }
                        }
                    </div>
                </div>
            </div>
            <div class="lesson-foot" ref={foot}>{ steps(open, session) }</div>
        </>
    }
}

fn standing(record: &Record, steps: usize) -> Standing {
    Standing {
        step: record.place() + 1,
        steps,
        done: record.done(),
        score: record.score(),
        progress: record.to_string(),
    }
}

/// Goes to a step.
fn to(open: &OpenLesson, step: usize) -> Callback<MouseEvent> {
    let place = open.place.clone();
    open.go.reform(move |_: MouseEvent| place.clone().map(|place| Place { step, ..place }))
}

/// Back, the step, and Next.
fn steps(open: &OpenLesson, session: &Session) -> Html {
    let (place, is_done) = (session.place(), is_done(session));
    html! {
        <>
            <button class="button" type="button" disabled={place == 0} onclick={to(open, place.saturating_sub(1))}>{ "Back" }</button>
            <span class="small quiet">{ format!("Step {} of {}", place + 1, session.lesson().steps().len()) }</span>
            <button class="button" type="button" disabled={session.is_last()} data-kind={if is_done { "main" } else { "" }} onclick={to(open, place + 1)}>{ if is_done { "Next" } else { "Skip" } }</button>
        </>
    }
}

/// The sentence to keep, and the steps that were skipped.
fn ending(open: &OpenLesson, lesson: &Lesson, record: &Record) -> Html {
    let skipped = record.open().map(|step| {
        html! { <button key={step} class="button" type="button" data-size="small" onclick={to(open, step)}>{ format!("Step {}", step + 1) }</button> }
    });
    html! {
        <div class="remember">
            <p><b>{ "Remember: " }</b><span data-user="">{ lesson.remember() }</span></p>
            if record.is_finished() {
                <p role="status">{ record.score().map_or_else(|| "The lesson is finished.".to_owned(), |score| format!("The lesson is finished. Score: {score} of 100.")) }</p>
            } else {
                <p>{ "Some steps were skipped:" }</p>
                <div class="button-row">{ for skipped }</div>
            }
        </div>
    }
}
