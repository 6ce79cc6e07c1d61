//! A failed check: what is wrong with a scenario, and the path to it.

use std::collections::BTreeSet;

use replication::LeaderId;

/// A failed check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CheckError {
    /// The path of the invalid part, such as `commands[2]`.
    pub(crate) path: String,
    /// What is wrong, as one sentence.
    pub(crate) message: String,
}

/// Fails a check at this path.
pub(crate) fn fail(path: impl Into<String>, message: impl Into<String>) -> Result<(), CheckError> {
    Err(CheckError { path: path.into(), message: message.into() })
}

/// Checks that a referenced leader exists.
pub(crate) fn check_leader(
    path: String,
    leader: LeaderId,
    leaders: &BTreeSet<LeaderId>,
) -> Result<(), CheckError> {
    match leaders.contains(&leader) {
        true => Ok(()),
        false => fail(path, format!("there is no leader “{leader}”")),
    }
}
