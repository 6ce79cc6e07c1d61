//! Where keys have homes: requests that are passed on to them, homes that give no answer, and new homes.

use std::sync::Arc;

use crate::client::ReadState;
use crate::event::{Event, IgnoreReason, RefusalReason, RequestMessage};
use crate::forwarded_request::{ForwardedRequest, RequestPhase, WriteRequest};
use crate::id::{LeaderId, LinkId};
use crate::key::Key;
use crate::leader::HomeAssignment;
use crate::policy::{Avoidance, Elsewhere};
use crate::random::KeyedRng;
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::time::Micros;
use crate::versions::Dot;
use crate::write::Write;

/// How much longer than a round trip a leader waits for a home's answer.
const REQUEST_TIMEOUT_SLACK: Micros = Micros::from_ms(10);
/// How many leaders may pass a request on before it is given up: beliefs may differ, and it must not go
/// round.
const MAX_REQUEST_HOPS: u32 = 4;

impl Simulation {
    fn avoidance(&self) -> Option<&Avoidance> {
        self.world.policy.avoidance()
    }

    /// Brings a request to the key's home (SEMANTICS A1). `from` is what the home's clock must show before it
    /// accepts writes.
    pub(super) fn route(&mut self, leader: LeaderId, write: WriteRequest, home: LeaderId, from: i64) {
        if home == leader {
            return self.write_at_home(leader, &write, from);
        }
        match self.avoidance().map(|avoidance| avoidance.elsewhere) {
            Some(Elsewhere::Forward) => self.forward_request(leader, write, home),
            Some(Elsewhere::Refuse) | None => {
                self.refuse(leader, write.client, &write.key, RefusalReason::NotHome(home));
            }
        }
    }

    fn write_at_home(&mut self, leader: LeaderId, write: &WriteRequest, from: i64) {
        if self.world.clock_of(leader).reading_at(self.world.now) < from {
            return self.refuse(leader, write.client, &write.key, RefusalReason::HomeMoving);
        }
        if let Some(accepted) = self.accept(leader, write) {
            self.acknowledge(leader, write, &accepted);
        }
    }

    /// Passes a request on, and begins to wait for the answer.
    fn forward_request(&mut self, leader: LeaderId, write: WriteRequest, home: LeaderId) {
        let number = self.next_request;
        self.next_request += 1;
        let link = LinkId::new(leader, home);
        let request = RequestMessage { number, link, client: write.client, key: write.key.clone() };
        let errand = ForwardedRequest {
            message: request,
            origin: leader,
            home,
            write,
            hops: 1,
            abandoned: false,
            phase: RequestPhase::Undeliverable,
        };
        let round_trip = self.max_latency(link) + self.max_latency(LinkId::new(home, leader)) + REQUEST_TIMEOUT_SLACK;
        let patience = self.avoidance().and_then(|avoidance| avoidance.failover).unwrap_or(round_trip);
        self.queue.schedule(self.world.now + patience, Scheduled::ForwardedRequestTimeout { number });
        self.send_request(errand);
    }

    fn max_latency(&self, link: LinkId) -> Micros {
        self.world.latency(link) + self.world.link_settings.jitter
    }

    /// How long a request or an answer takes now. Requests are not lost by chance, only by cuts and crashes.
    fn travel_time(&self, request: &RequestMessage) -> Micros {
        let draws = KeyedRng { seed: self.world.seed };
        self.world.latency(request.link) + Micros(draws.up_to(self.world.link_settings.jitter.0, "request", request))
    }

    fn send_request(&mut self, mut errand: ForwardedRequest) {
        let number = errand.message.number;
        self.emit(Event::RequestForwarded { request: errand.message.clone() });
        if self.world.is_connected(errand.message.link) {
            let (sent_at, arrives_at) = (self.world.now, self.world.now + self.travel_time(&errand.message));
            errand.phase = RequestPhase::ToHome { sent_at, arrives_at };
            self.queue.schedule(arrives_at, Scheduled::ForwardedRequestArrival { number });
        }
        self.world.forwarded_requests.insert(number, errand);
        self.drop_if_undeliverable(number);
    }

