//! Key homes: forwarding requests to them, timing out when they do not respond, and moving them.

use std::sync::Arc;

use crate::client::ReadState;
use crate::event::{Event, IgnoreReason, RefusalReason, RequestMessage};
use crate::forwarded_request::{ForwardedRequest, RequestPhase, WriteRequest};
use crate::id::{LeaderId, LinkId};
use crate::key::Key;
use crate::leader::HomeAssignment;
use crate::policy::{Avoidance, Elsewhere};
use crate::sent_request::Response;
use crate::service::Job;
use crate::shared_map::Slot;
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::time::Micros;
use crate::versions::Dot;
use crate::waiting_request::{HeldRequest, WaitingRequest};
use crate::write::Write;

/// How much longer than a round trip a leader waits for a home's response.
const REQUEST_TIMEOUT_SLACK: Micros = Micros::from_ms(10);
/// How much longer it waits for a home that takes time to serve a request, and may have others to serve first.
const SERVICE_SLACK: Micros = Micros::from_ms(10_000);
/// How often a request is forwarded before it is refused. Leaders may disagree about a key's home, and the
/// request must not circulate.
const MAX_REQUEST_HOPS: u32 = 4;

impl Simulation {
    fn avoidance(&self) -> Option<&Avoidance> {
        self.world.policy.avoidance()
    }

    /// Routes a request to the key's home (SEMANTICS A1). `accepts_from` is the reading of the home's clock, in
    /// microseconds, from which it accepts writes.
    pub(super) fn route(
        &mut self,
        leader: &Slot<LeaderId>,
        write: WriteRequest,
        home: LeaderId,
        accepts_from: i64,
    ) {
        if home == leader.key {
            return self.write_at_home(leader, write, accepts_from);
        }
        match self.avoidance().map(|avoidance| avoidance.elsewhere) {
            Some(Elsewhere::Forward) => self.forward_request(leader.key, write, home),
            Some(Elsewhere::Refuse) | None => {
                self.refuse_write(leader.key, &write, RefusalReason::NotHome(home));
            }
        }
    }

    fn write_at_home(&mut self, leader: &Slot<LeaderId>, write: WriteRequest, accepts_from: i64) {
        if self.world.draining.contains(&leader.key) {
            return self.refuse_write(leader.key, &write, RefusalReason::Leaving);
        }
        if self.world.leaders.at(leader).clock.reading_at(self.world.now) < accepts_from {
            return self.refuse_write(leader.key, &write, RefusalReason::HomeMoving);
        }
        self.accept_and_acknowledge(leader, write);
    }

    /// Forwards a request and schedules its timeout.
    fn forward_request(&mut self, leader: LeaderId, mut write: WriteRequest, home: LeaderId) {
        let number = self.next_request;
        self.next_request += 1;
        write.number.get_or_insert(number);
        let link = LinkId::new(leader, home);
        let (client, key, attempt) = (write.client, write.key.clone(), write.attempt);
        let request = RequestMessage { number, link, client, key, attempt };
        let forwarded = ForwardedRequest {
            message: request,
            origin: leader,
            home,
            write,
            hops: 1,
            abandoned: false,
            phase: RequestPhase::Undeliverable,
        };
        let takes_time = self.world.leaders.get(&home).is_some_and(|home| !home.service.are_zero());
        let slack = if takes_time { SERVICE_SLACK } else { REQUEST_TIMEOUT_SLACK };
        let round_trip = self.max_latency(link) + self.max_latency(LinkId::new(home, leader)) + slack;
        let timeout = self.avoidance().and_then(|avoidance| avoidance.failover).unwrap_or(round_trip);
        self.queue.schedule(self.world.now + timeout, Scheduled::ForwardedRequestTimeout { number });
        self.send_request(forwarded);
    }

    fn max_latency(&self, link: LinkId) -> Micros {
        self.world.latency(link) + self.world.link_settings.jitter
    }

    /// How long a request or a response takes now. Random loss does not affect them, only cuts and crashes do.
    fn travel_time(&self, request: &RequestMessage) -> Micros {
        let rng = self.world.random_now();
        self.world.latency(request.link)
            + Micros(rng.up_to(self.world.link_settings.jitter.0, "request", request))
    }

