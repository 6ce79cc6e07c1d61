//! Requests that a leader served although it lacked what the client had seen, and the session guarantees that each
//! violates (SEMANTICS C4). Under causal delivery each is a verdict of its own (SEMANTICS D2). From the trace alone.

use replication::{ClientId, Command, Delivery, Dot, Key, LeaderId, Micros, Replication};
use timeline::Timeline;

use crate::trace_state::{Lacking, Served, TraceState};

/// A guarantee to one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SessionGuarantee {
    /// A client reads its own writes.
    ReadYourWrites,
    /// A client reads no older state than before.
    MonotonicReads,
    /// A client’s writes are applied in their order.
    MonotonicWrites,
    /// A write is applied after what its client had read.
    WritesFollowReads,
}

/// A request that was served without what its client had seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionViolation {
    /// The number of the record of the read or write.
    pub number: usize,
    /// When it was served.
    pub at: Micros,
    /// The client.
    pub client: ClientId,
    /// The leader that served it.
    pub leader: LeaderId,
    /// The key that was read or written.
    pub key: Key,
    /// The guarantee that it violates.
    pub guarantee: SessionGuarantee,
    /// A write that the client had seen and the leader had not applied.
    pub missing: Dot,
}

/// The guarantees that serving a request violates, each with a missing write: at most one about the client's own writes,
/// and then one about those of others.
pub(crate) fn violated_guarantees(
    served: &Served<'_>,
) -> impl Iterator<Item = (SessionGuarantee, Dot)> + use<> {
    let (of_own, of_others) = match served.is_read {
        true => (SessionGuarantee::ReadYourWrites, SessionGuarantee::MonotonicReads),
        false => (SessionGuarantee::MonotonicWrites, SessionGuarantee::WritesFollowReads),
    };
    let Lacking { own, others } = served.lacking;
    let own = own.map(|missing| (of_own, missing));
    own.into_iter().chain(others.map(|missing| (of_others, missing)))
}

/// The violations of a run under causal delivery, in order: the first guarantee that each request violates.
#[must_use]
pub fn session_violations(timeline: &Timeline) -> Vec<SessionViolation> {
    if !is_ever_causal(timeline) {
        return Vec::new();
    }
    let mut state = TraceState::new(timeline);
    let mut found = Vec::new();
    for record in timeline.records().unread(0, timeline.records().len()) {
        state.follow(timeline, record, |moment| {
            let served = moment.served.as_ref().filter(|_| moment.settings.is_causal());
            let Some(served @ Served { client, leader, key, .. }) = served else { return };
            if let Some((guarantee, missing)) = violated_guarantees(served).next() {
                let (number, at) = (moment.number, moment.at);
                let (client, leader, key) = (*client, *leader, (*key).clone());
                found.push(SessionViolation { number, at, client, leader, key, guarantee, missing });
            }
        });
    }
    found
}

/// Whether delivery is causal at some time of a run.
fn is_ever_causal(timeline: &Timeline) -> bool {
    let is_causal = |settings: &Replication| settings.delivery == Delivery::Causal;
    let is_set = |command: &Command| matches!(command, Command::Replication(settings) if is_causal(settings));
    is_causal(&timeline.setup().replication)
        || timeline.all_commands().iter().any(|timed| is_set(&timed.command))
}