    /// A request that is nowhere is only waited for.
    fn drop_if_undeliverable(&mut self, number: u64) {
        let is_forgotten =
            |errand: &ForwardedRequest| errand.abandoned && errand.phase == RequestPhase::Undeliverable;
        if self.world.forwarded_requests.get(&number).is_some_and(is_forgotten) {
            self.world.forwarded_requests.remove(&number);
        }
    }

    /// A request, or its answer, comes to where it goes. It does not if the way is cut or the other end is
    /// down.
    pub(super) fn request_arrives(&mut self, number: u64) {
        let now = self.world.now;
        let Some(errand) = self.world.forwarded_requests.get(&number).cloned() else {
            return;
        };
        let gets_through = self.world.is_connected(errand.message.link);
        match errand.phase {
            RequestPhase::ToHome { arrives_at, .. } if arrives_at == now && gets_through => {
                self.handle_forwarded(errand)
            }
            RequestPhase::ToOrigin { arrives_at, .. } if arrives_at == now && gets_through => {
                self.deliver_response(errand)
            }
            RequestPhase::ToHome { arrives_at, .. } | RequestPhase::ToOrigin { arrives_at, .. }
                if arrives_at == now =>
            {
                self.lose_request(number);
            }
            RequestPhase::ToHome { .. } | RequestPhase::ToOrigin { .. } | RequestPhase::Undeliverable => {}
        }
    }

    fn lose_request(&mut self, number: u64) {
        if let Some(errand) = self.world.forwarded_requests.get_mut(&number) {
            errand.phase = RequestPhase::Undeliverable;
        }
        self.drop_if_undeliverable(number);
    }

    /// A leader that a request was passed on to writes, if it is home as far as it knows, and passes it on
    /// otherwise.
    fn handle_forwarded(&mut self, mut errand: ForwardedRequest) {
        let leader = errand.message.link.to;
        let number = errand.message.number;
        if self.world.pending_snapshots.contains_key(&leader) {
            return self.refuse_forwarded(number, leader, RefusalReason::CatchingUp);
        }
        match self.world.home_of(errand.key(), leader) {
            Some((home, _)) if home != leader && errand.hops < MAX_REQUEST_HOPS => {
                errand.message.link = LinkId::new(leader, home);
                errand.hops += 1;
                errand.phase = RequestPhase::Undeliverable;
                self.send_request(errand);
            }
            Some((home, from)) if home == leader => self.accept_forwarded(errand, from),
            Some((home, _)) => self.refuse_forwarded(number, leader, RefusalReason::NotHome(home)),
            None => self.lose_request(number),
        }
    }

    /// The home of a request writes, and sends the answer back.
    fn accept_forwarded(&mut self, errand: ForwardedRequest, from: i64) {
        let leader = errand.message.link.to;
        let number = errand.message.number;
        if self.world.clock_of(leader).reading_at(self.world.now) < from {
            return self.refuse_forwarded(number, leader, RefusalReason::HomeMoving);
        }
        if errand.abandoned && errand.origin == leader {
            // It has come round to the leader that did it, or refused it, when it gave it up.
            return drop(self.world.forwarded_requests.remove(&number));
        }
        match self.accept(leader, &errand.write) {
            // It has come round, and no answer has to travel.
            Some(write) if errand.origin == leader => {
                self.world.forwarded_requests.remove(&number);
                self.acknowledge(leader, &errand.write, &write);
            }
            Some(write) if !errand.abandoned => {
                let answer = self.write_response(leader, &write);
                self.send_response(errand, write.dot, answer);
            }
            // It was refused, and that is told; or nobody waits for the answer.
            _ => drop(self.world.forwarded_requests.remove(&number)),
        }
    }

    fn refuse_forwarded(&mut self, number: u64, leader: LeaderId, why: RefusalReason) {
        if let Some(errand) = self.world.forwarded_requests.remove(&number).filter(|errand| !errand.abandoned)
        {
            self.refuse(leader, errand.client(), &errand.message.key, why);
        }
    }

    fn send_response(&mut self, mut errand: ForwardedRequest, dot: Dot, answer: ReadState) {
        let home = errand.message.link.to;
        let number = errand.message.number;
        errand.message.link = LinkId::new(home, errand.origin);
        let stamp = self.world.leaders.get(&home).map(|leader| leader.logical_time).unwrap_or_default();
        errand.phase = RequestPhase::Undeliverable;
        if self.world.is_connected(errand.message.link) {
            let (sent_at, arrives_at) = (self.world.now, self.world.now + self.travel_time(&errand.message));
            errand.phase = RequestPhase::ToOrigin { sent_at, arrives_at, dot, answer, stamp };
            self.queue.schedule(arrives_at, Scheduled::ForwardedRequestArrival { number });
        }
        self.world.forwarded_requests.insert(number, errand);
    }

