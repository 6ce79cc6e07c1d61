//! What is wrong with a scenario, and where in it.

use std::collections::BTreeSet;

use replication::LeaderId;

/// A fault: where in the scenario, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) path: String,
    pub(crate) message: String,
}

pub(crate) fn fault(path: impl Into<String>, message: impl Into<String>) -> Result<(), Fault> {
    Err(Fault { path: path.into(), message: message.into() })
}

/// A leader that is named must exist.
pub(crate) fn check_leader(
    path: String,
    leader: LeaderId,
    leaders: &BTreeSet<LeaderId>,
) -> Result<(), Fault> {
    match leaders.contains(&leader) {
        true => Ok(()),
        false => fault(path, format!("there is no leader “{leader}”")),
    }
}
