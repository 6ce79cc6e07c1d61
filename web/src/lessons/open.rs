//! Which lesson is open, at which step, and what the step shows.

use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::hooks::use_listener;
use crate::lesson_place::{GoToPlace, Place};
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
        match to.as_ref().is_none_or(Place::is_new) {
            // No run is opened, so nothing else writes the address.
            true => page::replace_entry(&page::fragment(), &page::entry_state()),
            // The step has its address at once; its run takes the entry over.
            false => page::push_entry("", &JsValue::NULL),
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
    let going = GoToPlace(go.clone());
    let lesson = OpenLesson { place: place.0.clone(), opens_run: place.1, shows, go, show };
    html! {
        <ContextProvider<OpenLesson> context={lesson}>
            <ContextProvider<GoToPlace> context={going}>
                <ContextProvider<Spotlight> context={spotlight}>{ props.children.clone() }</ContextProvider<Spotlight>>
            </ContextProvider<GoToPlace>>
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
