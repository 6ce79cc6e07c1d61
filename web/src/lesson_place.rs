//! A place in the course: a lesson and a step of it, as the address names them, and how to go to one.

use scenario::LESSON_LINK_PREFIX;
use yew::prelude::*;

use crate::platform::page;

/// The placeholder id of the lesson that is being made.
const NEW: &str = "new";

/// A lesson and a step of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The id of the lesson; the fragment of its link until that is read.
    pub lesson: String,
    /// The step, from 0.
    pub step: usize,
}

impl Place {
    /// The first step of a lesson.
    pub fn start(lesson: &str) -> Self {
        Self { lesson: lesson.to_owned(), step: 0 }
    }

    /// Where a lesson is made.
    pub fn new_lesson() -> Self {
        Self::start(NEW)
    }

    /// Whether a lesson is made there.
    pub fn is_new(&self) -> bool {
        self.lesson == NEW
    }

    /// Whether a fragment is a link to a lesson.
    pub fn is_link(fragment: &str) -> bool {
        fragment.starts_with(LESSON_LINK_PREFIX)
    }

    /// The place that the page's address names.
    pub fn of_address() -> Option<Self> {
        let fragment = page::fragment();
        match Self::is_link(&fragment) {
            true => Some(Self::start(&fragment)),
            false => Self::of_query(&page::query()),
        }
    }

    /// The place that the query and the fragment of an embed's address name: there, a link to a lesson can have a step.
    pub fn of(query: &str, fragment: &str) -> Option<Self> {
        match Self::is_link(fragment) {
            true => Some(Self { lesson: fragment.to_owned(), step: step_of(query) }),
            false => Self::of_query(query),
        }
    }

    /// As the query of an address: `lesson=ring&step=2`. Steps count from 1 there.
    pub fn query(&self) -> String {
        format!("lesson={}&step={}", self.lesson, self.step + 1)
    }

    /// The place that the query of an address names. A missing or invalid step is the first.
    pub fn of_query(query: &str) -> Option<Self> {
        let lesson = field_of(query, "lesson").filter(|id| is_id(id))?;
        Some(Self { lesson: lesson.to_owned(), step: step_of(query) })
    }
}

/// The value of a field in the query of an address.
pub fn field_of<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let fields = query.trim_start_matches('?').split('&');
    fields.filter_map(|field| field.split_once('=')).find(|(field, _)| *field == name).map(|(_, value)| value)
}

/// The step that the query of an address names, from 0; the first if it names none.
fn step_of(query: &str) -> usize {
    let step = field_of(query, "step").and_then(|step| step.parse::<usize>().ok()).unwrap_or(1);
    step.saturating_sub(1)
}

/// Context: goes to a place in the course, or leaves the lesson.
#[derive(Clone, PartialEq)]
pub struct GoToPlace(pub Callback<Option<Place>>);

/// The callback that goes to a place in the course, or leaves the lesson.
#[hook]
pub fn use_go_to_place() -> Callback<Option<Place>> {
    use_context::<GoToPlace>().map_or_else(Callback::noop, |go| go.0)
}

fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_in_an_address_is_read_back() {
        let place = Place { lesson: "last-write-wins".to_owned(), step: 2 };
        assert_eq!(Place::of_query(&format!("?{}", place.query())), Some(place));
    }

    #[test]
    fn missing_or_invalid_step_is_the_first() {
        for query in ["?lesson=ring", "?step=0&lesson=ring", "?lesson=ring&step=next", "?utm=x&lesson=ring"] {
            assert_eq!(Place::of_query(query), Some(Place::start("ring")), "{query}");
        }
    }

    #[test]
    fn link_to_a_lesson_may_have_a_step_beside_it() {
        let place = |step| Some(Place { lesson: "l1.abc".to_owned(), step });
        assert_eq!(Place::of("?embed&step=3", "l1.abc"), place(2));
        assert_eq!(Place::of("", "l1.abc"), place(0));
        assert_eq!(Place::of("?lesson=ring", "s1.abc"), Some(Place::start("ring")));
    }

    #[test]
    fn address_without_a_lesson_has_no_place() {
        for query in ["", "?", "?lesson=", "?lesson=%3Cb%3E", "?step=2"] {
            assert_eq!(Place::of_query(query), None, "{query}");
        }
    }
}
