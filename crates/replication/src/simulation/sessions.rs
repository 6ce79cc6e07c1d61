//! Sessions under causal delivery: requests of clients that have seen what the leader has not applied are served,
//! wait or are refused (SEMANTICS D2).

use crate::event::{Event, FailureAction, RefusalReason};
use crate::id::LeaderId;
use crate::limits::DOTS_PER_EVENT;
use crate::replication::{Delivery, OnSessionBehind};
use crate::simulation::queue::Scheduled;
use crate::simulation::{Simulation, installed};
use crate::versions::CausalContext;
use crate::waiting_request::{HeldRequest, WaitingRequest};

impl Simulation {
    /// Whether the leader serves a request of this session now. If not, the request waits or is refused.
    pub(super) fn admit(
        &mut self,
        leader: LeaderId,
        session: &CausalContext,
        request: impl FnOnce() -> WaitingRequest,
    ) -> bool {
        if !self.is_behind(leader, session) {
            return true;
        }
        installed::admit_behind(self, request())
    }

    /// Whether the leader serves a request of a client that has seen more than the leader has applied.
    pub(super) fn admit_behind(&mut self, request: WaitingRequest) -> bool {
        match self.setting_for(&request.request) {
            OnSessionBehind::Serve => return true,
            OnSessionBehind::Wait => self.hold(request),
            OnSessionBehind::Refuse => self.turn_away(&request, None, RefusalReason::SessionBehind),
        }
        false
    }

    fn setting_for(&self, request: &HeldRequest) -> OnSessionBehind {
        match request {
            HeldRequest::Read { .. } => self.world.replication.session_reads,
            HeldRequest::Write(_) | HeldRequest::Forwarded(_) => self.world.replication.session_writes,
        }
    }

    /// Whether a client of this session has seen writes that the leader has not applied.
    fn is_behind(&self, leader: LeaderId, session: &CausalContext) -> bool {
        self.world.replication.delivery == Delivery::Causal
            && self.world.leaders.get(&leader).is_some_and(|leader| !leader.has_all(session))
    }

    fn hold(&mut self, mut request: WaitingRequest) {
        let number = self.next_request;
        self.next_request += 1;
        let named = match &mut request.request {
            HeldRequest::Write(write) => *write.number.get_or_insert(number),
            HeldRequest::Forwarded(forwarded) => self.first_number(*forwarded),
            HeldRequest::Read { attempt, .. } => attempt.map_or(number, |attempt| attempt.request),
        };
        let WaitingRequest { leader, client, key, session, .. } = &request;
        let missing = self.world.leaders.get(leader).map(|state| state.lacks(session)).unwrap_or_default();
        self.count_work(session.len(), DOTS_PER_EVENT);
        let (leader, client, key) = (*leader, *client, key.clone());
        self.emit(Event::RequestWaiting { leader, client, key, missing, request: named });
        let timeout = self.world.now + self.world.replication.session_timeout;
        self.queue.schedule(timeout, Scheduled::SessionTimeout { number });
        self.world.waiting_requests.insert(number, request);
    }

    /// The number under which a forwarded request was first forwarded, or began to wait before.
    fn first_number(&self, forwarded: u64) -> u64 {
        let request = self.world.forwarded_requests.get(&forwarded);
        request.and_then(|request| request.write.number).unwrap_or(forwarded)
    }

    /// Refuses a request, which has waited under this number if it has one, or, if it was forwarded, lets its sender
    /// know.
    fn turn_away(&mut self, request: &WaitingRequest, waited: Option<u64>, reason: RefusalReason) {
        let WaitingRequest { leader, client, key, .. } = request;
        match &request.request {
            HeldRequest::Read { attempt: Some(attempt), .. } => {
                self.refuse_attempt(*leader, *attempt, reason);
            }
            HeldRequest::Read { attempt: None, .. } => self.refuse(*leader, *client, key, reason, waited),
            HeldRequest::Write(write) => self.refuse_write(*leader, write, reason),
            HeldRequest::Forwarded(number) => self.refuse_forwarded(*number, *leader, reason),
        }
    }

    /// Refuses a request that has waited too long.
    pub(super) fn session_times_out(&mut self, number: u64) {
        if let Some(request) = self.world.waiting_requests.remove(&number) {
            self.turn_away(&request, Some(number), RefusalReason::SessionTimeout);
        }
    }

