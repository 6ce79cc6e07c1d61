//! The result of a step of a story.

use tests::browser::Error;

/// What a step returns, or why it failed.
pub type StepResult<T = ()> = Result<T, Error>;
