//! Errors of opening a link, and the prefix that links must have.

use std::fmt;

use crate::error::ScenarioError;

/// The prefix of links of this version.
pub(super) const PREFIX: &str = "s1.";

/// Why a link cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PermalinkError {
    /// The text is not a link to a run.
    NotALink,
    /// The link has a version that this program does not support.
    OtherVersion(String),
    /// The link, or the scenario in it, exceeds the size limit.
    TooLarge,
    /// The end of the link is missing.
    CutOff,
    /// Part of the link is missing or altered.
    Damaged,
    /// The scenario in the link is invalid.
    Scenario(ScenarioError),
}

impl fmt::Display for PermalinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => write!(f, "this is not a link to a run: it must contain “#{PREFIX}…”"),
            Self::OtherVersion(version) => {
                write!(f, "this link has version “{version}”, which this version of Polyleader cannot read")
            }
            Self::TooLarge => write!(f, "this link is too large to open"),
            Self::CutOff => {
                write!(f, "this link is incomplete: its end is missing, so copy the whole link again")
            }
            Self::Damaged => write!(f, "this link is damaged: some of its characters are missing or altered"),
            Self::Scenario(error) => write!(f, "the scenario in this link is invalid: {error}"),
        }
    }
}

impl std::error::Error for PermalinkError {}
