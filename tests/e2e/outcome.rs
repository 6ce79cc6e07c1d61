//! What every step of a story gives back.

use tests::browser::Trouble;

/// The step's result, or why the browser could not do it.
pub type Outcome<T = ()> = Result<T, Trouble>;
