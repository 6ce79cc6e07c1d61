//! What can be wrong, as one sentence with the place, and the exit code that goes with it.

use std::fmt;

use scenario::{PermalinkError, ScenarioError};

/// The exit code where what was asked for could not be done.
pub const WRONG: u8 = 2;
/// The exit code where a link comes to another run than it was made of.
const OTHER_RUN: u8 = 1;

/// Why the command could not do what it was asked to.
#[derive(Debug)]
pub enum Failure {
    /// The arguments make no sense.
    Usage(String),
    /// A file cannot be read.
    Unreadable(String, String),
    /// A file holds no scenario.
    Scenario(String, ScenarioError),
    /// A link cannot be opened.
    Link(PermalinkError),
    /// No link can hold the scenario.
    TooLargeForLink,
    /// The run of a link has another fingerprint than the link says. Holds that of this run, and the link's.
    OtherRun(String, String),
}

impl Failure {
    /// The arguments make no sense.
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self::Usage(sentence.into())
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        if matches!(self, Self::OtherRun(..)) { OTHER_RUN } else { WRONG }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(sentence) => write!(f, "{sentence} (polyleader --help says more)"),
            Self::Unreadable(file, reason) => write!(f, "{file} cannot be read: {reason}"),
            Self::Scenario(file, error) => {
                let gap = if error.position.is_some() || !error.path.is_empty() { ", " } else { ": " };
                write!(f, "{file}{gap}{error}")
            }
            Self::Link(error) => write!(f, "{error}"),
            Self::TooLargeForLink => {
                write!(f, "the scenario is too large for a link: a link could be made of it, but not opened")
            }
            Self::OtherRun(here, there) => write!(
                f,
                "this run comes to the fingerprint {here}, and the link was made of one with {there}: they are not the same run"
            ),
        }
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string())
    }
}
