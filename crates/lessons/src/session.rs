//! A session: one learner in one lesson, and what that learner may see.

use std::sync::Arc;

use replication::Micros;

use crate::lesson::Lesson;
use crate::step::Step;

/// One learner in one lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    lesson: Arc<Lesson>,
    step: usize,
    answer: Option<usize>,
    is_right: bool,
    is_reached: bool,
    is_helped: bool,
}

/// What a step asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Nothing.
    Watch,
    /// A prediction that has not been made.
    Predict,
    /// A goal that has not been reached.
    Practice,
    /// Nothing any more.
    Done,
}

impl Session {
    /// A learner at a step of a lesson; at the last step if it has fewer.
    #[must_use]
    pub fn new(lesson: Arc<Lesson>, step: usize) -> Self {
        let step = step.min(lesson.steps().len().saturating_sub(1));
        Self { lesson, step, answer: None, is_right: false, is_reached: false, is_helped: false }
    }

    /// The lesson.
    #[must_use]
    pub fn lesson(&self) -> &Arc<Lesson> {
        &self.lesson
    }

    /// The place of the step, from 0.
    #[must_use]
    pub fn place(&self) -> usize {
        self.step
    }

    /// The step.
    #[must_use]
    pub fn step(&self) -> &Step {
        &self.lesson.steps()[self.step]
    }

    /// Whether this is the last step.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.step + 1 == self.lesson.steps().len()
    }

    /// At another step, as it is when it is entered.
    #[must_use]
    pub fn at(&self, step: usize) -> Self {
        Self::new(self.lesson.clone(), step)
    }

    /// After an answer that is right or wrong; the first answer counts.
    #[must_use]
    pub fn answered(&self, choice: usize, is_right: bool) -> Self {
        match self.answer {
            Some(_) => self.clone(),
            None => Self { answer: Some(choice), is_right, ..self.clone() },
        }
    }

    /// Whether the answer that was given is right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.is_right
    }

    /// The place of the answer that was given.
    #[must_use]
    pub fn answer(&self) -> Option<usize> {
        self.answer
    }

    /// After the goal was reached once.
    #[must_use]
    pub fn reached(&self) -> Self {
        Self { is_reached: true, ..self.clone() }
    }

    /// After “Show me” was asked for.
    #[must_use]
    pub fn helped(&self) -> Self {
        Self { is_helped: true, ..self.clone() }
    }

    /// Whether “Show me” was asked for before the goal was reached.
    #[must_use]
    pub fn is_helped(&self) -> bool {
        self.is_helped
    }

    /// What the step asks for now.
    #[must_use]
    pub fn task(&self) -> Task {
        let step = self.step();
        match (&step.predict, &step.practice) {
            (Some(_), _) if self.answer.is_none() => Task::Predict,
            (None, Some(_)) if !self.is_reached => Task::Practice,
            (None, None) => Task::Watch,
            (Some(_), _) | (None, Some(_)) => Task::Done,
        }
    }

    /// Up to when the run may be seen: what comes later would give the answer away. None if all of it may be seen.
    #[must_use]
    pub fn horizon(&self) -> Option<Micros> {
        match self.task() {
            Task::Predict => Some(self.step().asked_at()),
            Task::Watch | Task::Practice | Task::Done => None,
        }
    }
}

impl Step {
    /// The instant at which playing stops, and the prediction or goal is given.
    #[must_use]
    pub fn asked_at(&self) -> Micros {
        self.to.unwrap_or(self.from)
    }
}
