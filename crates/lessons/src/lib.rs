//! Lessons: steps that play a run, ask for a prediction or set a goal, and explain what happened.
//!
//! A lesson is data. Right answers and reached goals are computed from the run, never typed by the author. This crate
//! never plays a run (`player`) and draws nothing (`web`).

mod authoring;
mod check;
mod course;
mod error;
mod facts;
mod figures;
mod goal;
mod lesson;
mod link;
mod question;
mod record;
mod request;
mod request_end;
mod session;
mod step;
mod verdicts;

pub use authoring::{
    Draft, DraftStep, GoalTexts, RunAt, SuggestedGoal, SuggestedQuestion, needed_controls, recorded_goal,
    suggested_goals, suggested_questions,
};
pub use check::{MAX_CAPTION_WORDS, Mistake, check};
pub use course::{COURSE, CourseLesson, next_lesson};
pub use error::LessonError;
pub use facts::Relation;
pub use figures::{ClientFigures, Figures, SideBySide};
pub use goal::Goal;
pub use lesson::{FormatVersion, Lesson, MAX_LESSON_BYTES};
pub use link::LessonLinkError;
pub use question::{Asked, CannotAsk, Choice, Question};
pub use record::Record;
pub use request::RequestRef;
pub use session::{Session, Task};
pub use step::{Control, LookAt, Part, Practice, Step};
