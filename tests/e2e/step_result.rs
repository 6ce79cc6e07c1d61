//! What every step of a story gives back.

use tests::browser::Error;

/// The step's result, or why the browser could not do it.
pub type StepResult<T = ()> = Result<T, Error>;