    /// Ends the requests that wait at a leader that crashes or leaves. A forwarded one is lost: the leader that
    /// forwarded it waits until its own timeout.
    pub(super) fn end_waiting_requests(&mut self, id: LeaderId, reason: RefusalReason) {
        let here = self.world.waiting_requests.iter().filter(|(_, request)| request.leader == id);
        for number in here.map(|(number, _)| *number).collect::<Vec<_>>() {
            match self.world.waiting_requests.remove(&number) {
                Some(WaitingRequest { request: HeldRequest::Forwarded(number), .. }) => {
                    self.lose_request(number);
                }
                Some(request) => self.turn_away(&request, Some(number), reason),
                None => {}
            }
        }
    }

    /// Serves the waiting requests that the events from this index on may have made ready, in the order in which
    /// they came. Returns whether there were any.
    pub(super) fn serve_ready_requests(&mut self, from: usize) -> bool {
        let events = self.pending_events.get(from..).unwrap_or_default();
        let may_be_ready =
            |leader: LeaderId| events.iter().any(|record| has_caught_up(&record.event, leader));
        let waiting = self.world.waiting_requests.iter();
        let waiting: Vec<_> = waiting.filter(|(_, request)| may_be_ready(request.leader)).collect();
        let is_ready = |request: &WaitingRequest| {
            !self.is_behind(request.leader, &request.session)
                || self.setting_for(&request.request) == OnSessionBehind::Serve
        };
        let (checked, ready) = (waiting.len(), waiting.iter().filter(|(_, request)| is_ready(request)));
        let ready: Vec<u64> = ready.map(|(number, _)| **number).collect();
        self.count_work(checked, DOTS_PER_EVENT);
        for number in &ready {
            if let Some(request) = self.world.waiting_requests.remove(number) {
                self.serve(*number, request);
            }
        }
        !ready.is_empty()
    }

    fn serve(&mut self, number: u64, waiting: WaitingRequest) {
        let WaitingRequest { leader, client, key, request, .. } = waiting;
        // Requests that waited at a leader that has left are gone.
        let Some(leader) = self.world.leaders.slot(leader) else {
            return;
        };
        match request {
            HeldRequest::Read { attempt: Some(attempt), .. } => self.answer_attempt(&leader, attempt),
            HeldRequest::Read { merge, attempt: None } => {
                self.answer_read(&leader, client, &key, merge, Some(number));
            }
            HeldRequest::Write(write) => self.submit(&leader, *write),
            HeldRequest::Forwarded(number) => {
                if let Some(forwarded) = self.world.forwarded_requests.get(&number).cloned() {
                    self.handle_forwarded(forwarded);
                }
            }
        }
    }
}

/// Whether a leader may have everything that a client has seen after this event.
fn has_caught_up(event: &Event, at: LeaderId) -> bool {
    match event {
        Event::Applied { leader, .. } | Event::Purged { leader, .. } => *leader == at,
        Event::Inapplicable { leader, action, .. } => *leader == at && *action == FailureAction::Skipped,
        Event::HomeAssigned { leader, .. } => *leader == at,
        Event::ReplicationChanged => true,
        Event::Accepted { .. }
        | Event::Refused { .. }
        | Event::Answered { .. }
        | Event::RequestWaiting { .. }
        | Event::Sent { .. }
        | Event::Lost { .. }
        | Event::Buffered { .. }
        | Event::Stopped { .. }
        | Event::Delivered { .. }
        | Event::Dropped { .. }
        | Event::Duplicated { .. }
        | Event::MessageOverridden { .. }
        | Event::WriteBuffered { .. }
        | Event::LinkResumed(_)
        | Event::Merged { .. }
        | Event::MergeFailed { .. }
        | Event::RequestForwarded { .. }
        | Event::RequestAnswered { .. }
        | Event::TombstoneRemoved { .. }
        | Event::SnapshotSent { .. }
        | Event::SnapshotLoaded(_)
        | Event::SnapshotInterrupted(_)
        | Event::Crashed(_)
        | Event::Restarted(_)
        | Event::Cut(_)
        | Event::Healed(_)
        | Event::LinkAdded(_)
        | Event::LinkRemoved(_)
        | Event::TopologyChanged
        | Event::PolicyChanged
        | Event::LinksChanged
        | Event::ClockSet { .. }
        | Event::Moved(_)
        | Event::Joined(_)
        | Event::Draining(_)
        | Event::Left(_)
        | Event::RequestSent { .. }
        | Event::RequestArrived { .. }
        | Event::RetryRecognised { .. }
        | Event::ResponseReceived { .. }
        | Event::RequestTimedOut { .. }
        | Event::Ignored(_)
        | Event::Halted => false,
    }
}
