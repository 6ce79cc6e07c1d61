//! A lesson that is being written.

use replication::Micros;
use scenario::Scenario;
use serde_json::{Map, Value};

use crate::error::LessonError;
use crate::lesson::{Lesson, LessonFile};
use crate::question::Question;
use crate::step::{Control, Part, Practice, Step};

/// A lesson that is being written: its steps play the runs in which they were recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The title.
    pub title: String,
    /// What it is for, in one line.
    pub purpose: String,
    /// The one sentence to keep.
    pub remember: String,
    /// The steps.
    pub steps: Vec<DraftStep>,
}

/// A step that was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftStep {
    /// The caption.
    pub caption: String,
    /// The run that it was recorded in.
    pub scenario: Scenario,
    /// Where playing starts.
    pub from: Micros,
    /// Where playing stops.
    pub to: Micros,
    /// A question.
    pub question: Option<Question>,
    /// A goal, instead of a question.
    pub practice: Option<Practice>,
    /// The controls that learners need besides those on the stage.
    pub controls: Vec<Control>,
    /// What is said after the question was answered or the goal was reached.
    pub explain: String,
}

/// Seconds that a step takes, for the estimate of the whole.
const SECONDS_PER_STEP: usize = 40;

impl Draft {
    /// The draft of a lesson that exists. What it points out, and which parts of the page it shows, are not part of a draft.
    #[must_use]
    pub fn of(lesson: &Lesson) -> Self {
        let steps = lesson.steps().iter().enumerate().map(|(index, step)| DraftStep {
            caption: step.caption.clone(),
            scenario: (**lesson.scenario(index)).clone(),
            from: step.from,
            to: step.asked_at(),
            question: step.predict.clone(),
            practice: step.practice.clone(),
            controls: step.controls.clone(),
            explain: step.explain.clone(),
        });
        Self {
            title: lesson.title().to_owned(),
            purpose: lesson.purpose().to_owned(),
            remember: lesson.remember().to_owned(),
            steps: steps.collect(),
        }
    }

    /// The lesson.
    ///
    /// # Errors
    /// What is missing.
    pub fn lesson(&self) -> Result<Lesson, LessonError> {
        let mut before: Option<&Scenario> = None;
        let steps = self.steps.iter().map(|step| {
            let is_same = before == Some(&step.scenario);
            before = Some(&step.scenario);
            Step {
                caption: step.caption.clone(),
                scenario: (!is_same).then(|| fields_of(&step.scenario)),
                from: step.from,
                to: (step.to > step.from).then_some(step.to),
                shows: vec![Part::Diagram, Part::Verdicts],
                predict: step.question.clone(),
                practice: step.practice.clone(),
                controls: step.controls.clone(),
                explain: step.explain.clone(),
                ..Step::default()
            }
        });
        let steps: Vec<Step> = steps.collect();
        let minutes = (steps.len() * SECONDS_PER_STEP).div_ceil(60).max(1);
        Lesson::of(LessonFile {
            polyleader_lesson: crate::FormatVersion,
            title: self.title.clone(),
            purpose: self.purpose.clone(),
            minutes: u32::try_from(minutes).unwrap_or(u32::MAX),
            steps,
            remember: self.remember.clone(),
        })
    }
}

/// The fields of a scenario, as a file has them.
pub(super) fn fields_of(scenario: &Scenario) -> Map<String, Value> {
    match serde_json::from_str(&scenario.to_json()) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => Map::new(),
    }
}