    fn send_request(&mut self, mut forwarded: ForwardedRequest) {
        let number = forwarded.message.number;
        self.emit(Event::RequestForwarded { request: forwarded.message.clone() });
        if self.world.is_connected(forwarded.message.link) {
            let (sent_at, arrives_at) =
                (self.world.now, self.world.now + self.travel_time(&forwarded.message));
            forwarded.phase = RequestPhase::ToHome { sent_at, arrives_at };
            self.queue.schedule(arrives_at, Scheduled::ForwardedRequestArrival { number });
        }
        self.world.forwarded_requests.insert(number, forwarded);
        self.drop_if_undeliverable(number);
    }

    /// Removes a lost request that nobody waits for.
    fn drop_if_undeliverable(&mut self, number: u64) {
        let is_forgotten = |forwarded: &ForwardedRequest| {
            forwarded.abandoned && forwarded.phase == RequestPhase::Undeliverable
        };
        if self.world.forwarded_requests.get(&number).is_some_and(is_forgotten) {
            self.world.forwarded_requests.remove(&number);
        }
    }

    /// Handles the arrival of a request or its response. A cut or a crash at this moment loses it.
    pub(super) fn request_arrives(&mut self, number: u64) {
        let now = self.world.now;
        let Some(forwarded) = self.world.forwarded_requests.get(&number).cloned() else {
            return;
        };
        let gets_through = self.world.is_connected(forwarded.message.link);
        match forwarded.phase {
            RequestPhase::ToHome { arrives_at, .. } if arrives_at == now && gets_through => {
                self.receive_forwarded(forwarded)
            }
            RequestPhase::ToOrigin { arrives_at, .. } if arrives_at == now && gets_through => {
                self.deliver_response(forwarded)
            }
            RequestPhase::ToHome { arrives_at, .. } | RequestPhase::ToOrigin { arrives_at, .. }
                if arrives_at == now =>
            {
                self.lose_request(number);
            }
            RequestPhase::ToHome { .. }
            | RequestPhase::ToOrigin { .. }
            | RequestPhase::WaitsAtHome
            | RequestPhase::Undeliverable => {}
        }
    }

    pub(super) fn lose_request(&mut self, number: u64) {
        if let Some(forwarded) = self.world.forwarded_requests.get_mut(&number) {
            forwarded.phase = RequestPhase::Undeliverable;
        }
        self.drop_if_undeliverable(number);
    }

    /// Handles a forwarded request, or has it wait for its turn at the key's home.
    fn receive_forwarded(&mut self, forwarded: ForwardedRequest) {
        let (leader, number) = (forwarded.message.link.to, forwarded.message.number);
        let is_home = self.world.home_of(forwarded.key(), leader).is_some_and(|(home, _)| home == leader);
        let takes_time = |slot: &Slot<LeaderId>| !self.world.leaders.at(slot).service.are_zero();
        let Some(slot) = self.world.leaders.slot(leader).filter(|slot| is_home && takes_time(slot)) else {
            return self.handle_forwarded(forwarded);
        };
        if let Some(waiting) = self.world.forwarded_requests.get_mut(&number) {
            waiting.phase = RequestPhase::WaitsAtHome;
        }
        self.enqueue(&slot, Job::Forwarded(number));
    }

    /// Handles a forwarded request: accepts it if this leader believes to be the home, or forwards it again.
    pub(super) fn handle_forwarded(&mut self, mut forwarded: ForwardedRequest) {
        let leader = forwarded.message.link.to;
        let number = forwarded.message.number;
        if self.world.pending_snapshots.contains_key(&leader) {
            return self.refuse_forwarded(number, leader, RefusalReason::CatchingUp);
        }
        if self.world.draining.contains(&leader) {
            return self.refuse_forwarded(number, leader, RefusalReason::Leaving);
        }
        match self.world.home_of(forwarded.key(), leader) {
            Some((home, _)) if home != leader && forwarded.hops < MAX_REQUEST_HOPS => {
                forwarded.message.link = LinkId::new(leader, home);
                forwarded.hops += 1;
                forwarded.phase = RequestPhase::Undeliverable;
                self.send_request(forwarded);
            }
            Some((home, accepts_from)) if home == leader => self.accept_forwarded(forwarded, accepts_from),
            Some((home, _)) => self.refuse_forwarded(number, leader, RefusalReason::NotHome(home)),
            None => self.lose_request(number),
        }
    }

