//! Executing commands: what each does to the world, or why it is ignored.

use std::collections::BTreeSet;

use crate::clock::Clock;
use crate::clock_owner::ClockOwner;
use crate::command::{ClientRequest, Command, LinkSelector, RequestedOperation, StepClock};
use crate::event::{Event, IgnoreReason, StopReason};
use crate::geography::Place;
use crate::id::{ClientId, LeaderId, LinkId};
use crate::key::Key;
use crate::leader::Leader;
use crate::limits::{LINKS_PER_EVENT, MAX_LEADERS};
use crate::links::LinkSettings;
use crate::policy::Policy;
use crate::replication::Replication;
use crate::setup::JoinSpec;
use crate::simulation::Simulation;
use crate::topology::{Custom, Forwarding, Topology};
use crate::value::Value;
use crate::world::World;

impl Simulation {
    /// Executes a command. One that does not apply to the current state emits an event with the reason.
    pub(super) fn execute(&mut self, command: Command) {
        if let Err(reason) = self.try_execute(command) {
            self.emit(Event::Ignored(reason));
        }
    }

    fn try_execute(&mut self, command: Command) -> Result<(), IgnoreReason> {
        match command {
            Command::Request(request) => self.write(request),
            Command::Read { client, at, key } => self.read(client, at, &key).map(drop),
            Command::Merge { client, at, key, value } => self.read_and_merge(client, at, key, value),
            Command::Crash { leader } => self.crash(leader),
            Command::Restart { leader } => self.restart(leader),
            Command::Cut(selector) => self.cut(selector),
            Command::Heal(selector) => self.heal(selector),
            Command::Partition { groups } => self.partition(&groups),
            Command::HealAll {} => self.heal_all(),
            Command::SkipWrite(selector) => {
                selector.links().try_for_each(|link| self.skip_blocking_write(link))
            }
            Command::OverrideMessage(message_override) => self.override_message(&message_override),
            Command::Connect(selector) => self.set_custom_links(selector, true),
            Command::Disconnect(selector) => self.set_custom_links(selector, false),
            Command::Topology(topology) => {
                self.change_routing(|world| world.topology = topology, Event::TopologyChanged);
                Ok(())
            }
            Command::Policy(policy) => self.set_policy(policy),
            Command::Links(settings) => self.set_links(settings),
            Command::Replication(replication) => self.set_replication(replication),
            Command::SetClock(set) => self.set_clock(set.owner, set.clock),
            Command::StepClock(step) => self.step_clock(step),
            Command::AssignHome { key, home, at } => self.assign_home_by_command(&key, home, at),
            Command::Move { leader, place } => self.move_leader(leader, place),
            Command::Join(spec) => self.join(&spec),
            Command::Leave { leader } => self.leave(leader),
        }
    }

    /// Reads a key and replaces exactly the versions that the read returned.
    fn read_and_merge(
        &mut self,
        client: ClientId,
        at: Option<LeaderId>,
        key: Key,
        value: Value,
    ) -> Result<(), IgnoreReason> {
        let operation = RequestedOperation::Put(value);
        match self.read(client, at, &key)? {
            true => self.write(ClientRequest { client, at, key, operation, context: None }),
            false => Ok(()),
        }
    }

    fn set_replication(&mut self, replication: Replication) -> Result<(), IgnoreReason> {
        self.change_routing(|world| world.replication = replication, Event::ReplicationChanged);
        self.retry_everywhere();
        Ok(())
    }

    fn set_policy(&mut self, policy: Policy) -> Result<(), IgnoreReason> {
        self.world.policy = policy;
        self.world.placement = self.world.members.clone();
        for leader in self.world.leaders.values_mut() {
            leader.accepted_before_policy = leader.accepted_count;
        }
        self.emit(Event::PolicyChanged);
        self.retry_everywhere();
        Ok(())
    }

    fn set_links(&mut self, settings: LinkSettings) -> Result<(), IgnoreReason> {
        self.world.link_settings = settings;
        self.emit(Event::LinksChanged);
        self.deliver_all_buffered();
        Ok(())
    }

