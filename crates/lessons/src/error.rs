//! Why a lesson cannot be read.

use std::fmt;

/// Why a lesson cannot be read, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonError {
    /// The text is too large to be a lesson.
    TooLarge,
    /// It is not JSON, or has a field that a lesson does not have.
    Form {
        /// Where, such as `steps[2].caption`; empty for the whole.
        path: String,
        /// What is wrong.
        message: String,
    },
    /// There are no steps.
    NoSteps,
    /// The first step has no scenario.
    NoScenario,
    /// The scenario of a step cannot be used.
    Scenario {
        /// The number of the step, from 1.
        step: usize,
        /// What is wrong.
        message: String,
    },
}

impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("the text is too large for a lesson"),
            Self::Form { path, message } if path.is_empty() || path == "." => f.write_str(message),
            Self::Form { path, message } => write!(f, "{message} (at {path})"),
            Self::NoSteps => f.write_str("a lesson needs at least one step"),
            Self::NoScenario => f.write_str("the first step needs a scenario"),
            Self::Scenario { step, message } => write!(f, "step {step}: {message}"),
        }
    }
}

impl std::error::Error for LessonError {}