    /// Accepts a forwarded request at the key's home, and sends the response.
    fn accept_forwarded(&mut self, forwarded: ForwardedRequest, accepts_from: i64) {
        let leader = forwarded.message.link.to;
        let number = forwarded.message.number;
        let Some(slot) = self.world.leaders.slot(leader) else {
            return self.lose_request(number);
        };
        if self.world.leaders.at(&slot).clock.reading_at(self.world.now) < accepts_from {
            return self.refuse_forwarded(number, leader, RefusalReason::HomeMoving);
        }
        if forwarded.abandoned && forwarded.origin == leader {
            // It came back to its origin, which already wrote or refused it at the timeout.
            return drop(self.world.forwarded_requests.remove(&number));
        }
        let held = || WaitingRequest::of_write(leader, &forwarded.write, HeldRequest::Forwarded(number));
        if !self.admit(leader, &forwarded.write.session, held) {
            if let Some(waiting) = self.world.forwarded_requests.get_mut(&number) {
                waiting.phase = RequestPhase::WaitsAtHome;
            }
            return;
        }
        match self.accept(&slot, forwarded.write.clone(), forwarded.origin == leader) {
            // It came back to its origin, so no response has to travel.
            Some(write) if forwarded.origin == leader => {
                self.world.forwarded_requests.remove(&number);
                let WriteRequest { client, attempt, .. } = forwarded.write;
                self.acknowledge(&slot, client, attempt, &write);
            }
            Some(write) if !forwarded.abandoned => {
                let response = self.write_response(&slot, &write);
                self.send_response(forwarded, write.dot, response);
            }
            // Refused by `accept`, or nobody waits for the response.
            _ => drop(self.world.forwarded_requests.remove(&number)),
        }
    }

    pub(super) fn refuse_forwarded(&mut self, number: u64, leader: LeaderId, reason: RefusalReason) {
        if let Some(forwarded) =
            self.world.forwarded_requests.remove(&number).filter(|forwarded| !forwarded.abandoned)
        {
            self.refuse_write(leader, &forwarded.write, reason);
        }
    }

    fn send_response(&mut self, mut forwarded: ForwardedRequest, dot: Dot, response: ReadState) {
        let home = forwarded.message.link.to;
        let number = forwarded.message.number;
        forwarded.message.link = LinkId::new(home, forwarded.origin);
        let logical_time =
            self.world.leaders.get(&home).map(|leader| leader.logical_time).unwrap_or_default();
        forwarded.phase = RequestPhase::Undeliverable;
        if self.world.is_connected(forwarded.message.link) {
            let (sent_at, arrives_at) =
                (self.world.now, self.world.now + self.travel_time(&forwarded.message));
            forwarded.phase = RequestPhase::ToOrigin { sent_at, arrives_at, dot, response, logical_time };
            self.queue.schedule(arrives_at, Scheduled::ForwardedRequestArrival { number });
        }
        self.world.forwarded_requests.insert(number, forwarded);
    }

    fn deliver_response(&mut self, forwarded: ForwardedRequest) {
        let RequestPhase::ToOrigin { dot, response, logical_time, .. } = forwarded.phase else {
            return;
        };
        self.world.forwarded_requests.remove(&forwarded.message.number);
        let RequestMessage { client, key, .. } = &forwarded.message;
        match forwarded.write.attempt {
            Some(attempt) => {
                let written = Some(dot);
                self.respond(attempt, Response::Served { written, read_state: response, logical_time });
            }
            None => self.record_response(*client, Some(dot), key, response, logical_time),
        }
        self.emit(Event::RequestAnswered { request: forwarded.message, dot });
    }

