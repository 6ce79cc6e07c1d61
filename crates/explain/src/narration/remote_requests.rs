//! Narration of requests on their way between clients and leaders, or waiting for their turn at one.

use replication::{Attempt, AttemptStage, ClientAttempt, Job, LeaderId};

use super::{Narration, Narrator};
use crate::names::possessive;

impl Narrator<'_> {
    /// The latest request on its way, or that a client waits for one.
    pub(super) fn remote_request(&self) -> Option<Narration> {
        let sentence = match self.world.attempts.values().next_back() {
            Some(Attempt { attempt, stage, .. }) => self.attempt(attempt, stage),
            None => {
                let waits = |open: &&replication::OpenRequest| open.times_out_at.is_some();
                let open = self.world.open_requests.values().rev().find(waits)?;
                let client = self.names().client(open.attempt.client);
                format!("{client} is waiting for a response from {}.", self.leader(open.attempt.leader))
            }
        };
        Some(Narration::without_suggestion(sentence))
    }

    fn attempt(&self, attempt: &ClientAttempt, stage: &AttemptStage) -> String {
        let owner = possessive(&self.names().client(attempt.client));
        let (key, at) = (&attempt.key, self.leader(attempt.leader));
        match stage {
            AttemptStage::ToLeader { .. } => format!("{owner} request for {key} is on its way to {at}."),
            AttemptStage::AtLeader if self.has_job(attempt.leader, Job::Request(attempt.id)) => {
                format!("{owner} request for {key} is waiting its turn at {at}.")
            }
            AttemptStage::AtLeader => format!("{at} is serving {owner} request for {key}."),
            AttemptStage::ToClient { .. } => {
                format!("The response to {owner} request for {key} is on its way from {at}.")
            }
        }
    }

    /// Whether a forwarded request is in the queue of its home.
    pub(super) fn is_served_in_turn(&self, home: LeaderId, number: u64) -> bool {
        let job = Job::Forwarded(number);
        let current = self.world.leaders.get(&home).and_then(|home| home.queue.current);
        self.has_job(home, job) || current.is_some_and(|current| current.job == job)
    }

    /// Whether a job waits for its turn at a leader.
    fn has_job(&self, leader: LeaderId, job: Job) -> bool {
        let leader = self.world.leaders.get(&leader);
        leader.is_some_and(|leader| leader.queue.waiting.contains(&job))
    }
}
