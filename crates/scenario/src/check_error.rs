//! What is wrong with a scenario, and where in it.

use std::collections::BTreeSet;

use replication::LeaderId;

/// A fault: where in the scenario, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CheckError {
    pub(crate) path: String,
    pub(crate) message: String,
}

pub(crate) fn fail(path: impl Into<String>, message: impl Into<String>) -> Result<(), CheckError> {
    Err(CheckError { path: path.into(), message: message.into() })
}

/// A leader that is named must exist.
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
