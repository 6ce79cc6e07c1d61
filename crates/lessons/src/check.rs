//! Checking a lesson: what would make it unclear or impossible to follow.

use std::fmt;

use timeline::Timeline;

use crate::lesson::Lesson;
use crate::question::CannotAsk;
use crate::step::Step;

/// The most words of a caption.
pub const MAX_CAPTION_WORDS: usize = 40;

/// A mistake in a step of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The caption is empty.
    NoCaption,
    /// The caption has too many words.
    LongCaption(usize),
    /// There is a prediction and a goal.
    TwoTasks,
    /// What was predicted or reached is not explained.
    NoExplanation,
    /// The question cannot be asked.
    Question(CannotAsk),
    /// The question is asked after the run has shown the answer.
    AskedTooLate,
    /// The goal is reached before anything is done.
    ReachedAtOnce,
    /// The change that should reach the goal does not.
    NotReached,
    /// Playing would stop before it starts.
    BackInTime,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCaption => f.write_str("the caption is missing"),
            Self::LongCaption(words) => {
                write!(
                    f,
                    "the caption has {words} words; at most {MAX_CAPTION_WORDS} can be read while looking"
                )
            }
            Self::TwoTasks => f.write_str("a step has a prediction or a goal, not both"),
            Self::NoExplanation => f.write_str("what the learner predicts or reaches must be explained"),
            Self::Question(reason) => reason.fmt(f),
            Self::AskedTooLate => f.write_str("the run has shown the answer before the question is asked"),
            Self::ReachedAtOnce => f.write_str("the goal is reached before anything is done"),
            Self::NotReached => f.write_str("“Show me” does not reach the goal"),
            Self::BackInTime => f.write_str("playing stops before it starts"),
        }
    }
}

/// The mistakes of each step, with the number of the step, from 1. None in a good lesson.
#[must_use]
pub fn check(lesson: &Lesson) -> Vec<(usize, Mistake)> {
    let steps = lesson.steps().iter().enumerate();
    steps
        .flat_map(|(index, step)| check_step(lesson, index, step).into_iter().map(move |it| (index + 1, it)))
        .collect()
}

fn check_step(lesson: &Lesson, index: usize, step: &Step) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let words = step.caption.split_whitespace().count();
    let has_task = step.predict.is_some() || step.practice.is_some();
    mistakes.extend((words == 0).then_some(Mistake::NoCaption));
    mistakes.extend((words > MAX_CAPTION_WORDS).then_some(Mistake::LongCaption(words)));
    mistakes.extend((step.predict.is_some() && step.practice.is_some()).then_some(Mistake::TwoTasks));
    mistakes.extend((has_task && step.explain.is_empty()).then_some(Mistake::NoExplanation));
    mistakes.extend(step.to.is_some_and(|to| to < step.from).then_some(Mistake::BackInTime));
    mistakes.extend(check_question(lesson, index, step));
    mistakes.extend(check_goal(lesson, index, step));
    mistakes
}

fn check_question(lesson: &Lesson, index: usize, step: &Step) -> Option<Mistake> {
    let question = step.predict.as_ref()?;
    let scenario = lesson.scenario(index);
    match question.ask(scenario, &Timeline::new(scenario)) {
        Err(reason) => Some(Mistake::Question(reason)),
        Ok(asked) => (asked.seen_at < step.asked_at()).then_some(Mistake::AskedTooLate),
    }
}

fn check_goal(lesson: &Lesson, index: usize, step: &Step) -> Option<Mistake> {
    let goal = &step.practice.as_ref()?.when;
    let scenario = lesson.scenario(index);
    let untouched = Timeline::new(scenario);
    if goal.holds(scenario, &untouched, untouched.ends_at())
        || goal.holds(scenario, &untouched, step.asked_at())
    {
        return Some(Mistake::ReachedAtOnce);
    }
    let is_reached =
        lesson.solution(index).is_some_and(|(solved, at)| goal.holds(&solved, &Timeline::new(&solved), at));
    (!is_reached).then_some(Mistake::NotReached)
}
