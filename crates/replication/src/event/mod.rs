//! What happened, as it is recorded: the facts, ground truth included.

mod encoding;
mod json;
mod reason;

use std::sync::Arc;

pub use reason::{DropReason, FailureAction, IgnoreReason, RefusalReason, StopReason};

use crate::clock::Clock;
use crate::clock_owner::ClockOwner;
use crate::id::{ClientId, LeaderId, LinkId};
use crate::key::Key;
use crate::leader::BufferReason;
use crate::limits::ITEMS_PER_EVENT;
use crate::message::{DeliveryOverride, Message};
use crate::operation::Inapplicable;
use crate::policy::RemovalReason;
use crate::script::MergeError;
use crate::time::Micros;
use crate::value::Value;
use crate::versions::{CausalContext, Dot};
use crate::write::Write;

/// An event and its true instant. Records of a run are in one total order; of one instant, in the order of
/// cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it happened.
    pub at: Micros,
    /// What happened.
    pub event: Event,
}

/// What stands for a client's request on its way between leaders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestMessage {
    /// Its number in the run.
    pub number: u64,
    /// The way that it goes.
    pub link: LinkId,
    /// Who asks.
    pub client: ClientId,
    /// For which key.
    pub key: Key,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A leader accepted a write, and acknowledged it to the client.
    Accepted {
        /// Where.
        leader: LeaderId,
        /// The write.
        write: Arc<Write>,
        /// The versions of the key that the client had last seen: ground truth for causality.
        observed: Vec<Dot>,
    },
    /// A client asked and got no answer.
    Refused {
        /// Whom it asked.
        leader: LeaderId,
        /// Who asked.
        client: ClientId,
        /// For which key.
        key: Key,
        /// Why there was none.
        reason: RefusalReason,
    },
    /// A leader answered a read.
    Answered {
        /// Which.
        leader: LeaderId,
        /// Who asked.
        client: ClientId,
        /// For which key.
        key: Key,
        /// The versions returned.
        versions: Vec<Arc<Write>>,
        /// What they are read as, where that is not what each of them wrote.
        reading: Option<Value>,
        /// The causal context handed out with them.
        context: CausalContext,
    },
    /// A leader put a write through its policy, at once or on delivery.
    Applied {
        /// Which.
        leader: LeaderId,
        /// The write.
        write: Arc<Write>,
        /// The link it came by; none where it was accepted.
        via: Option<LinkId>,
        /// What the leader keeps of the key now, in the order of dots.
        kept: Vec<Dot>,
        /// What it no longer keeps, or never did, in the order of dots.
        removed: Vec<(Dot, RemovalReason)>,
        /// What is read there now, where that is not what each version wrote.
        reading: Option<Value>,
    },
    /// A message set out.
    Sent {
        /// Which.
        message: Message,
    },
    /// The sender had no answer to a message in time: the link had lost it.
    Lost {
        /// Which.
        message: Message,
    },
    /// A message came before one that was sent before it, and is held until that is there.
    Buffered {
        /// Which.
        message: Message,
    },
    /// A message will not arrive; its write is sent again from the log when the link is open.
    Stopped {
        /// Which.
        message: Message,
        /// What stopped it.
        reason: StopReason,
    },
    /// A message was handed over to its receiver.
    Delivered {
        /// Which.
        message: Message,
    },
    /// A delivered write changed nothing.
    Dropped {
        /// Who dropped it.
        leader: LeaderId,
        /// The write's name.
        dot: Dot,
        /// Why.
        reason: DropReason,
    },
    /// A link made a copy of a message.
    Duplicated {
        /// The copy.
        message: Message,
    },
    /// A person changed what becomes of a message that was under way.
    MessageOverridden {
        /// Which.
        message: Message,
        /// What becomes of it.
        delivery: DeliveryOverride,
    },
    /// A delivered write is kept until it can be applied.
    WriteBuffered {
        /// Who keeps it.
        leader: LeaderId,
        /// The write's name.
        dot: Dot,
        /// What it waits for.
        reason: BufferReason,
    },
    /// A write could not be carried out on what there is.
    Inapplicable {
        /// Where.
        leader: LeaderId,
        /// The write's name.
        dot: Dot,
        /// Why.
        reason: Inapplicable,
        /// What was done with it.
        action: FailureAction,
    },
    /// A link that was stopped by a write goes on.
    LinkResumed(LinkId),
    /// A leader made one version of several.
    Merged {
        /// Which leader.
        leader: LeaderId,
        /// What it made, as a write of its own.
        write: Arc<Write>,
        /// What it made it of, in the order of dots.
        sources: Vec<Dot>,
    },
    /// A leader could not make one version of several, and keeps them all.
    MergeFailed {
        /// Which leader.
        leader: LeaderId,
        /// Of which key.
        key: Key,
        /// The versions, in the order of dots.
        sources: Vec<Dot>,
        /// Why.
        error: MergeError,
    },
    /// A leader passed a client's request on to the key's home.
    RequestForwarded {
        /// The request.
        request: RequestMessage,
    },
    /// A home's answer came back to the leader that the client had asked, which handed it on.
    RequestAnswered {
        /// The request, with the way that the answer went.
        request: RequestMessage,
        /// The write that it came to.
        dot: Dot,
    },
    /// A leader learned of a new home.
    HomeAssigned {
        /// Who learned.
        leader: LeaderId,
        /// The key, or how keys begin, before a `*`.
        key: Key,
        /// The new home.
        home: LeaderId,
        /// The assignment, as a write of its own.
        write: Arc<Write>,
    },
    /// A leader dropped a tombstone, and with it all that it knew of the key.
    TombstoneRemoved {
        /// Who.
        leader: LeaderId,
        /// Of which key.
        key: Key,
        /// The tombstone.
        dot: Dot,
    },
    /// A leader sent a snapshot to one that joins.
    SnapshotSent {
        /// The way it goes.
        link: LinkId,
        /// How many writes it holds.
        writes: u64,
    },
    /// A leader that joins begins with the snapshot that came.
    SnapshotLoaded(LinkId),
    /// A snapshot did not get through; it is sent again when the way is open.
    SnapshotInterrupted(LinkId),
    /// The switches of replication were changed.
    ReplicationChanged,
    /// A leader went down.
    Crashed(LeaderId),
    /// A leader is up again.
    Restarted(LeaderId),
    /// A direction was cut.
    Cut(LinkId),
    /// A cut was mended.
    Healed(LinkId),
    /// A link was added.
    LinkAdded(LinkId),
    /// A link was taken away.
    LinkRemoved(LinkId),
    /// The topology was changed.
    TopologyChanged,
    /// The policy was changed.
    PolicyChanged,
    /// The behaviour of links was changed.
    LinksChanged,
    /// A clock was set.
    ClockSet {
        /// Whose.
        owner: ClockOwner,
        /// How it goes now.
        clock: Clock,
    },
    /// A leader was put elsewhere.
    Moved(LeaderId),
    /// A leader joined.
    Joined(LeaderId),
    /// A leader left.
    Left(LeaderId),
    /// A command did nothing.
    Ignored(IgnoreReason),
    /// The run has as many events as a run may have, and stops here.
    Halted,
}

