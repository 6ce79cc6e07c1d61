//! The course: the lessons that come with the page, in an order that can be left at any step.

use crate::error::LessonError;
use crate::lesson::Lesson;

/// A lesson of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CourseLesson {
    /// The file name without `.json`; links name the lesson by it.
    pub id: &'static str,
    json: &'static str,
}

impl CourseLesson {
    /// The lesson.
    ///
    /// # Errors
    /// What is wrong with its file; a test finds that there is nothing.
    pub fn read(&self) -> Result<Lesson, LessonError> {
        Lesson::from_json(self.json)
    }
}

macro_rules! course {
    ($($id:literal),* $(,)?) => {
        /// The lessons in the order of the course. To add one, write a file in `lessons/` and add a line here.
        pub const COURSE: &[CourseLesson] =
            &[$(CourseLesson { id: $id, json: include_str!(concat!("../lessons/", $id, ".json")) }),*];
    };
}

course![
    "why-several-leaders",
    "asynchronous-replication",
    "ring",
    "star",
    "all-to-all",
    "concurrent",
    "home-leaders",
    "last-write-wins",
    "siblings",
    "merge-on-write",
    "who-has-seen-what",
    "dots",
    "unseen-conflicts",
    "devices"
];

/// The lesson after one of the course; none after the last.
#[must_use]
pub fn next_lesson(id: &str) -> Option<&'static CourseLesson> {
    let place = COURSE.iter().position(|lesson| lesson.id == id)?;
    COURSE.get(place + 1)
}
