//! Reasons: why a request was refused, and why a command did nothing.

use replication::{IgnoreReason, RefusalReason};

use crate::names::Names;

/// Why a client got no answer, or was refused.
#[must_use]
pub fn describe_refusal<'a>(names: impl Into<Names<'a>>, why: RefusalReason) -> String {
    let names = names.into();
    match why {
        RefusalReason::Down => "it is down".into(),
        RefusalReason::NotAMember => "it is not a member".into(),
        RefusalReason::CatchingUp => "it has not caught up yet".into(),
        RefusalReason::Inapplicable(misfit) => misfit.to_string(),
        RefusalReason::NotHome(home) => format!("the key’s home is {}", names.leader(home)),
        RefusalReason::NoAnswer(home) => {
            format!("the key’s home {} did not answer in time", names.leader(home))
        }
        RefusalReason::HomeMoving => "the key is moving to another home".into(),
        RefusalReason::Leaving => "it is leaving".into(),
        RefusalReason::SessionBehind => "it has not applied everything the client has seen".into(),
        RefusalReason::SessionTimeout => "it did not catch up with the client in time".into(),
        RefusalReason::ClientTimeout => "no response came in time".into(),
    }
}

/// Why a command did nothing.
#[must_use]
pub fn describe_ignored<'a>(names: impl Into<Names<'a>>, why: IgnoreReason) -> String {
    let names = names.into();
    match why {
        IgnoreReason::NoSuchLeader(id) => format!("there is no leader {} at this time", names.leader(id)),
        IgnoreReason::NoSuchClient(id) => format!("there is no client {}", names.client(id)),
        IgnoreReason::LeaderExists(id) => format!("there is already a leader {}", names.leader(id)),
        IgnoreReason::AlreadyDown(id) => format!("{} is already down", names.leader(id)),
        IgnoreReason::AlreadyUp(id) => format!("{} is already up", names.leader(id)),
        IgnoreReason::NoChange => "already in that state".into(),
        IgnoreReason::TooManyLeaders => "leader limit reached".into(),
        IgnoreReason::IdRetired(id) => format!("{} has left, and its ID cannot be reused", names.leader(id)),
        IgnoreReason::NoSuchWrite(dot) => format!("the context names {dot}, which does not exist yet"),
        IgnoreReason::NoHomes => "keys have no homes under this policy".into(),
        IgnoreReason::LinkNotBlocked(link) => format!("no write blocks {}", names.link(link)),
        IgnoreReason::StillJoining(id) => format!("{} has not caught up yet", names.leader(id)),
        IgnoreReason::NoSuchLink(link) => format!("there is no link {}", names.link(link)),
        IgnoreReason::NotInFlight(link, dot) => {
            let (from, to) = (names.leader(link.from), names.leader(link.to));
            format!("no message with {dot} is in flight from {from} to {to}")
        }
        IgnoreReason::AlreadyArrived(link, dot) => {
            format!("the message with {dot} is already at {}", names.leader(link.to))
        }
        IgnoreReason::NotInFuture(at) => {
            format!("a message can only arrive in the future, and {at} has passed")
        }
        IgnoreReason::AlreadyLost(link, dot) => {
            format!("the message with {dot} was already dropped on {}", names.link(link))
        }
        IgnoreReason::AlreadyDuplicated(link, dot) => {
            format!("the message with {dot} on {} already has a copy", names.link(link))
        }
        IgnoreReason::OriginIsMember(dot) => {
            format!("{dot} can still arrive, because {} has not left", names.leader(dot.leader))
        }
        IgnoreReason::NeverWritten(dot) => {
            format!("there is no write {dot}: {} left without accepting it", names.leader(dot.leader))
        }
    }
}
