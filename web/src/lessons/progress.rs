//! How far the user has come in each lesson, kept in the browser.

use crate::platform::preferences::{self, LessonProgress};

/// How many steps of a lesson have been done.
pub fn steps_done(lesson: &str) -> usize {
    let stored = preferences::load().lessons;
    stored.iter().find(|progress| progress.lesson == lesson).map_or(0, |progress| progress.steps)
}

/// Stores how many steps of a lesson are done. Going back does not undo progress.
pub fn keep(lesson: &str, steps: usize) {
    preferences::update(|preferences| {
        match preferences.lessons.iter_mut().find(|progress| progress.lesson == lesson) {
            Some(progress) => progress.steps = progress.steps.max(steps),
            None => preferences.lessons.push(LessonProgress { lesson: lesson.to_owned(), steps }),
        }
    });
}
