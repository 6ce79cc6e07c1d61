//! The state of one client: its leader, its clock and what it has read.

use std::sync::Arc;

use crate::clock::Clock;
use crate::id::LeaderId;
use crate::key::Key;
use crate::logical::LogicalTimestamp;
use crate::paged_map::PagedMap;
use crate::versions::{CausalContext, Dot};

/// The state of one client.
#[derive(Clone, Debug)]
pub struct Client {
    /// The name shown to the user.
    pub name: String,
    /// The leader that it sends its requests to, unless a command names another.
    pub leader: LeaderId,
    /// Its physical clock.
    pub clock: Clock,
    /// What it last read of each key.
    pub last_reads: PagedMap<Key, Arc<ReadState>>,
    /// Every write that it has read or made. It sends this along with its writes under causal delivery.
    pub session: Arc<CausalContext>,
    /// The latest logical timestamp that came with a response.
    pub logical_time: LogicalTimestamp,
}

impl Client {
    /// About how many bytes it takes, apart from what copies share piece by piece.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<Self>() + self.last_reads.unshared_bytes()
    }
}

/// What a client last read of one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadState {
    /// The causal context of the response, which it sends with its next write to the key.
    pub context: CausalContext,
    /// The versions that it read. Ground truth for events: no leader decides by it.
    pub dots: Vec<Dot>,
}
