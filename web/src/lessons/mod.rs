//! Lessons: which one is open, at which step, and its panel.

mod authoring;
mod controls;
mod course_list;
mod figures;
mod merge_code;
mod open;
mod own;
mod panel;
mod printing;
mod progress;
mod question;
mod session;
mod task;

use course_list::CourseList;
use open::OpenLesson;
pub use open::{LessonProvider, use_lesson};
use panel::LessonPanel;

use yew::prelude::*;

use crate::components::loading_note;
use crate::hooks::{Loading, use_chunk};
use crate::platform::chunk::chunk;

/// What the chunk draws: the panel of an open lesson, and the list of all lessons, which the callback closes.
#[derive(Clone, Copy)]
pub struct Views {
    panel: fn(OpenLesson) -> Html,
    list: fn(Callback<()>) -> Html,
}

chunk! {
    /// The lessons with their texts and runs.
    pub LESSONS in lessons: Views = Views {
        panel: |lesson| html! { <LessonPanel {lesson} /> },
        list: |onclose| html! { <CourseList {onclose} /> },
    }
}

/// The panel of the open lesson; nothing outside of lessons.
#[component]
pub fn Lesson() -> Html {
    let lesson = use_lesson();
    let chunk = use_chunk(&LESSONS, lesson.place.is_some());
    if lesson.place.is_none() {
        return html! { <div hidden=true></div> };
    }
    let panel = match chunk {
        Loading::Ready(views) => (views.panel)(lesson),
        Loading::Underway => loading_note(None),
        Loading::Failed(retry) => loading_note(Some(&retry)),
    };
    html! { <aside class="lesson" aria-label="Lesson" tabindex="-1">{ panel }</aside> }
}

#[derive(Properties, PartialEq)]
pub struct LessonsDialogProps {
    pub onclose: Callback<()>,
}

/// The list of all lessons.
#[component]
pub fn LessonsDialog(props: &LessonsDialogProps) -> Html {
    match use_chunk(&LESSONS, true) {
        Loading::Ready(views) => (views.list)(props.onclose.clone()),
        Loading::Underway => loading_note(None),
        Loading::Failed(retry) => loading_note(Some(&retry)),
    }
}
