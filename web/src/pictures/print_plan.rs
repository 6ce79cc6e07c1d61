//! What is printed: a page for each step of the open lesson, or else for each notable instant of the run.

use std::cell::RefCell;

use player::{PlaybackAction, Player};
use yew::prelude::*;

/// At most this many instants of a run have a page.
const MAX_PAGES: usize = 12;
/// A longer description is cut, to leave room for the pictures.
const MAX_ABOUT_CHARS: usize = 600;

/// A page.
#[derive(Clone)]
pub struct PrintedPage {
    /// What stands at the top: the lesson, or the title of the run.
    pub title: String,
    /// Which page it is, and when.
    pub heading: String,
    /// What to see there: the caption of a step, or the description of a run.
    pub text: String,
    /// The run at the instant.
    pub player: Player,
    /// A question with its answers, the right one unmarked.
    pub question: Option<(String, Vec<String>)>,
    /// What stands at the bottom.
    pub note: String,
}

/// The pages of an open lesson.
pub type LessonPages = Callback<(), Vec<PrintedPage>>;

thread_local! {
    static LESSON: RefCell<Option<LessonPages>> = const { RefCell::new(None) };
}

/// Prints these pages while the component is there.
#[hook]
pub fn use_printed_lesson(pages: LessonPages) {
    use_effect_with(pages, |pages| {
        LESSON.set(Some(pages.clone()));
        || LESSON.set(None)
    });
}

/// The pages of the open lesson; none outside of lessons.
pub fn lesson_pages() -> Option<Vec<PrintedPage>> {
    LESSON.with_borrow(Clone::clone).map(|lesson| lesson.emit(()))
}

/// The pages of a run.
pub fn pages_of_run(player: &Player) -> Vec<PrintedPage> {
    let instants = player.notable_instants(MAX_PAGES);
    let count = instants.len();
    let scenario = player.scenario();
    let pages = instants.into_iter().enumerate().map(|(index, at)| {
        let mut there = player.clone();
        there.act(PlaybackAction::Seek(at));
        PrintedPage {
            title: replication::shown_name(&scenario.title, "Untitled run").into_owned(),
            heading: format!("Instant {} of {count}: {at}", index + 1),
            text: if index == 0 {
                replication::shortened(&scenario.about, MAX_ABOUT_CHARS).into_owned()
            } else {
                String::new()
            },
            player: there,
            question: None,
            note: String::new(),
        }
    });
    pages.collect()
}
