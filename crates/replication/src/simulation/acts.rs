//! What each command does to the world, or why it does nothing.

use std::collections::BTreeSet;

use crate::command::{Command, Reset, Way, Whose};
use crate::event::{Event, WhyIgnored, WhyStopped};
use crate::geography::Place;
use crate::id::{LeaderId, LinkId};
use crate::leader::Leader;
use crate::limits::{LINKS_PER_EVENT, MAX_LEADERS};
use crate::setup::LeaderSpec;
use crate::simulation::Simulation;
use crate::simulation::clients::{Basis, Request};
use crate::topology::{Custom, Forwarding, Topology};
use crate::write::Operation;

impl Simulation {
    /// Does what was asked for. A command that makes no sense now is a visible no-op with a reason.
    pub(super) fn obey(&mut self, command: Command) {
        if let Err(why) = self.attempt(command) {
            self.tell(Event::Ignored(why));
        }
    }

    fn attempt(&mut self, command: Command) -> Result<(), WhyIgnored> {
        match command {
            Command::Write { client, at, key, value, context } => {
                let basis = context.map_or(Basis::LastSeen, Basis::Given);
                self.write(Request { client, at, key }, Operation::Put(value), basis)
            }
            Command::Delete { client, at, key, context } => {
                let basis = context.map_or(Basis::LastSeen, Basis::Given);
                self.write(Request { client, at, key }, Operation::Delete, basis)
            }
            Command::Read { client, at, key } => self.read(&Request { client, at, key }).map(drop),
            Command::Merge { client, at, key, value } => {
                let request = Request { client, at, key };
                match self.read(&request)? {
                    true => self.write(request, Operation::Put(value), Basis::LastSeen),
                    false => Ok(()),
                }
            }
            Command::Crash { leader } => self.crash(leader),
            Command::Restart { leader } => self.restart(leader),
            Command::Cut(way) => self.cut(way),
            Command::Heal(way) => self.heal(way),
            Command::Connect(way) => self.draw_links(way, true),
            Command::Disconnect(way) => self.draw_links(way, false),
            Command::Topology(topology) => {
                self.change_topology(topology);
                Ok(())
            }
            Command::Policy(policy) => {
                self.world.policy = policy;
                self.tell(Event::PolicyChanged);
                Ok(())
            }
            Command::Links(settings) => {
                self.world.links = settings;
                self.tell(Event::LinksChanged);
                self.release_held();
                Ok(())
            }
            Command::Clock(reset) => self.set_clock(reset),
            Command::Move { leader, place } => self.place(leader, place),
            Command::Join(spec) => self.join(&spec),
            Command::Leave { leader } => self.leave(leader),
        }
    }

    fn leader_mut(&mut self, leader: LeaderId) -> Result<&mut Leader, WhyIgnored> {
        self.world.leaders.get_mut(&leader).ok_or(WhyIgnored::NoSuchLeader(leader))
    }

    fn crash(&mut self, id: LeaderId) -> Result<(), WhyIgnored> {
        let leader = self.leader_mut(id)?;
        if !leader.up {
            return Err(WhyIgnored::DownAlready(id));
        }
        leader.up = false;
        self.tell(Event::Crashed(id));
        self.reopen_where(WhyStopped::Down, |link| link.from == id || link.to == id);
        Ok(())
    }

    fn restart(&mut self, id: LeaderId) -> Result<(), WhyIgnored> {
        let leader = self.leader_mut(id)?;
        if leader.up {
            return Err(WhyIgnored::UpAlready(id));
        }
        leader.up = true;
        self.tell(Event::Restarted(id));
        self.reopen_where(WhyStopped::Down, |link| link.from == id || link.to == id);
        Ok(())
    }

    fn both_there(&self, way: Way) -> Result<(), WhyIgnored> {
        let ends = way.links().flat_map(|link| [link.from, link.to]);
        let missing = ends.into_iter().find(|leader| !self.world.leaders.contains_key(leader));
        missing.map_or(Ok(()), |leader| Err(WhyIgnored::NoSuchLeader(leader)))
    }

