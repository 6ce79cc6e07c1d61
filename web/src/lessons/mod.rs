//! Lessons: which one is open, at which step, and its panel.

mod authoring;
mod controls;
mod course_list;
mod own;
mod panel;
mod place;
mod progress;
mod question;
mod session;
mod task;

use course_list::CourseList;
use panel::LessonPanel;
pub use place::Place;
use yew::prelude::*;

use crate::components::loading_note;
use crate::hooks::{Loading, use_chunk, use_listener};
use crate::platform::chunk::chunk;
use crate::platform::page;
use crate::spotlight::Spotlight;

/// Context: the open lesson.
#[derive(Clone, PartialEq)]
pub struct OpenLesson {
    /// Where in the course; none outside of lessons.
    pub place: Option<Place>,
    /// Whether the run of the step is still to be opened: the address may already hold one.
    pub opens_run: bool,
    /// The parts of the page that the step shows, as words separated by spaces.
    pub shows: String,
    /// Goes to a place in the course, or leaves the lesson.
    pub go: Callback<Option<Place>>,
    /// Takes what the step shows and points out.
    pub show: Callback<(String, Spotlight)>,
}

#[derive(Properties, PartialEq)]
pub struct LessonProviderProps {
    pub children: Html,
}

/// Lets its children open a lesson, and know which one is open.
#[component]
pub fn LessonProvider(props: &LessonProviderProps) -> Html {
    let place = use_state_eq(|| (Place::of_address(), page::fragment().is_empty()));
    let shown = use_state_eq(<(String, Spotlight)>::default);
    let go = use_callback(place.setter(), |to: Option<Place>, place| {
        page::set_query(&to.as_ref().map(Place::query).unwrap_or_default());
        if to.as_ref().is_none_or(Place::is_new) {
            // No run is opened, so nothing else writes the address.
            page::replace_entry(&page::fragment(), &page::entry_state());
        }
        place.set((to, true));
    });
    let arrived = use_callback(place.setter(), |_: web_sys::Event, place| {
        // The run of an entry of the history is opened by the address.
        place.set((Place::of_address(), page::fragment().is_empty()));
    });
    use_listener("popstate", arrived.clone());
    use_listener("hashchange", arrived);
    let show = use_callback(shown.setter(), |now, shown| shown.set(now));
    let (shows, spotlight) = match place.0 {
        Some(_) => (*shown).clone(),
        None => Default::default(),
    };
    let lesson = OpenLesson { place: place.0.clone(), opens_run: place.1, shows, go, show };
    html! {
        <ContextProvider<OpenLesson> context={lesson}>
            <ContextProvider<Spotlight> context={spotlight}>{ props.children.clone() }</ContextProvider<Spotlight>>
        </ContextProvider<OpenLesson>>
    }
}

/// The open lesson.
#[hook]
pub fn use_lesson() -> OpenLesson {
    use_context().unwrap_or_else(|| OpenLesson {
        place: None,
        opens_run: false,
        shows: String::new(),
        go: Callback::noop(),
        show: Callback::noop(),
    })
}

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
