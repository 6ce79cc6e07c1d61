//! Why a request was refused, and why a command did nothing.

use replication::{WhyIgnored, WhyRefused};

use crate::names::Names;

/// Why a client got no answer, or was refused.
#[must_use]
pub fn describe_refusal<'a>(names: impl Into<Names<'a>>, why: WhyRefused) -> String {
    let names = names.into();
    match why {
        WhyRefused::Down => "it is down".into(),
        WhyRefused::NotThere => "it is not a member".into(),
        WhyRefused::CatchingUp => "it has not caught up yet".into(),
        WhyRefused::Misfit(misfit) => misfit.to_string(),
        WhyRefused::NotHome(home) => format!("its home is {}", names.leader(home)),
        WhyRefused::NoAnswer(home) => format!("its home {} does not answer", names.leader(home)),
        WhyRefused::Moving => "it is moving to another home".into(),
    }
}

/// Why a command did nothing.
#[must_use]
pub fn describe_ignored<'a>(names: impl Into<Names<'a>>, why: WhyIgnored) -> String {
    let names = names.into();
    match why {
        WhyIgnored::NoSuchLeader(id) => format!("there is no leader {} at this instant", names.leader(id)),
        WhyIgnored::NoSuchClient(id) => format!("there is no client {}", names.client(id)),
        WhyIgnored::LeaderThere(id) => format!("there is already a leader {}", names.leader(id)),
        WhyIgnored::DownAlready(id) => format!("{} is already down", names.leader(id)),
        WhyIgnored::UpAlready(id) => format!("{} is already up", names.leader(id)),
        WhyIgnored::SoAlready => "already in that state".into(),
        WhyIgnored::TooManyLeaders => "leader limit reached".into(),
        WhyIgnored::IdUsedUp(id) => format!("{} has left, and its id cannot be reused", names.leader(id)),
        WhyIgnored::NoSuchWrite(dot) => format!("the context names {dot}, which does not exist yet"),
        WhyIgnored::NoHomes => "keys have no homes under this policy".into(),
        WhyIgnored::NotStopped(link) => format!("no write stops {}", names.link(link)),
        WhyIgnored::StillJoining(id) => format!("{} has not caught up yet", names.leader(id)),
        WhyIgnored::NoSuchLink(link) => format!("there is no link {}", names.link(link)),
        WhyIgnored::NotUnderWay(link, dot) => {
            let (from, to) = (names.leader(link.from), names.leader(link.to));
            format!("no such message with {dot} is in flight from {from} to {to}")
        }
        WhyIgnored::ThereAlready(link, dot) => {
            format!("the message with {dot} is already at {}", names.leader(link.to))
        }
        WhyIgnored::NotLater(at) => format!("a message can only arrive in the future, and {at} is past"),
        WhyIgnored::LostAlready(link, dot) => {
            format!("the message with {dot} was already dropped on {}", names.link(link))
        }
        WhyIgnored::CopiedAlready(link, dot) => {
            format!("the message with {dot} on {} already has a copy", names.link(link))
        }
    }
}
