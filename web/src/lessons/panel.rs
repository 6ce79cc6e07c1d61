//! The panel of the open lesson: the step's caption, its task, its explanation, and the way on.

use lessons::{COURSE, Lesson, Session, next_lesson};
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::dialogs::{DialogKind, use_show_dialog};
use crate::lesson_place::Place;
use crate::lessons::authoring::AuthoringPanel;
use crate::lessons::open::OpenLesson;
use crate::lessons::own;
use crate::lessons::printing::printed_pages;
use crate::lessons::session::{
    Learner, LessonRef, keep_progress, use_learner, use_lesson_named, use_lesson_of_link,
};
use crate::lessons::step_body::{is_done, step_body};
use crate::pictures::use_printed_lesson;
use crate::platform::page;
use crate::terms::TermsButton;

/// What has the focus once a lesson is left.
const PLAY_BUTTON: &str = ".playback-controls .play";

#[derive(Properties, PartialEq)]
pub struct LessonPanelProps {
    pub lesson: OpenLesson,
}

/// The panel of the open lesson, or a sentence if there is no such lesson.
#[component]
pub fn LessonPanel(props: &LessonPanelProps) -> Html {
    let open = &props.lesson;
    let id = open.place.as_ref().map(|place| place.lesson.clone()).unwrap_or_default();
    use_lesson_of_link(open, &id);
    let lesson = use_lesson_named(&id);
    if open.place.as_ref().is_some_and(Place::is_new) {
        return html! { <AuthoringPanel open={open.clone()} /> };
    }
    match lesson {
        Ok(lesson) => html! { <Step open={open.clone()} {lesson} /> },
        Err(sentence) => missing(open, &sentence),
    }
}

fn missing(open: &OpenLesson, sentence: &str) -> Html {
    let leave = open.go.reform(|_: MouseEvent| {
        page::focus_after_render(PLAY_BUTTON);
        None
    });
    html! { <div class="step"><p role="alert">{ sentence }</p><button class="button" type="button" onclick={leave}>{ "Leave the lesson" }</button></div> }
}

#[derive(Properties, PartialEq)]
struct StepProps {
    open: OpenLesson,
    lesson: LessonRef,
}

/// One step of a lesson.
#[component]
fn Step(props: &StepProps) -> Html {
    let (open, lesson) = (&props.open, &props.lesson.0);
    let learner = use_learner(open, lesson);
    let session = &learner.session;
    let id = open.place.as_ref().map(|place| place.lesson.clone()).unwrap_or_default();
    {
        let (id, session) = (id.clone(), session.clone());
        use_effect_with((session.place(), session.task() as u8), move |_| keep_progress(&id, &session));
    }
    use_explanation_in_sight(session);
    let printed = use_callback(lesson.clone(), |(), lesson| printed_pages(lesson));
    use_printed_lesson(printed);
    html! {
        <>
            { head(open, &learner, &id) }
            { step_body(&learner) }
            { foot(open, &learner, &id) }
        </>
    }
}

/// Scrolls to the explanation of a step once its task is done: on a phone it may be below the fold.
#[hook]
fn use_explanation_in_sight(session: &Session) {
    let last = use_mut_ref(|| None);
    use_effect_with((session.place(), is_done(session)), move |now| {
        let before = last.replace(Some(*now));
        if now.1 && before == Some((now.0, false)) {
            page::reveal_after_render(".lesson .explanation");
        }
    });
}

fn head(open: &OpenLesson, learner: &Learner, id: &str) -> Html {
    let lesson = learner.session.lesson();
    let number = COURSE.iter().position(|lesson| lesson.id == id);
    let (place, steps) = (learner.session.place(), lesson.steps().len());
    let marks = (0..steps).map(|step| {
        let go = open.go.clone();
        let to = Place { lesson: id.to_owned(), step };
        let onclick = move |_: MouseEvent| go.emit(Some(to.clone()));
        let label = format!("Step {} of {steps}", step + 1);
        html! {
            <li key={step}><button type="button" aria-label={label.clone()} title={label} aria-current={(step == place).then_some("step")} data-done={(step < place).then_some("")} {onclick}></button></li>
        }
    });
    // Whoever tries the lesson that they are writing goes back to writing it.
    let (leave, to) = match own::is_draft(id) {
        true => ("Back to editing", Some(Place::new_lesson())),
        false => ("Leave the lesson", None),
    };
    let onleave = open.go.reform(move |_: MouseEvent| {
        if to.is_none() {
            page::focus_after_render(PLAY_BUTTON);
        }
        to.clone()
    });
    html! {
        <div class="lesson-head">
            <div class="line">
                <span class="small quiet">{ number.map_or_else(|| "Lesson".to_owned(), |number| format!("Lesson {} of {}", number + 1, COURSE.len())) }</span>
                <TermsButton id="terms-of-lesson" of=".lesson" />
                <button class="button" type="button" data-size="small" data-kind="ghost" onclick={onleave}>{ icon(Icon::Close) }{ leave }</button>
            </div>
            <h2 data-user="">{ lesson.title() }</h2>
            <ol class="marks" aria-label="Steps">{ for marks }</ol>
        </div>
    }
}

fn foot(open: &OpenLesson, learner: &Learner, id: &str) -> Html {
    let session = &learner.session;
    let (place, is_last) = (session.place(), session.is_last());
    let is_done = is_done(session);
    let to = |step: usize| {
        let to = Place { lesson: id.to_owned(), step };
        open.go.reform(move |_: MouseEvent| Some(to.clone()))
    };
    let again = learner.watch.reform(|_: MouseEvent| ());
    html! {
        <div class="lesson-foot">
            if is_last && is_done {
                { end_of_lesson(open, session.lesson(), id) }
            }
            <div class="button-row">
                if place > 0 {
                    <button class="button" type="button" onclick={to(place - 1)}>{ "Back" }</button>
                }
                <button class="button" type="button" onclick={again}>{ "Watch again" }</button>
                if !is_last {
                    <button class="button grow" type="button" data-kind={if is_done { "main" } else { "" }} onclick={to(place + 1)}>{ if is_done { "Next" } else { "Skip" } }</button>
                }
            </div>
        </div>
    }
}

fn end_of_lesson(open: &OpenLesson, lesson: &Lesson, id: &str) -> Html {
    let next = next_lesson(id).and_then(|next| Some((next.id, next.read().ok()?.title().to_owned())));
    let next = next.map(|(id, title)| {
        let go = open.go.reform(move |_: MouseEvent| Some(Place::start(id)));
        html! { <button class="button" type="button" data-kind="main" onclick={go}>{ format!("Next lesson: {title}") }</button> }
    });
    html! {
        <div class="remember">
            <p><b>{ "Remember: " }</b><span data-user="">{ lesson.remember() }</span></p>
            <div class="button-row">
                { next.unwrap_or_default() }
                <PlayOn open={open.clone()} />
                <AllLessons />
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PlayOnProps {
    open: OpenLesson,
}

/// Leaves the lesson with its run.
#[component]
fn PlayOn(props: &PlayOnProps) -> Html {
    let go = props.open.go.clone();
    let onclick = move |_: MouseEvent| {
        go.emit(None);
        page::focus_after_render(PLAY_BUTTON);
    };
    html! { <button class="button" type="button" {onclick}>{ "Keep exploring this run" }</button> }
}

/// Opens the list of lessons.
#[component]
fn AllLessons() -> Html {
    let onclick = use_show_dialog().reform(|_: MouseEvent| Some(DialogKind::Lessons));
    html! { <button class="button" type="button" {onclick}>{ "All lessons" }</button> }
}
