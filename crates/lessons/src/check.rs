//! Checking a lesson: what would make it unclear or impossible to follow.

use std::fmt;

use replication::Micros;
use scenario::Scenario;
use timeline::Timeline;

use crate::goal::Goal;
use crate::lesson::Lesson;
use crate::question::{CannotAsk, Question};
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
    /// Playing stops, an answer is seen, or the goal is reached, only after the run has ended.
    AfterTheEnd,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCaption => f.write_str("the caption is missing"),
            Self::LongCaption(words) => {
                write!(
                    f,
                    "the caption has {words} words: at most {MAX_CAPTION_WORDS} can be read while watching"
                )
            }
            Self::TwoTasks => f.write_str("a step has a prediction or a goal, not both"),
            Self::NoExplanation => f.write_str("a prediction or a goal needs an explanation"),
            Self::Question(reason) => reason.fmt(f),
            Self::AskedTooLate => f.write_str("the run shows the answer before the question is asked"),
            Self::ReachedAtOnce => f.write_str("the goal is already reached at the start"),
            Self::NotReached => f.write_str("“Show me” does not reach the goal"),
            Self::BackInTime => f.write_str("the step ends before it starts"),
            Self::AfterTheEnd => f.write_str("the run ends before the given instant"),
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
    let scenario = lesson.scenario(index);
    let timeline = Timeline::new(scenario);
    mistakes.extend((words == 0).then_some(Mistake::NoCaption));
    mistakes.extend((words > MAX_CAPTION_WORDS).then_some(Mistake::LongCaption(words)));
    mistakes.extend((step.predict.is_some() && step.practice.is_some()).then_some(Mistake::TwoTasks));
    mistakes.extend((has_task && step.explain.is_empty()).then_some(Mistake::NoExplanation));
    mistakes.extend((step.asked_at() < step.from).then_some(Mistake::BackInTime));
    mistakes.extend((step.asked_at() > timeline.ends_at()).then_some(Mistake::AfterTheEnd));
    mistakes.extend(
        step.predict
            .as_ref()
            .and_then(|question| check_question(question, step.asked_at(), scenario, &timeline)),
    );
    mistakes.extend(step.practice.as_ref().and_then(|practice| {
        check_goal(&practice.when, step.asked_at(), scenario, &timeline, lesson.solution(index))
    }));
    mistakes
}

fn check_question(
    question: &Question,
    asked_at: Micros,
    scenario: &Scenario,
    timeline: &Timeline,
) -> Option<Mistake> {
    match question.ask(scenario, timeline) {
        Err(reason) => Some(Mistake::Question(reason)),
        Ok(asked) if asked.seen_at < asked_at => Some(Mistake::AskedTooLate),
        Ok(asked) => (asked.seen_at > timeline.ends_at()).then_some(Mistake::AfterTheEnd),
    }
}

fn check_goal(
    goal: &Goal,
    asked_at: Micros,
    scenario: &Scenario,
    timeline: &Timeline,
    solution: Option<(Scenario, Micros)>,
) -> Option<Mistake> {
    if goal.holds(scenario, timeline, timeline.ends_at()) || goal.holds(scenario, timeline, asked_at) {
        return Some(Mistake::ReachedAtOnce);
    }
    let Some((solved, at)) = solution else { return Some(Mistake::NotReached) };
    let timeline = Timeline::new(&solved);
    if at > timeline.ends_at() {
        return Some(Mistake::AfterTheEnd);
    }
    (!goal.holds(&solved, &timeline, at)).then_some(Mistake::NotReached)
}
