//! The capacity of a leader: how long each operation keeps it busy, and the queue of what waits for its turn.

use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

use crate::attempt_id::AttemptId;
use crate::canonical::{Canonical, Encoder};
use crate::exponential::exponential;
use crate::id::{LeaderId, LinkId};
use crate::random::KeyedRng;
use crate::time::Micros;

/// How service times vary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceSpread {
    /// Each takes exactly the given time.
    #[default]
    Fixed,
    /// Each takes an exponentially distributed time; the given one is the mean.
    Exponential,
}

/// How long a leader is busy with each operation; by default no time at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceTimes {
    /// With a client's write.
    #[serde(rename = "write_ms", skip_serializing_if = "is_default")]
    pub write: Micros,
    /// With a read.
    #[serde(rename = "read_ms", skip_serializing_if = "is_default")]
    pub read: Micros,
    /// With a write that another leader replicated.
    #[serde(rename = "replicated_ms", skip_serializing_if = "is_default")]
    pub replicated: Micros,
    /// How these times vary.
    #[serde(skip_serializing_if = "is_default")]
    pub spread: ServiceSpread,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl ServiceTimes {
    /// Whether nothing takes any time, so that nothing ever waits.
    #[must_use]
    pub fn are_zero(&self) -> bool {
        [self.write, self.read, self.replicated] == [Micros::ZERO; 3]
    }

    /// How long one job of this mean takes.
    pub(crate) fn draw(&self, mean: Micros, draws: KeyedRng, job: &NumberedJob) -> Micros {
        match self.spread {
            ServiceSpread::Fixed => mean,
            ServiceSpread::Exponential => exponential(draws, mean, "service", job),
        }
    }
}

/// Something that a leader serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// A client's request.
    Request(AttemptId),
    /// A write request that another leader forwarded, by its number.
    Forwarded(u64),
    /// A message that a link brought: the log position of its write at the sender, and the attempt.
    Message {
        /// The link.
        link: LinkId,
        /// The position in the sender's log.
        index: usize,
        /// The attempt number on the link.
        attempt: u32,
    },
}

/// A job of a leader with its number there. What is drawn for it depends on both.
pub(crate) struct NumberedJob {
    pub(crate) leader: LeaderId,
    pub(crate) number: u64,
}

impl Canonical for NumberedJob {
    fn encode(&self, encoder: &mut Encoder) {
        self.leader.encode(encoder);
        encoder.number(self.number);
    }
}

/// The job that a leader is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurrentJob {
    /// The job.
    pub job: Job,
    /// Its number at the leader.
    pub number: u64,
    /// When it is done.
    pub ends_at: Micros,
}

/// The queue of a leader: first come, first served. It is in memory, so a crash loses it.
#[derive(Clone, Debug, Default)]
pub struct ServiceQueue {
    /// The job that the leader is busy with.
    pub current: Option<CurrentJob>,
    /// What waits for its turn, in order.
    pub waiting: VecDeque<Job>,
    /// How many jobs it has begun.
    pub begun: u64,
    /// How long all jobs take that it has begun and not lost, up to the end of the current one.
    pub(crate) busy: Micros,
}

impl ServiceQueue {
    /// How many jobs are before one that comes now, including the current one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.waiting.len() + usize::from(self.current.is_some())
    }

    /// Whether the leader is idle.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// For how long the leader has been busy up to an instant.
    #[must_use]
    pub fn busy_until(&self, now: Micros) -> Micros {
        let left = self.current.map_or(Micros::ZERO, |current| current.ends_at.saturating_sub(now));
        self.busy - left
    }

    /// Empties the queue, as a crash at this instant does, and returns what was lost.
    pub(crate) fn lose(&mut self, now: Micros) -> Vec<Job> {
        self.busy = self.busy_until(now);
        let current = self.current.take().map(|current| current.job);
        current.into_iter().chain(std::mem::take(&mut self.waiting)).collect()
    }
}
