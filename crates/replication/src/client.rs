//! Clients: where they sit, how their clock goes, and what they have last seen of each key.

use std::sync::Arc;

use imbl::OrdMap;

use crate::clock::Clock;
use crate::id::LeaderId;
use crate::key::Key;
use crate::logical::LogicalTimestamp;
use crate::versions::{CausalContext, Dot};

/// One client, as it is now.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its name for people.
    pub name: String,
    /// The leader that it talks to unless a command names another.
    pub at: LeaderId,
    /// Its clock.
    pub clock: Clock,
    /// What it has last seen of each key.
    pub last_reads: OrdMap<Key, Arc<ReadState>>,
    /// Everything that it has seen or written, which it hands in where delivery is causal.
    pub session: Arc<CausalContext>,
    /// The latest reading of a leader's logical clock that came with an answer.
    pub logical_time: LogicalTimestamp,
}

/// What a client has last seen of one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadState {
    /// The causal context that came with it, which it hands in with its next write.
    pub context: CausalContext,
    /// The versions themselves. This is ground truth, for events: no leader decides by it.
    pub dots: Vec<Dot>,
}
