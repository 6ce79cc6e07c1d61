//! Why a link cannot be opened.

use std::fmt;

use crate::error::ScenarioError;

/// What a link of this version begins with.
pub(super) const PREFIX: &str = "s1.";

/// Why a link cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PermalinkError {
    /// It does not look like a link to a run.
    NotALink,
    /// It is of a form that this program does not know.
    OtherVersion(String),
    /// It is longer than a link can be, or unpacks to more than a scenario can be.
    TooLarge,
    /// Part of it is missing or changed.
    Damaged,
    /// It holds a scenario that is wrong.
    Scenario(ScenarioError),
}

impl fmt::Display for PermalinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => write!(f, "this is not a link to a run: it should have “#{PREFIX}…” in it"),
            Self::OtherVersion(version) => {
                write!(
                    f,
                    "this link is of the form “{version}”, which this version of Polyleader cannot read"
                )
            }
            Self::TooLarge => write!(f, "this link is too large to be opened"),
            Self::Damaged => write!(f, "this link is damaged: part of it is missing or changed"),
            Self::Scenario(error) => write!(f, "the scenario in this link is wrong: {error}"),
        }
    }
}

impl std::error::Error for PermalinkError {}