    /// A changed rule may unblock buffered writes.
    fn retry_everywhere(&mut self) {
        let leaders: Vec<LeaderId> = self.world.leaders.keys().copied().collect();
        leaders.into_iter().for_each(|leader| self.retry(leader));
    }

    fn leader_mut(&mut self, leader: LeaderId) -> Result<&mut Leader, IgnoreReason> {
        self.world.leaders.get_mut(&leader).ok_or(IgnoreReason::NoSuchLeader(leader))
    }

    fn crash(&mut self, id: LeaderId) -> Result<(), IgnoreReason> {
        let leader = self.leader_mut(id)?;
        if !leader.up {
            return Err(IgnoreReason::AlreadyDown(id));
        }
        leader.up = false;
        self.emit(Event::Crashed(id));
        self.reopen_where(StopReason::Down, |link| link.from == id || link.to == id);
        self.send_snapshots();
        Ok(())
    }

    fn restart(&mut self, id: LeaderId) -> Result<(), IgnoreReason> {
        let leader = self.leader_mut(id)?;
        if leader.up {
            return Err(IgnoreReason::AlreadyUp(id));
        }
        leader.up = true;
        self.emit(Event::Restarted(id));
        self.expire_tombstones(id);
        self.reopen_where(StopReason::Down, |link| link.from == id || link.to == id);
        self.send_snapshots();
        Ok(())
    }

    fn check_ends(&self, selector: LinkSelector) -> Result<(), IgnoreReason> {
        let ends = selector.links().flat_map(|link| [link.from, link.to]);
        let missing = ends.into_iter().find(|leader| !self.world.leaders.contains_key(leader));
        missing.map_or(Ok(()), |leader| Err(IgnoreReason::NoSuchLeader(leader)))
    }

    fn cut(&mut self, selector: LinkSelector) -> Result<(), IgnoreReason> {
        self.check_ends(selector)?;
        let new: Vec<LinkId> = selector.links().filter(|link| self.world.cuts.insert(*link)).collect();
        self.apply_link_changes(&new, Event::Cut, StopReason::Cut)
    }

    fn heal(&mut self, selector: LinkSelector) -> Result<(), IgnoreReason> {
        self.check_ends(selector)?;
        let healed: Vec<LinkId> = selector.links().filter(|link| self.world.cuts.remove(link)).collect();
        self.apply_link_changes(&healed, Event::Healed, StopReason::Cut)
    }

    /// Cuts every direction between leaders of different groups. Existing cuts stay.
    fn partition(&mut self, groups: &[Vec<LeaderId>]) -> Result<(), IgnoreReason> {
        let missing = groups.iter().flatten().find(|leader| !self.world.leaders.contains_key(leader));
        if let Some(leader) = missing {
            return Err(IgnoreReason::NoSuchLeader(*leader));
        }
        let group_of = |leader: LeaderId| groups.iter().position(|group| group.contains(&leader));
        let leaders = || self.world.leaders.keys();
        let directions = leaders().flat_map(|from| leaders().map(|to| LinkId::new(*from, *to)));
        let between: Vec<LinkId> =
            directions.filter(|link| group_of(link.from) != group_of(link.to)).collect();
        self.count_work(between.len(), LINKS_PER_EVENT);
        let new: Vec<LinkId> = between.into_iter().filter(|link| self.world.cuts.insert(*link)).collect();
        self.apply_link_changes(&new, Event::Cut, StopReason::Cut)
    }

    fn heal_all(&mut self) -> Result<(), IgnoreReason> {
        let all: Vec<LinkId> = std::mem::take(&mut self.world.cuts).into_iter().collect();
        self.apply_link_changes(&all, Event::Healed, StopReason::Cut)
    }

    fn apply_link_changes(
        &mut self,
        links: &[LinkId],
        event: fn(LinkId) -> Event,
        reason: StopReason,
    ) -> Result<(), IgnoreReason> {
        if links.is_empty() {
            return Err(IgnoreReason::NoChange);
        }
        links.iter().for_each(|link| self.emit(event(*link)));
        self.reopen_where(reason, |link| links.contains(&link));
        self.send_snapshots();
        Ok(())
    }

