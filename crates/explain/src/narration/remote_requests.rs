//! Narration of requests and snapshots on their way, or waiting for their turn at a leader.

use replication::{Attempt, AttemptStage, ClientAttempt, Job, LeaderId, RequestPhase};

use super::{Narration, Narrator};
use crate::names::possessive;

impl Narrator<'_> {
    /// What is on its way: a forwarded request, a snapshot, or, where no messages are, a client's request.
    pub(super) fn request_or_snapshot(&self) -> Option<Narration> {
        let has_messages = self.world.messages_in_transit().next().is_some();
        let at_last = || if has_messages { None } else { self.remote_request() };
        self.forwarded_request().or_else(|| self.snapshot()).or_else(at_last)
    }

    fn forwarded_request(&self) -> Option<Narration> {
        let request = self.world.forwarded_requests.values().next_back()?;
        let (link, key) = (request.message.link, request.key());
        let who = self.names().client(request.client());
        let owner = possessive(&who);
        let (from, to) = (self.leader(link.from), self.leader(link.to));
        Some(Narration::without_suggestion(match request.phase {
            RequestPhase::ToOrigin { .. } => {
                format!("The response to {owner} request for {key} is in flight from {from} to {to}.")
            }
            RequestPhase::ToHome { .. } => {
                format!("{from} forwards {owner} request to {to}, the home of {key}.")
            }
            RequestPhase::WaitsAtHome if self.is_served_in_turn(link.to, request.message.number) => {
                format!("{owner} request for {key} is waiting its turn at {to}.")
            }
            RequestPhase::WaitsAtHome => {
                format!("{owner} request for {key} waits at {to} until it has applied what {who} has seen.")
            }
            RequestPhase::Undeliverable => {
                format!("{from} is still waiting for a response from {to}, the home of {key}.")
            }
        }))
    }

    fn snapshot(&self) -> Option<Narration> {
        let (id, snapshot) = self.world.pending_snapshots.first_key_value()?;
        let (to, from) = (self.leader(*id), self.leader(snapshot.source));
        Some(Narration::without_suggestion(match snapshot.transfer {
            Some(_) => format!("{to} is joining: a snapshot is in flight from {from}."),
            None => format!("{to} is joining, but the snapshot from {from} cannot get through."),
        }))
    }

    /// The latest request on its way, or that a client waits for one.
    fn remote_request(&self) -> Option<Narration> {
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
    fn is_served_in_turn(&self, home: LeaderId, number: u64) -> bool {
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
