//! Messages, requests, answers and snapshots from when they were sent to when they ended, as the names of lines.

use replication::{LinkId, World};
use timeline::{DeliveryOutcome, MessageSpan, Timeline, Transfer, TransferKind};

use crate::event::MessageParts;
use crate::names::{Names, possessive};

/// A message from its sending to its end.
#[must_use]
pub fn describe_message_span(timeline: &Timeline, world: &World, flight: &MessageSpan) -> String {
    let MessageParts { write: what, from, to } = MessageParts::of(Names::of_run(timeline, world), &flight.message);
    let end = match flight.outcome {
        Some((at, DeliveryOutcome::Delivered)) => format!("arrives at {at}"),
        Some((_, DeliveryOutcome::Lost | DeliveryOutcome::DroppedByOverride)) => "is dropped by the link".into(),
        Some((at, DeliveryOutcome::Stopped)) => format!("is stopped at {at}"),
        None => "has not arrived when the run ends".into(),
    };
    let copy = if flight.message.copy { ", a copy," } else { "" };
    format!("{}: {what}{copy} from {from} to {to}, {end}", flight.starts_at)
}

/// A request, an answer or a snapshot from its sending to its end.
#[must_use]
pub fn describe_transfer(timeline: &Timeline, world: &World, crossing: &Transfer) -> String {
    let names = Names::of_run(timeline, world);
    let what = match &crossing.kind {
        TransferKind::Request(who, key) => format!("{} request for {key}", possessive(&names.client(*who))),
        TransferKind::Answer(who, key) => format!("the answer to {} for {key}", names.client(*who)),
        TransferKind::Snapshot => "a snapshot".into(),
    };
    let end = match crossing.outcome {
        Some((at, DeliveryOutcome::Delivered)) => format!("arrives at {at}"),
        Some((at, DeliveryOutcome::Lost | DeliveryOutcome::DroppedByOverride | DeliveryOutcome::Stopped)) => {
            format!("is stopped at {at}")
        }
        None => "has not arrived when the run ends".into(),
    };
    let LinkId { from, to } = crossing.link;
    format!("{}: {what} from {} to {}, {end}", crossing.sent_at, names.leader(from), names.leader(to))
}
