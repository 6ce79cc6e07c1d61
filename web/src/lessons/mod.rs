//! Lessons: which one is open, at which step, and its panel.

mod authoring;
mod controls;
mod course_list;
mod embedded;
mod figures;
mod merge_code;
mod open;
mod own;
mod panel;
mod printing;
mod progress;
mod question;
mod session;
mod step_body;
mod task;

use course_list::CourseList;
pub use course_list::ListedLesson;
use embedded::EmbeddedLesson;
pub use embedded::{EmbeddedProps, Standing};
pub use open::{LessonProvider, OpenLesson, use_lesson};
use panel::LessonPanel;
pub use session::LessonRef;

use yew::prelude::*;

use crate::components::loading_note;
use crate::hooks::{Loading, use_chunk};
use crate::platform::chunk::chunk;

/// What the chunk draws, and reads.
#[derive(Clone, Copy)]
pub struct Views {
    /// The panel of an open lesson.
    panel: fn(OpenLesson) -> Html,
    /// The list of all lessons, which the callback closes.
    list: fn(Callback<()>) -> Html,
    /// The lessons of the course.
    pub course: fn() -> Vec<ListedLesson>,
    /// The lesson with an id, or of a link; or a sentence saying why there is none.
    pub read: fn(&str) -> Result<LessonRef, String>,
    /// The panel of a lesson in an embed.
    pub embedded: fn(EmbeddedProps) -> Html,
}

chunk! {
    /// The lessons with their texts and runs.
    pub LESSONS in lessons: Views = Views {
        panel: |lesson| html! { <LessonPanel {lesson} /> },
        list: |onclose| html! { <CourseList {onclose} /> },
        course: course_list::listed_lessons,
        read: session::read_lesson,
        embedded: |props| html! { <EmbeddedLesson ..props /> },
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
