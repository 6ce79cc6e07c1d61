//! Events: the facts that a run records, including ground truth that no leader knows.

mod attempt;
mod encoding;
pub(crate) mod installed;
mod json;
mod reason;
mod site;

use std::sync::Arc;

pub use attempt::{ClientAttempt, ResponseKind};
pub use reason::{DropReason, FailureAction, IgnoreReason, RefusalReason, StopReason, WaitsFor};
pub use site::EventSite;

use crate::attempt_id::AttemptId;
use crate::clock::Clock;
use crate::clock_owner::ClockOwner;
use crate::id::{ClientId, LeaderId, LinkId};
use crate::key::Key;
use crate::leader::BufferReason;
use crate::limits::{ITEMS_PER_EVENT, VALUE_BYTES_PER_EVENT};
use crate::message::{DeliveryOverride, Message};
use crate::operation::Inapplicable;
use crate::policy::RemovalReason;
use crate::script::MergeError;
use crate::time::Micros;
use crate::value::Value;
use crate::versions::{CausalContext, Dot};
use crate::write::Write;

/// An event and its true time. The records of a run are totally ordered; at the same time causes come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The true time of the event.
    pub at: Micros,
    /// The event.
    pub event: Event,
}

/// A client's request, or its response, on its way between two leaders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestMessage {
    /// The request's number in the run.
    pub number: u64,
    /// The two leaders that it travels between.
    pub link: LinkId,
    /// The client that sent the request.
    pub client: ClientId,
    /// The key that the request is about.
    pub key: Key,
    /// The attempt that brought it to the leader that forwarded it, if its client sent it over a network. That leader
    /// then responds over the network, too.
    pub attempt: Option<AttemptId>,
}

