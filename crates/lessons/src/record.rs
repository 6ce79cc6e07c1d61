//! The record of a learner in a lesson: the result of each step, the score, and both as a short text to resume from.

use std::fmt;

use crate::lesson::Lesson;
use crate::session::{Session, Task};
use crate::step::Step;

/// The result of a step when it was first done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// It was watched; it asked for nothing.
    Watched,
    /// The prediction was right.
    Right,
    /// The prediction was wrong.
    Wrong,
    /// The goal was reached.
    Reached,
    /// The goal was reached by “Show me”.
    Shown,
}

impl Mark {
    const ALL: [Self; 5] = [Self::Watched, Self::Right, Self::Wrong, Self::Reached, Self::Shown];

    /// The letter that stands for it in the text.
    fn letter(self) -> char {
        match self {
            Self::Watched => 'w',
            Self::Right => 'r',
            Self::Wrong => 'f',
            Self::Reached => 'g',
            Self::Shown => 's',
        }
    }

    /// The mark of a step that asks for nothing more.
    fn of(session: &Session) -> Option<Self> {
        match session.task() {
            Task::Predict | Task::Practice => None,
            Task::Watch => Some(Self::Watched),
            Task::Done if session.step().predict.is_some() => {
                Some(if session.is_right() { Self::Right } else { Self::Wrong })
            }
            Task::Done => Some(if session.is_helped() { Self::Shown } else { Self::Reached }),
        }
    }

    /// Whether this may come of a step.
    fn fits(self, step: &Step) -> bool {
        match self {
            Self::Watched => !asks(step),
            Self::Right | Self::Wrong => step.predict.is_some(),
            Self::Reached | Self::Shown => step.predict.is_none() && step.practice.is_some(),
        }
    }

    /// Whether it counts for the score.
    fn counts(self) -> bool {
        match self {
            Self::Right | Self::Reached => true,
            Self::Watched | Self::Wrong | Self::Shown => false,
        }
    }
}

/// Whether a step asks for something.
fn asks(step: &Step) -> bool {
    step.predict.is_some() || step.practice.is_some()
}

/// The sign of a step that has not been done, and what separates the place from the steps.
const OPEN: char = '-';
const SEPARATOR: char = '.';

/// What a learner has done in a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    place: usize,
    marks: Vec<Option<Mark>>,
    /// How many steps ask for something.
    asked: usize,
}

impl Record {
    /// The record of a learner who begins.
    #[must_use]
    pub fn new(lesson: &Lesson) -> Self {
        let steps = lesson.steps();
        let asked = steps.iter().filter(|step| asks(step)).count();
        Self { place: 0, marks: vec![None; steps.len()], asked }
    }

    /// Reads the text of a record; none if it is not of this lesson.
    #[must_use]
    pub fn read(lesson: &Lesson, text: &str) -> Option<Self> {
        let place = Self::place_in(text)?;
        let (_, letters) = text.split_once(SEPARATOR)?;
        let marks = letters.chars().map(|letter| match letter {
            OPEN => Some(None),
            letter => Mark::ALL.into_iter().find(|mark| mark.letter() == letter).map(Some),
        });
        let marks: Vec<Option<Mark>> = marks.collect::<Option<_>>()?;
        let steps = lesson.steps();
        let all_fit = marks.iter().zip(steps).all(|(mark, step)| mark.is_none_or(|mark| mark.fits(step)));
        let is_of_lesson = marks.len() == steps.len() && place < steps.len() && all_fit;
        is_of_lesson.then(|| Self { place, marks, ..Self::new(lesson) })
    }

    /// The place of the step that the text of a record names, from 0.
    #[must_use]
    pub fn place_in(text: &str) -> Option<usize> {
        let (place, _) = text.split_once(SEPARATOR)?;
        place.parse::<usize>().ok()?.checked_sub(1)
    }

    /// The record after what a session shows. The first result of a step stays.
    #[must_use]
    pub fn after(&self, session: &Session) -> Self {
        let mut record = Self { place: session.place(), ..self.clone() };
        if let Some(mark) = record.marks.get_mut(session.place()) {
            *mark = mark.or_else(|| Mark::of(session));
        }
        record
    }

    /// The place of the step that was shown last, from 0.
    #[must_use]
    pub fn place(&self) -> usize {
        self.place
    }

    /// How many steps have been done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.marks.iter().flatten().count()
    }

    /// The places of the steps that have not been done, from 0.
    pub fn open(&self) -> impl Iterator<Item = usize> + '_ {
        self.marks.iter().enumerate().filter(|(_, mark)| mark.is_none()).map(|(place, _)| place)
    }

    /// Whether every step has been done.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.marks.iter().all(Option::is_some)
    }

    /// The share of questions answered right at once and goals reached without “Show me”, in percent, rounded down; none in a
    /// lesson that asks for nothing.
    #[must_use]
    pub fn score(&self) -> Option<u32> {
        let counted = self.marks.iter().flatten().filter(|mark| mark.counts()).count();
        u32::try_from((counted * 100).checked_div(self.asked)?).ok()
    }
}

/// As text: the number of the step, from 1, and a letter for each step.
impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters: String = self.marks.iter().map(|mark| mark.map_or(OPEN, Mark::letter)).collect();
        write!(f, "{}{SEPARATOR}{letters}", self.place + 1)
    }
}
