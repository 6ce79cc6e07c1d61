//! Why a request was refused, and why a command did nothing.

use replication::{LeaderId, LinkId, Way, WhyIgnored, WhyRefused, World};

use crate::names::{leader_name, link_direction};

/// Why a client got no answer, or was refused.
#[must_use]
pub fn describe_refusal(world: &World, why: WhyRefused) -> String {
    match why {
        WhyRefused::Down => "it is down".into(),
        WhyRefused::NotThere => "it is not there".into(),
        WhyRefused::CatchingUp => "it has not caught up yet".into(),
        WhyRefused::Misfit(misfit) => misfit.to_string(),
        WhyRefused::NotHome(home) => format!("its home is {}", leader_name(world, home)),
        WhyRefused::NoAnswer(home) => format!("its home {} gives no answer", leader_name(world, home)),
        WhyRefused::Moving => "it is moving to another home".into(),
    }
}

/// Why a command did nothing.
#[must_use]
pub fn describe_ignored(world: &World, why: WhyIgnored) -> String {
    let named = |id: LeaderId| leader_name(world, id);
    let over = |link: LinkId| link_direction(world, Way::One(link));
    match why {
        WhyIgnored::LeaderThere(id) => format!("there is a leader {} already", named(id)),
        WhyIgnored::DownAlready(id) => format!("{} is down already", named(id)),
        WhyIgnored::UpAlready(id) => format!("{} is up already", named(id)),
        WhyIgnored::StillJoining(id) => format!("{} has not caught up yet", named(id)),
        WhyIgnored::NotStopped(link) => format!("no write stops {}", over(link)),
        WhyIgnored::NoSuchLink(link) => format!("there is no link {}", over(link)),
        WhyIgnored::NotUnderWay(link, dot) => {
            format!("no such message with {dot} is under way from {} to {}", named(link.from), named(link.to))
        }
        other => other.to_string(),
    }
}
