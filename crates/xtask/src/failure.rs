//! Why a command could not do its work: one sentence for the person who called it.

use std::fmt;

/// One sentence that says what went wrong and, where there is something, what to do about it.
#[derive(Debug)]
pub struct Failure(String);

/// What every step of a command gives back.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure that says this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// For `map_err`: says what could not be done, then the reason.
    pub fn because<E: fmt::Display>(what: impl Into<String>) -> impl FnOnce(E) -> Self {
        let what = what.into();
        move |reason| Self(format!("{what}: {reason}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