    /// Adds or removes links. The topology becomes custom and keeps its forwarding.
    fn set_custom_links(&mut self, selector: LinkSelector, present: bool) -> Result<(), IgnoreReason> {
        self.check_ends(selector)?;
        let before = self.world.topology_links();
        self.count_work(before.len(), LINKS_PER_EVENT);
        let selected: BTreeSet<LinkId> = selector.links().collect();
        let links: BTreeSet<LinkId> = if present { &before | &selected } else { &before - &selected };
        if links == before {
            return Err(IgnoreReason::NoChange);
        }
        let forward = self.world.forwarding() != Forwarding::LocalOnly;
        self.world.topology = Topology::Custom(Custom { links, forward });
        self.reconfigure(StopReason::Removed);
        Ok(())
    }

    /// Changes which writes are sent over which links. Entries that were not forwarded before may be now.
    fn change_routing(&mut self, change: impl FnOnce(&mut World), event: Event) {
        let forwarding = self.world.forwarding();
        let before: Vec<LinkId> = self.world.link_states.keys().copied().collect();
        change(&mut self.world);
        self.emit(event);
        self.reconfigure(StopReason::Removed);
        if self.world.forwarding() != forwarding {
            self.reopen_links(&before);
        }
    }

    fn clock_mut(&mut self, owner: ClockOwner) -> Result<&mut Clock, IgnoreReason> {
        match owner {
            ClockOwner::Leader(leader) => Ok(&mut self.leader_mut(leader)?.clock),
            ClockOwner::Client(id) => {
                let client = self.world.clients.get_mut(&id);
                Ok(&mut client.ok_or(IgnoreReason::NoSuchClient(id))?.clock)
            }
        }
    }

    fn set_clock(&mut self, owner: ClockOwner, clock: Clock) -> Result<(), IgnoreReason> {
        *self.clock_mut(owner)? = clock;
        self.emit(Event::ClockSet { owner, clock });
        Ok(())
    }

    fn step_clock(&mut self, StepClock { owner, by }: StepClock) -> Result<(), IgnoreReason> {
        let now = self.world.now;
        let clock = *self.clock_mut(owner)?;
        let to = match by {
            Some(by) => clock.stepped(by),
            None => clock.set_to_true_time(now),
        };
        self.set_clock(owner, to)
    }

    fn move_leader(&mut self, leader: LeaderId, place: Place) -> Result<(), IgnoreReason> {
        self.leader_mut(leader)?.place = place;
        self.emit(Event::Moved(leader));
        Ok(())
    }

    fn join(&mut self, spec: &JoinSpec) -> Result<(), IgnoreReason> {
        let id = spec.id;
        if self.world.leaders.contains_key(&id) {
            return Err(IgnoreReason::LeaderExists(id));
        }
        if self.world.former_members.contains(&id) {
            return Err(IgnoreReason::IdRetired(id));
        }
        if self.world.members.len() >= MAX_LEADERS {
            return Err(IgnoreReason::TooManyLeaders);
        }
        let missing = spec.from.filter(|from| !self.world.leaders.contains_key(from));
        if let Some(from) = missing {
            return Err(IgnoreReason::NoSuchLeader(from));
        }
        self.world.add_leader(&spec.spec());
        self.emit(Event::Joined(id));
        if let Some(from) = spec.from {
            self.request_snapshot(id, from);
        }
        self.reconfigure(StopReason::Removed);
        Ok(())
    }

    fn leave(&mut self, id: LeaderId) -> Result<(), IgnoreReason> {
        self.leader_mut(id)?;
        self.emit(Event::Left(id));
        self.world.members.retain(|leader| *leader != id);
        self.reconfigure(StopReason::Removed);
        self.world.leaders.remove(&id);
        self.world.former_members.insert(id);
        self.abandon_snapshots_from(id);
        Ok(())
    }
}
