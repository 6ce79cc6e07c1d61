//! The queue of a leader: one job at a time, first come, first served (SEMANTICS N5).

use crate::forwarded_request::RequestPhase;
use crate::id::{LeaderId, LinkId};
use crate::links::{DeliveryOrder, DeliveryState};
use crate::routes::Route;
use crate::sent_request::{AttemptStage, RequestContent};
use crate::service::{CurrentJob, Job, NumberedJob};
use crate::shared_map::Slot;
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::time::Micros;

impl Simulation {
    /// Adds a job at the end of a leader's queue. An idle leader starts it at once.
    pub(super) fn enqueue(&mut self, leader: &Slot<LeaderId>, job: Job) {
        self.world.leaders.at_mut(leader).queue.waiting.push_back(job);
        self.begin_next_job(leader);
    }

    /// Starts the next job of an idle leader. A job that takes no time is done at once.
    fn begin_next_job(&mut self, slot: &Slot<LeaderId>) {
        while self.world.leaders.at(slot).queue.current.is_none() && !self.is_step_too_long() {
            let Some(job) = self.world.leaders.at_mut(slot).queue.waiting.pop_front() else {
                return;
            };
            let Some(mean) = self.mean_time(slot, job) else {
                continue;
            };
            let (draws, now) = (self.world.random_now(), self.world.now);
            let leader = self.world.leaders.at_mut(slot);
            leader.queue.begun += 1;
            let number = leader.queue.begun;
            let time = leader.service.draw(mean, draws, &NumberedJob { leader: slot.key, number });
            if time == Micros::ZERO {
                self.perform(slot, job);
                continue;
            }
            let ends_at = now + time;
            leader.queue.busy = leader.queue.busy + time;
            leader.queue.current = Some(CurrentJob { job, number, ends_at });
            self.queue.schedule(ends_at, Scheduled::ServiceCompletion { leader: slot.key, number });
        }
    }

    /// How long a job takes on average; none if it is no longer there: its link was cut, or its message sent again.
    fn mean_time(&self, slot: &Slot<LeaderId>, job: Job) -> Option<Micros> {
        let service = &self.world.leaders.at(slot).service;
        match job {
            Job::Request(id) => {
                let attempt = self.world.attempts.get(&id)?;
                matches!(attempt.stage, AttemptStage::AtLeader).then_some(match *attempt.content {
                    RequestContent::Read { .. } => service.read,
                    RequestContent::Write(_) => service.write,
                })
            }
            Job::Forwarded(number) => {
                let forwarded = self.world.forwarded_requests.get(&number)?;
                (forwarded.phase == RequestPhase::WaitsAtHome).then_some(service.write)
            }
            Job::Message { link, index, attempt } => {
                let route = self.world.route(link)?;
                let sent = self.world.link_states.at(&route.link).pending.get(index)?;
                let is_here = sent.state == DeliveryState::Queued && sent.attempt == attempt;
                is_here.then_some(service.replicated)
            }
        }
    }

    /// Finishes the current job of a leader, unless a crash has lost it, and begins with the next.
    pub(super) fn finish_job(&mut self, leader: LeaderId, number: u64) {
        let Some(slot) = self.world.leaders.slot(leader) else {
            return;
        };
        let queue = &mut self.world.leaders.at_mut(&slot).queue;
        let Some(current) = queue.current.take_if(|current| current.number == number) else {
            return;
        };
        if self.mean_time(&slot, current.job).is_some() {
            self.perform(&slot, current.job);
        }
        // A drained leader may have left with its last job.
        if let Some(slot) = self.world.leaders.slot(leader) {
            self.begin_next_job(&slot);
        }
    }

    /// Executes a job.
    fn perform(&mut self, slot: &Slot<LeaderId>, job: Job) {
        match job {
            Job::Request(id) => self.execute_attempt(slot, id),
            Job::Forwarded(number) => {
                if let Some(forwarded) = self.world.forwarded_requests.get(&number).cloned() {
                    self.handle_forwarded(forwarded);
                }
            }
            Job::Message { link, index, .. } => self.deliver_served(link, index),
        }
    }

    /// Delivers a message whose turn it is, unless a write before it blocks its link.
    fn deliver_served(&mut self, link: LinkId, index: usize) {
        let Some(route) = self.world.route(link) else {
            return;
        };
        let link_state = self.world.link_states.at_mut(&route.link);
        let is_blocked = link_state.blocked_by.is_some();
        if let Some(sent) = link_state.pending.get_mut(index) {
            sent.state = DeliveryState::Buffered;
        }
        if !is_blocked && self.deliver(&route, index) && self.is_fifo() {
            self.deliver_buffered(&route);
        }
    }

    pub(super) fn is_fifo(&self) -> bool {
        self.world.link_settings.order == DeliveryOrder::Fifo
    }

    /// Whether what a link brings has to wait for its turn at the receiver.
    pub(super) fn takes_turns(&self, route: &Route) -> bool {
        !self.world.leaders.at(&route.to).service.are_zero()
    }

    /// Puts a message that could be delivered now into the queue of its receiver.
    pub(super) fn queue_message(&mut self, route: &Route, index: usize) {
        let link = route.link.key;
        if let Some(sent) = self.world.link_states.at_mut(&route.link).pending.get_mut(index) {
            sent.state = DeliveryState::Queued;
            let attempt = sent.attempt;
            self.enqueue(&route.to, Job::Message { link, index, attempt });
        }
    }

    /// Loses the queue of a leader that crashes or leaves. Who waits for its responses gets none; the messages are sent
    /// again.
    pub(super) fn lose_queue(&mut self, slot: &Slot<LeaderId>) {
        let now = self.world.now;
        if self.world.leaders.at(slot).queue.is_empty() {
            return;
        }
        for job in self.world.leaders.at_mut(slot).queue.lose(now) {
            match job {
                Job::Request(id) => drop(self.world.attempts.remove(&id)),
                Job::Forwarded(number) => self.lose_request(number),
                Job::Message { .. } => {}
            }
        }
    }
}