    fn cut(&mut self, way: Way) -> Result<(), WhyIgnored> {
        self.both_there(way)?;
        let new: Vec<LinkId> = way.links().filter(|link| self.world.cuts.insert(*link)).collect();
        self.changed_links(&new, Event::Cut, WhyStopped::Cut)
    }

    fn heal(&mut self, way: Way) -> Result<(), WhyIgnored> {
        self.both_there(way)?;
        let whole: Vec<LinkId> = way.links().filter(|link| self.world.cuts.remove(link)).collect();
        self.changed_links(&whole, Event::Healed, WhyStopped::Cut)
    }

    fn changed_links(
        &mut self,
        links: &[LinkId],
        event: fn(LinkId) -> Event,
        why: WhyStopped,
    ) -> Result<(), WhyIgnored> {
        if links.is_empty() {
            return Err(WhyIgnored::SoAlready);
        }
        links.iter().for_each(|link| self.tell(event(*link)));
        self.reopen_where(why, |link| links.contains(&link));
        Ok(())
    }

    /// Adds links to the topology, or takes them out; it is custom from then on and forwards as it did.
    fn draw_links(&mut self, way: Way, present: bool) -> Result<(), WhyIgnored> {
        self.both_there(way)?;
        let before = self.world.wanted_links();
        self.count_work(before.len(), LINKS_PER_EVENT);
        let drawn: BTreeSet<LinkId> = way.links().collect();
        let links: BTreeSet<LinkId> = if present { &before | &drawn } else { &before - &drawn };
        if links == before {
            return Err(WhyIgnored::SoAlready);
        }
        let forward = self.world.forwarding() != Forwarding::LocalOnly;
        self.world.topology = Topology::Custom(Custom { links, forward });
        self.rewire(WhyStopped::Removed);
        Ok(())
    }

    fn change_topology(&mut self, topology: Topology) {
        let forwarding = self.world.forwarding();
        let before: Vec<LinkId> = self.world.channels.keys().copied().collect();
        self.world.topology = topology;
        self.tell(Event::TopologyChanged);
        self.rewire(WhyStopped::Removed);
        if self.world.forwarding() != forwarding {
            self.look_again(&before);
        }
    }

    fn set_clock(&mut self, reset: Reset) -> Result<(), WhyIgnored> {
        let clock = match reset.whose {
            Whose::Leader(leader) => &mut self.leader_mut(leader)?.clock,
            Whose::Client(id) => {
                let client = self.world.clients.get_mut(&id);
                &mut client.ok_or(WhyIgnored::NoSuchClient(id))?.clock
            }
        };
        *clock = reset.clock;
        self.tell(Event::ClockSet { whose: reset.whose, clock: reset.clock });
        Ok(())
    }

    fn place(&mut self, leader: LeaderId, place: Place) -> Result<(), WhyIgnored> {
        self.leader_mut(leader)?.place = place;
        self.tell(Event::Moved(leader));
        Ok(())
    }

    fn join(&mut self, spec: &LeaderSpec) -> Result<(), WhyIgnored> {
        if self.world.leaders.contains_key(&spec.id) {
            return Err(WhyIgnored::LeaderThere(spec.id));
        }
        if self.world.departed.contains(&spec.id) {
            return Err(WhyIgnored::IdUsedUp(spec.id));
        }
        if self.world.roster.len() >= MAX_LEADERS {
            return Err(WhyIgnored::TooManyLeaders);
        }
        self.world.add_leader(spec);
        self.tell(Event::Joined(spec.id));
        self.rewire(WhyStopped::Removed);
        Ok(())
    }

    fn leave(&mut self, id: LeaderId) -> Result<(), WhyIgnored> {
        self.leader_mut(id)?;
        self.tell(Event::Left(id));
        self.world.roster.retain(|leader| *leader != id);
        self.rewire(WhyStopped::Removed);
        self.world.leaders.remove(&id);
        self.world.departed.insert(id);
        Ok(())
    }
}
