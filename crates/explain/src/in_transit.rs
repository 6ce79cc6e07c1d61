//! Messages, requests, answers and snapshots from when they were sent to when they ended, as the names of lines.

use replication::{LinkId, World};
use timeline::{Cargo, Crossing, Flight, Landing, Timeline};

use crate::event::Carried;
use crate::names::{Names, possessive};

/// A message from its sending to its end.
#[must_use]
pub fn describe_message_span(timeline: &Timeline, world: &World, flight: &Flight) -> String {
    let Carried { what, from, to } = Carried::by(Names::of_run(timeline, world), &flight.message);
    let end = match flight.landing {
        Some((at, Landing::Delivered)) => format!("arrives at {at}"),
        Some((_, Landing::Lost | Landing::LostByHand)) => "is dropped by the link".into(),
        Some((at, Landing::Stopped)) => format!("is stopped at {at}"),
        None => "has not arrived when the run ends".into(),
    };
    let copy = if flight.message.copy { ", a copy," } else { "" };
    format!("{}: {what}{copy} from {from} to {to}, {end}", flight.since)
}

/// A request, an answer or a snapshot from its sending to its end.
#[must_use]
pub fn describe_transfer(timeline: &Timeline, world: &World, crossing: &Crossing) -> String {
    let names = Names::of_run(timeline, world);
    let what = match &crossing.cargo {
        Cargo::Request(who, key) => format!("{} request for {key}", possessive(&names.client(*who))),
        Cargo::Answer(who, key) => format!("the answer to {} for {key}", names.client(*who)),
        Cargo::Snapshot => "a snapshot".into(),
    };
    let end = match crossing.landing {
        Some((at, Landing::Delivered)) => format!("arrives at {at}"),
        Some((at, Landing::Lost | Landing::LostByHand | Landing::Stopped)) => format!("is stopped at {at}"),
        None => "has not arrived when the run ends".into(),
    };
    let LinkId { from, to } = crossing.link;
    format!("{}: {what} from {} to {}, {end}", crossing.sent_at, names.leader(from), names.leader(to))
}
