//! Labels for what travels between leaders: messages, requests, answers and snapshots, from sending to end.

use replication::{ClientId, LinkId, World};
use timeline::{DeliveryOutcome, MessageSpan, Timeline, Transfer, TransferKind};

use crate::event::MessageParts;
use crate::names::{Names, possessive};

/// `10 ms: Ana’s “milk” for cart from Frankfurt to Tokyo, arrives at 110 ms`.
#[must_use]
pub fn describe_message_span(timeline: &Timeline, world: &World, span: &MessageSpan) -> String {
    let MessageParts { write, from, to } = MessageParts::of(Names::of_run(timeline, world), &span.message);
    let end = match span.outcome {
        Some((at, DeliveryOutcome::Delivered)) => format!("arrives at {at}"),
        Some((_, DeliveryOutcome::Lost | DeliveryOutcome::DroppedByOverride)) => {
            "is dropped by the link".into()
        }
        Some((at, DeliveryOutcome::Stopped)) => format!("is stopped at {at}"),
        None => "is still in flight when the run ends".into(),
    };
    let copy = if span.message.is_duplicate { "a copy of " } else { "" };
    format!("{}: {copy}{write} from {from} to {to}, {end}", span.starts_at)
}

/// `10 ms: Ben’s request for cart from Tokyo to Frankfurt, arrives at 110 ms`.
#[must_use]
pub fn describe_transfer(timeline: &Timeline, world: &World, transfer: &Transfer) -> String {
    let names = Names::of_run(timeline, world);
    let owner = |client: &ClientId| possessive(&names.client(*client));
    let what = match &transfer.kind {
        TransferKind::Request(client, key) => format!("{} request for {key}", owner(client)),
        TransferKind::Answer(client, key) => format!("the response to {} request for {key}", owner(client)),
        TransferKind::Snapshot => "a snapshot".into(),
    };
    let end = match transfer.outcome {
        Some((at, DeliveryOutcome::Delivered)) => format!("arrives at {at}"),
        Some((at, DeliveryOutcome::Lost | DeliveryOutcome::DroppedByOverride | DeliveryOutcome::Stopped)) => {
            format!("is stopped at {at}")
        }
        None => "is still in flight when the run ends".into(),
    };
    let LinkId { from, to } = transfer.link;
    format!("{}: {what} from {} to {}, {end}", transfer.sent_at, names.leader(from), names.leader(to))
}
