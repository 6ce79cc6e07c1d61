//! The state of one client: its leader, its clock and what it has read.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::clock::Clock;
use crate::geography::Place;
use crate::id::LeaderId;
use crate::key::Key;
use crate::links::Latency;
use crate::logical::LogicalTimestamp;
use crate::paged_map::PagedMap;
use crate::request_settings::{Contact, RequestSettings, Retry};
use crate::time::Micros;
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
    /// Its location on the globe.
    pub place: Place,
    /// How it sends its requests.
    pub requests: RequestSettings,
    /// The leaders that it avoids, and until when.
    pub avoided: BTreeMap<LeaderId, Micros>,
}

impl Client {
    /// Whether its requests travel and may fail on the way. If not, it is next to each leader and never waits.
    #[must_use]
    pub fn is_remote(&self) -> bool {
        let RequestSettings { contact, latency, timeout, retry, idempotency_key, attempts: _, avoid: _ } =
            self.requests;
        latency.is_some_and(|latency| latency != Latency::Fixed(Micros::ZERO))
            || timeout.is_some()
            || idempotency_key
            || contact != Contact::Own
            || retry != Retry::Never
    }

    /// The one-way latency to a leader at a place.
    #[must_use]
    pub fn latency_to(&self, place: Place) -> Micros {
        self.requests.latency.map_or(Micros::ZERO, |latency| latency.between(self.place, place))
    }

    /// Whether it avoids a leader at an instant.
    #[must_use]
    pub fn avoids(&self, leader: LeaderId, now: Micros) -> bool {
        self.avoided.get(&leader).is_some_and(|until| now < *until)
    }

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
