//! The list of all lessons, with how far the user has come in each.

use lessons::{COURSE, CourseLesson, Lesson};
use yew::prelude::*;

use crate::components::{Dialog, Icon, icon};
use crate::lesson_place::Place;
use crate::lessons::open::use_lesson;
use crate::lessons::progress;

#[derive(Properties, PartialEq)]
pub struct CourseListProps {
    pub onclose: Callback<()>,
}

/// A lesson of the course, as other lists name it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedLesson {
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Where it goes on.
    pub place: Place,
}

/// All lessons in the order of the course.
pub fn listed_lessons() -> Vec<ListedLesson> {
    let listed = |course: &CourseLesson| {
        let lesson = course.read().ok()?;
        let (title, purpose) = (lesson.title().to_owned(), lesson.purpose().to_owned());
        Some(ListedLesson { title, purpose, place: place_of(course.id, lesson.steps().len()) })
    };
    COURSE.iter().filter_map(listed).collect()
}

/// The dialog with all lessons in the order of the course.
#[component]
pub fn CourseList(props: &CourseListProps) -> Html {
    let open = use_lesson();
    let lessons = use_memo((), |()| {
        COURSE.iter().filter_map(|lesson| Some((lesson, lesson.read().ok()?))).collect::<Vec<_>>()
    });
    let next =
        lessons.iter().position(|(course, lesson)| progress::steps_done(course.id) < lesson.steps().len());
    let rows = lessons.iter().enumerate().map(|(index, (course, lesson))| {
        let (go, onclose) = (open.go.clone(), props.onclose.clone());
        let (id, steps) = (course.id, lesson.steps().len());
        let onclick = move |_: MouseEvent| {
            onclose.emit(());
            go.emit(Some(place_of(id, steps)));
        };
        row(index, course, lesson, next == Some(index), Callback::from(onclick))
    });
    let make = {
        let (go, onclose) = (open.go.clone(), props.onclose.clone());
        move |_: MouseEvent| {
            onclose.emit(());
            go.emit(Some(Place::new_lesson()));
        }
    };
    html! {
        <Dialog id="lessons-title" title="Lessons" onclose={props.onclose.clone()}>
            <div class="body lessons-body">
                <p class="help">{ "A course in short steps: follow the order, or start with any lesson. Each step asks, shows and explains. Progress is kept in this browser." }</p>
                <ol class="course">{ for rows }</ol>
                <p class="help">{ "For teachers: play any run, pick instants, write captions, choose questions." }</p>
            </div>
            <div class="foot"><button class="button" type="button" onclick={make}>{ "Make a lesson" }</button></div>
        </Dialog>
    }
}

/// Where a lesson goes on: at its first step that has not been done.
fn place_of(id: &str, steps: usize) -> Place {
    let done = progress::steps_done(id);
    Place { lesson: id.to_owned(), step: if done < steps { done } else { 0 } }
}

fn row(
    index: usize,
    course: &CourseLesson,
    lesson: &Lesson,
    is_next: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    let (done, steps) = (progress::steps_done(course.id).min(lesson.steps().len()), lesson.steps().len());
    let state = match done {
        0 => format!("{} min", lesson.minutes()),
        done if done == steps => "done".to_owned(),
        done => format!("{done} of {steps} steps"),
    };
    html! {
        <li key={course.id}>
            <button class="course-lesson" type="button" data-next={is_next.then_some("")} {onclick}>
                <span class="number" aria-hidden="true">{ if done == steps { icon(Icon::Check) } else { html! { { index + 1 } } } }</span>
                <span class="told"><b data-user="">{ lesson.title() }</b><span data-user="">{ lesson.purpose() }</span></span>
                <span class="small quiet">{ state }</span>
            </button>
        </li>
    }
}
