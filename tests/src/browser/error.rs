//! Why a browser test could not go on.

use std::fmt;
use std::io;
use std::path::PathBuf;

use thirtyfour::error::WebDriverError;

/// Why a browser test could not go on, in a sentence.
#[derive(Debug)]
pub enum Error {
    /// chromedriver is not there, or ended before it was ready.
    Chromedriver(String),
    /// The page's files cannot be served.
    Server(String),
    /// The browser refused something.
    Browser(WebDriverError),
    /// A screenshot could not be written.
    Screenshot(PathBuf, io::Error),
    /// The page never came to what was waited for.
    Timeout {
        /// What was waited for.
        what: String,
        /// What there was instead.
        instead: String,
    },
    /// The page wrote errors to the console.
    ConsoleErrors(Vec<String>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chromedriver(reason) => write!(f, "chromedriver could not be started: {reason}"),
            Self::Server(reason) => write!(f, "the page cannot be served: {reason}"),
            Self::Browser(error) => write!(f, "the browser says: {error}"),
            Self::Screenshot(file, reason) => write!(f, "{} cannot be written: {reason}", file.display()),
            Self::Timeout { what, instead } => write!(f, "waited in vain for {what}; there was {instead}"),
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