impl Event {
    /// The leader to which it happened, where it concerns one leader and nothing on its way.
    #[must_use]
    pub fn leader(&self) -> Option<LeaderId> {
        match self {
            Self::Accepted { leader, .. }
            | Self::Refused { leader, .. }
            | Self::Answered { leader, .. }
            | Self::Applied { leader, .. }
            | Self::Dropped { leader, .. }
            | Self::WriteBuffered { leader, .. }
            | Self::Inapplicable { leader, .. }
            | Self::Merged { leader, .. }
            | Self::MergeFailed { leader, .. }
            | Self::HomeAssigned { leader, .. }
            | Self::TombstoneRemoved { leader, .. }
            | Self::Crashed(leader)
            | Self::Restarted(leader)
            | Self::Moved(leader)
            | Self::Joined(leader)
            | Self::Left(leader) => Some(*leader),
            Self::Sent { .. }
            | Self::Lost { .. }
            | Self::Buffered { .. }
            | Self::Stopped { .. }
            | Self::Delivered { .. }
            | Self::Duplicated { .. }
            | Self::MessageOverridden { .. }
            | Self::LinkResumed(_)
            | Self::RequestForwarded { .. }
            | Self::RequestAnswered { .. }
            | Self::SnapshotSent { .. }
            | Self::SnapshotLoaded(_)
            | Self::SnapshotInterrupted(_)
            | Self::ReplicationChanged
            | Self::Cut(_)
            | Self::Healed(_)
            | Self::LinkAdded(_)
            | Self::LinkRemoved(_)
            | Self::TopologyChanged
            | Self::PolicyChanged
            | Self::LinksChanged
            | Self::ClockSet { .. }
            | Self::Ignored(_)
            | Self::Halted => None,
        }
    }

    /// What the event counts for towards the limit of a run: one, and more if it carries long lists, so that
    /// no run can fill the memory by lists instead of events.
    pub(crate) fn weight(&self) -> u64 {
        let items = match self {
            Self::Accepted { write, observed, .. } => observed.len() + write.item_count(),
            Self::Merged { write, sources, .. } => sources.len() + write.item_count(),
            Self::MergeFailed { sources, .. } => sources.len(),
            Self::Answered { versions, context, .. } => versions.len() + context.len(),
            Self::Applied { kept, removed, .. } => kept.len() + removed.len(),
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
            | Self::Left(_)
            | Self::Ignored(_)
            | Self::Halted => 0,
        };
        1 + items as u64 / ITEMS_PER_EVENT
    }
}