/// Something that happened in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A leader accepted a write.
    Accepted {
        /// The leader that accepted it.
        leader: LeaderId,
        /// The accepted write.
        write: Arc<Write>,
        /// The versions of the key that the client had last read, or that the operation read here: ground truth for
        /// causality.
        observed: Vec<Dot>,
        /// Whether this leader acknowledged it to the client. If not, the request was forwarded or came over the
        /// network, and the answer has to travel back first, if anyone still waits for it.
        acknowledged: bool,
        /// The causal context that the client stated, if it did not send what it had last read.
        stated_context: Option<Arc<CausalContext>>,
        /// The number of the request, if it had waited, the leader that the client contacted had forwarded it, or it
        /// came over the network.
        request: Option<u64>,
    },
    /// A leader refused a client's request.
    Refused {
        /// The leader that refused it.
        leader: LeaderId,
        /// The client that sent the request.
        client: ClientId,
        /// The key that the request was about.
        key: Key,
        /// Why the leader refused it.
        reason: RefusalReason,
        /// The number of the request, if it had waited, the leader that the client contacted had forwarded it, or it
        /// came over the network.
        request: Option<u64>,
    },
    /// A leader answered a read.
    Answered {
        /// The leader that answered.
        leader: LeaderId,
        /// The client that read.
        client: ClientId,
        /// The key that was read.
        key: Key,
        /// The versions returned.
        versions: Vec<Arc<Write>>,
        /// What the read returned, if it is not the value of each version.
        reading: Option<Arc<Value>>,
        /// The causal context that was returned with them.
        context: Box<CausalContext>,
        /// The number of the request, if it had waited or came over the network.
        request: Option<u64>,
    },
    /// A request waits until the leader has applied what its client has seen.
    RequestWaiting {
        /// The leader at which it waits.
        leader: LeaderId,
        /// The client that sent it.
        client: ClientId,
        /// The key that it is about.
        key: Key,
        /// The writes that the client has seen and the leader has not applied, in the order of dots.
        missing: Vec<Dot>,
        /// The number of the request: the one under which it was first forwarded, if it was.
        request: u64,
    },
    /// A leader applied a write, on acceptance or on delivery.
    Applied {
        /// The leader that applied it.
        leader: LeaderId,
        /// The applied write.
        write: Arc<Write>,
        /// The link that delivered it; none at the leader that accepted it.
        via: Option<LinkId>,
        /// The versions of the key that the leader now stores, in the order of dots.
        kept: Vec<Dot>,
        /// The versions that it removed or did not store, in the order of dots.
        removed: Vec<(Dot, RemovalReason)>,
        /// What a read now returns there, if it is not the value of each version.
        reading: Option<Arc<Value>>,
    },
    /// A leader sent a message.
    Sent {
        /// The message that was sent.
        message: Message,
    },
    /// The link lost a message, recorded when the sender's retransmission timeout expired.
    Lost {
        /// The message that was lost.
        message: Message,
    },
    /// A message arrived and is buffered at its receiver.
    Buffered {
        /// The message that is buffered.
        message: Message,
        /// What it waits for.
        waits_for: WaitsFor,
    },
    /// A message was stopped. Its write is sent again from the log when the link opens.
    Stopped {
        /// The message that was stopped.
        message: Message,
        /// What stopped it.
        reason: StopReason,
    },
    /// A link delivered a message to its receiver.
    Delivered {
        /// The message that was delivered.
        message: Message,
    },
    /// A leader dropped a delivered write that it had already seen.
    Dropped {
        /// The leader that dropped it.
        leader: LeaderId,
        /// The dot of the write.
        dot: Dot,
        /// Why the leader dropped it.
        reason: DropReason,
    },
    /// A link duplicated a message.
    Duplicated {
        /// The duplicate.
        message: Message,
    },
    /// The user overrode the delivery of a message in flight.
    MessageOverridden {
        /// The message that was overridden.
        message: Message,
        /// What happens to the message instead.
        delivery: DeliveryOverride,
    },
    /// A leader buffered a delivered write until it can be applied.
    WriteBuffered {
        /// The leader that buffered it.
        leader: LeaderId,
        /// The dot of the write.
        dot: Dot,
        /// Why it cannot be applied yet.
        reason: BufferReason,
    },
    /// A delivered write could not be applied to the stored value.
    Inapplicable {
        /// The leader that could not apply it.
        leader: LeaderId,
        /// The dot of the write.
        dot: Dot,
        /// Why it could not be applied.
        reason: Inapplicable,
        /// What the leader did with it.
        action: FailureAction,
    },
    /// A blocked link resumed.
    LinkResumed(LinkId),
    /// A leader merged concurrent versions into one.
    Merged {
        /// The leader that merged.
        leader: LeaderId,
        /// The result, as a write of its own.
        write: Arc<Write>,
        /// The versions that were merged, in the order of dots.
        sources: Vec<Dot>,
    },
    /// A leader failed to merge concurrent versions and keeps them all.
    MergeFailed {
        /// The leader that failed to merge.
        leader: LeaderId,
        /// The key with the versions.
        key: Key,
        /// The versions that it keeps, in the order of dots.
        sources: Vec<Dot>,
        /// Why the merge failed.
        error: MergeError,
    },
    /// A leader forwarded a client's request to the key's home.
    RequestForwarded {
        /// The request, with the hop that it takes.
        request: RequestMessage,
    },
    /// A home's response reached the leader that the client had contacted, which passes it on to the client.
    RequestAnswered {
        /// The request, with the hop that the response took.
        request: RequestMessage,
        /// The write that the home accepted.
        dot: Dot,
    },
    /// A leader learned of a new home for some keys.
    HomeAssigned {
        /// The leader that learned of it.
        leader: LeaderId,
        /// The key, or a prefix followed by `*`.
        key: Key,
        /// The new home.
        home: LeaderId,
        /// The assignment, as a write of its own.
        write: Arc<Write>,
    },
    /// A leader removed an expired tombstone, and with it all that it knew of the key.
    TombstoneRemoved {
        /// The leader that removed it.
        leader: LeaderId,
        /// The key that had been deleted.
        key: Key,
        /// The dot of the tombstone.
        dot: Dot,
    },
    /// A leader sent a snapshot to a joining leader.
    SnapshotSent {
        /// The sender and the joining leader.
        link: LinkId,
        /// How many writes it contains.
        writes: u64,
    },
    /// A joining leader loaded its snapshot.
    SnapshotLoaded(LinkId),
    /// A snapshot was interrupted. It is sent again when the two leaders are connected.
    SnapshotInterrupted(LinkId),
    /// The replication settings changed.
    ReplicationChanged,
    /// A leader crashed.
    Crashed(LeaderId),
    /// A leader restarted.
    Restarted(LeaderId),
    /// A direction was cut.
    Cut(LinkId),
    /// A cut was healed.
    Healed(LinkId),
    /// A link was added.
    LinkAdded(LinkId),
    /// A link was removed.
    LinkRemoved(LinkId),
    /// The topology changed.
    TopologyChanged,
    /// The conflict policy changed.
    PolicyChanged,
    /// The link settings changed.
    LinksChanged,
    /// A clock was set or stepped.
    ClockSet {
        /// The leader or client that has the clock.
        owner: ClockOwner,
        /// Its new offset and drift.
        clock: Clock,
    },
    /// A leader moved to another place.
    Moved(LeaderId),
    /// A leader joined.
    Joined(LeaderId),
    /// A leader refuses requests from now on, and leaves once everything that it has applied is delivered.
    Draining(LeaderId),
    /// A leader left.
    Left(LeaderId),
    /// A leader gave up waiting for a write whose origin has left.
    Purged {
        /// The leader that gave up.
        leader: LeaderId,
        /// The dot of the write.
        dot: Dot,
    },
    /// A client sent a request over the network.
    RequestSent {
        /// The attempt.
        attempt: ClientAttempt,
    },
    /// A request that came over the network arrived at its leader.
    RequestArrived {
        /// The attempt.
        attempt: ClientAttempt,
        /// How many jobs the leader has to finish first.
        ahead: u64,
    },
    /// A leader recognised a repeated write by its idempotency key, and did not execute it again.
    RetryRecognised {
        /// The leader.
        leader: LeaderId,
        /// The client that repeated it.
        client: ClientId,
        /// The key that it is about.
        key: Key,
        /// The number of the request.
        request: u64,
        /// The write that the leader has applied.
        dot: Dot,
    },
    /// The response to a request that came over the network reached the client.
    ResponseReceived {
        /// The attempt.
        attempt: ClientAttempt,
        /// The response.
        response: ResponseKind,
    },
    /// A client stopped waiting for the response to an attempt.
    RequestTimedOut {
        /// The attempt.
        attempt: ClientAttempt,
    },
    /// A command was ignored.
    Ignored(IgnoreReason),
    /// The run reached the event limit and halted.
    Halted,
}

