//! Why a command could not do its work: one sentence for the person who called it.

use std::fmt;

/// One sentence that says what went wrong and, where there is something, what to do about it.
#[derive(Debug)]
pub struct Error(String);

/// What every step of a command gives back.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error that says this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// For `map_err`: says what could not be done, then the reason.
    pub fn because<E: fmt::Display>(what: impl Into<String>) -> impl FnOnce(E) -> Self {
        let what = what.into();
        move |reason| Self(format!("{what}: {reason}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<lexopt::Error> for Error {
    fn from(error: lexopt::Error) -> Self {
        Self(format!("{error}; `cargo xtask help` lists the options of each command"))
    }
}
