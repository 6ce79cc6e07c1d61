//! The error of a command: one sentence for its user.

use std::fmt;

/// One sentence: what went wrong and, if something helps, what to do.
#[derive(Debug)]
pub struct Error(String);

/// What every step of a command returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error with this sentence as its message.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// For `map_err`: the failure, then its cause.
    pub fn because<E: fmt::Display>(failure: impl Into<String>) -> impl FnOnce(E) -> Self {
        let failure = failure.into();
        move |cause| Self(format!("{failure}: {cause}"))
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