    fn deliver_response(&mut self, errand: ForwardedRequest) {
        let RequestPhase::ToOrigin { dot, answer, stamp, .. } = errand.phase else {
            return;
        };
        self.world.forwarded_requests.remove(&errand.message.number);
        self.record_read(errand.message.client, &errand.message.key, answer, stamp);
        self.emit(Event::RequestAnswered { request: errand.message, dot });
    }

    /// A leader has waited long enough for a home's answer: it refuses the client, or, with failover, makes
    /// itself the home (SEMANTICS A2). A request that is still on its way goes on.
    pub(super) fn request_times_out(&mut self, number: u64) {
        let Some(errand) = self.world.forwarded_requests.remove(&number) else {
            return;
        };
        if matches!(errand.phase, RequestPhase::ToHome { .. }) {
            self.world
                .forwarded_requests
                .insert(number, ForwardedRequest { abandoned: true, ..errand.clone() });
        }
        let leader = errand.origin;
        if !self.world.leaders.get(&leader).is_some_and(|leader| leader.up) {
            return self.refuse(leader, errand.client(), &errand.message.key, RefusalReason::Down);
        }
        let Some((home, _)) = self.world.home_of(errand.key(), leader) else {
            // Keys have no homes any more.
            let LinkId { from, to } = errand.message.link;
            let why = RefusalReason::NoAnswer(if to == leader { from } else { to });
            return self.refuse(leader, errand.client(), &errand.message.key, why);
        };
        let write = errand.write;
        if home != leader && home != errand.home {
            // The leader has learned of another home meanwhile.
            return self.forward_request(leader, write, home);
        }
        if home != leader && self.avoidance().is_none_or(|avoidance| avoidance.failover.is_none()) {
            return self.refuse(leader, write.client, &write.key, RefusalReason::NoAnswer(home));
        }
        if home != leader {
            self.assign_home(leader, &write.key, leader);
        }
        let from = self.world.home_of(&write.key, leader).map_or(i64::MIN, |(_, from)| from);
        self.write_at_home(leader, &write, from);
    }

    /// Gives keys another home, by hand (SEMANTICS A3).
    pub(super) fn assign_home_by_command(
        &mut self,
        key: &Key,
        home: LeaderId,
        at: Option<LeaderId>,
    ) -> Result<(), IgnoreReason> {
        self.avoidance().ok_or(IgnoreReason::NoHomes)?;
        let told = at.unwrap_or(home);
        for id in [home, told] {
            self.world.leaders.get(&id).ok_or(IgnoreReason::NoSuchLeader(id))?;
        }
        match self.world.leaders.get(&told) {
            Some(leader) if !leader.up => return Err(IgnoreReason::AlreadyDown(told)),
            _ if !self.world.is_serving(told) => return Err(IgnoreReason::StillJoining(told)),
            _ => {}
        }
        self.assign_home(told, key, home);
        Ok(())
    }

    /// A leader hears of a new home. The latest assignment counts, in whatever order they come.
    pub(super) fn learn_home(&mut self, id: LeaderId, write: &Arc<Write>, home: LeaderId, epoch: u64) {
        let (key, dot) = (&write.key, write.dot);
        let wait = self.avoidance().map_or(Micros::ZERO, |avoidance| avoidance.wait);
        let now = self.world.clock_of(id).reading_at(self.world.now);
        let Some(leader) = self.world.leaders.get_mut(&id) else {
            return;
        };
        if leader.homes.get(key).is_some_and(|known| (known.epoch, known.dot) >= (epoch, dot)) {
            return;
        }
        let from = match wait {
            Micros::ZERO => i64::MIN,
            wait => now.saturating_add(i64::try_from(wait.0).unwrap_or(i64::MAX)),
        };
        leader.homes.insert(key.clone(), HomeAssignment { leader: home, epoch, dot, accepts_from: from });
        self.emit(Event::HomeAssigned { leader: id, key: key.clone(), home, write: write.clone() });
    }
}
