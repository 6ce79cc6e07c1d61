//! The error of a browser test.

use std::fmt;
use std::io;
use std::path::PathBuf;

use thirtyfour::error::WebDriverError;

/// Why a browser test failed.
#[derive(Debug)]
pub enum Error {
    /// chromedriver is missing, or exited before it was ready.
    Chromedriver(String),
    /// The page's files cannot be served.
    Server(String),
    /// The browser reported an error.
    Browser(WebDriverError),
    /// A screenshot could not be written.
    Screenshot(PathBuf, io::Error),
    /// A condition did not hold in time.
    Timeout {
        /// What the test waited for.
        expected: String,
        /// What the page showed instead.
        found: String,
    },
    /// The page wrote errors to the console.
    ConsoleErrors(Vec<String>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chromedriver(reason) => write!(f, "chromedriver cannot be started: {reason}"),
            Self::Server(reason) => write!(f, "the page cannot be served: {reason}"),
            Self::Browser(error) => write!(f, "browser error: {error}"),
            Self::Screenshot(file, reason) => write!(f, "{} cannot be written: {reason}", file.display()),
            Self::Timeout { expected, found } => write!(f, "timed out waiting for {expected}; found {found}"),
            Self::ConsoleErrors(errors) => write!(f, "the console has errors:\n{}", errors.join("\n")),
        }
    }
}

impl std::error::Error for Error {}

impl From<WebDriverError> for Error {
    fn from(error: WebDriverError) -> Self {
        Self::Browser(error)
    }
}