impl Event {
    /// Its weight towards the event limit: one, plus more for long lists and for large values that are new, so that no
    /// run can exhaust memory through them instead of events.
    pub(crate) fn weight(&self) -> u64 {
        // The items of its lists, and the value that a leader computed; written values are shared.
        let (items, computed) = match self {
            Self::Accepted { write, observed, .. } => {
                (observed.len() + write.item_count(), write.row.as_ref())
            }
            Self::Merged { write, sources, .. } => (sources.len() + write.item_count(), write.value()),
            Self::MergeFailed { sources, .. } => (sources.len(), None),
            Self::Answered { versions, context, .. } => (versions.len() + context.len(), None),
            Self::Applied { kept, removed, reading, .. } => (kept.len() + removed.len(), reading.as_deref()),
            Self::RequestWaiting { missing, .. } => (missing.len(), None),
            Self::Refused { .. }
            | Self::Sent { .. }
            | Self::Lost { .. }
            | Self::Buffered { .. }
            | Self::Stopped { .. }
            | Self::Delivered { .. }
            | Self::Duplicated { .. }
            | Self::MessageOverridden { .. }
            | Self::Dropped { .. }
            | Self::WriteBuffered { .. }
            | Self::Inapplicable { .. }
            | Self::LinkResumed(_)
            | Self::RequestForwarded { .. }
            | Self::RequestAnswered { .. }
            | Self::HomeAssigned { .. }
            | Self::TombstoneRemoved { .. }
            | Self::SnapshotSent { .. }
            | Self::SnapshotLoaded(_)
            | Self::SnapshotInterrupted(_)
            | Self::ReplicationChanged
            | Self::Crashed(_)
            | Self::Restarted(_)
            | Self::Cut(_)
            | Self::Healed(_)
            | Self::LinkAdded(_)
            | Self::LinkRemoved(_)
            | Self::TopologyChanged
            | Self::PolicyChanged
            | Self::LinksChanged
            | Self::ClockSet { .. }
            | Self::Moved(_)
            | Self::Joined(_)
            | Self::Draining(_)
            | Self::Left(_)
            | Self::Purged { .. }
            | Self::RequestSent { .. }
            | Self::RequestArrived { .. }
            | Self::RetryRecognised { .. }
            | Self::ResponseReceived { .. }
            | Self::RequestTimedOut { .. }
            | Self::Ignored(_)
            | Self::Halted => (0, None),
        };
        let bytes = computed.map_or(0, Value::size_bytes);
        1 + items as u64 / ITEMS_PER_EVENT + bytes / VALUE_BYTES_PER_EVENT
    }
}