    /// Times out waiting for a home's response: refuses the client, or with failover takes over as home
    /// (SEMANTICS A2). A request that is still in transit continues.
    pub(super) fn request_times_out(&mut self, number: u64) {
        let Some(forwarded) = self.world.forwarded_requests.remove(&number) else {
            return;
        };
        if matches!(forwarded.phase, RequestPhase::ToHome { .. } | RequestPhase::WaitsAtHome) {
            self.world
                .forwarded_requests
                .insert(number, ForwardedRequest { abandoned: true, ..forwarded.clone() });
        }
        let leader = forwarded.origin;
        let is_up = |slot: &Slot<LeaderId>| self.world.leaders.at(slot).up;
        let Some(slot) = self.world.leaders.slot(leader).filter(is_up) else {
            // The client lost its leader, and cannot know whether the home has the request.
            let reason = RefusalReason::NoAnswer(leader);
            return self.refuse_write(leader, &forwarded.write, reason);
        };
        if self.world.draining.contains(&leader) {
            // It no longer serves anyone, and cannot know whether the home has the request.
            let reason = RefusalReason::NoAnswer(forwarded.home);
            return self.refuse_write(leader, &forwarded.write, reason);
        }
        let Some((home, _)) = self.world.home_of(forwarded.key(), leader) else {
            // The policy changed, and keys no longer have homes.
            let LinkId { from, to } = forwarded.message.link;
            let reason = RefusalReason::NoAnswer(if to == leader { from } else { to });
            return self.refuse_write(leader, &forwarded.write, reason);
        };
        let write = forwarded.write;
        if home != leader && home != forwarded.home {
            // The leader has learned of a new home while it waited.
            return self.forward_request(leader, write, home);
        }
        if home != leader && self.avoidance().is_none_or(|avoidance| avoidance.failover.is_none()) {
            return self.refuse_write(leader, &write, RefusalReason::NoAnswer(home));
        }
        if home != leader {
            self.assign_home(&slot, &write.key, leader);
        }
        let accepts_from =
            self.world.home_of(&write.key, leader).map_or(i64::MIN, |(_, accepts_from)| accepts_from);
        self.write_at_home(&slot, write, accepts_from);
    }

    /// Executes the command that assigns keys a new home (SEMANTICS A3).
    pub(super) fn assign_home_by_command(
        &mut self,
        key: &Key,
        home: LeaderId,
        at: Option<LeaderId>,
    ) -> Result<(), IgnoreReason> {
        self.avoidance().ok_or(IgnoreReason::NoHomes)?;
        let first = at.unwrap_or(home);
        self.world.leaders.slot(home).ok_or(IgnoreReason::NoSuchLeader(home))?;
        let slot = self.world.leaders.slot(first).ok_or(IgnoreReason::NoSuchLeader(first))?;
        if !self.world.leaders.at(&slot).up {
            return Err(IgnoreReason::AlreadyDown(first));
        }
        if !self.world.is_serving(first) {
            return Err(IgnoreReason::StillJoining(first));
        }
        self.assign_home(&slot, key, home);
        Ok(())
    }

    /// Applies a home assignment at a leader. The latest wins, whatever the order of arrival.
    pub(super) fn learn_home(
        &mut self,
        slot: &Slot<LeaderId>,
        write: &Arc<Write>,
        home: LeaderId,
        epoch: u64,
    ) {
        let (key, dot) = (&write.key, write.dot);
        let wait = self.avoidance().map_or(Micros::ZERO, |avoidance| avoidance.wait);
        let leader = self.world.leaders.at_mut(slot);
        let now = leader.clock.reading_at(self.world.now);
        if leader.homes.get(key).is_some_and(|known| (known.epoch, known.dot) >= (epoch, dot)) {
            return;
        }
        let accepts_from = match wait {
            Micros::ZERO => i64::MIN,
            wait => now.saturating_add(i64::try_from(wait.0).unwrap_or(i64::MAX)),
        };
        let accepted_before = leader.accepted_count;
        let assignment = HomeAssignment { leader: home, epoch, dot, accepts_from, accepted_before };
        leader.homes.insert(key.clone(), assignment);
        self.emit(Event::HomeAssigned { leader: slot.key, key: key.clone(), home, write: write.clone() });
    }
}
