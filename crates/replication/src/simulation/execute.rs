//! Executing commands: what each does to the world, or why it is ignored.

use std::collections::BTreeSet;

use crate::clock::Clock;
use crate::clock_owner::ClockOwner;
use crate::command::{Command, LinkSelector, StepClock};
use crate::event::{Event, IgnoreReason, RefusalReason, StopReason};
use crate::gather::gather;
use crate::geography::Place;
use crate::id::{LeaderId, LinkId};
use crate::leader::Leader;
use crate::limits::{LINKS_PER_EVENT, MAX_LEADERS};
use crate::links::LinkSettings;
use crate::policy::{Policy, VersionRule};
use crate::replication::{Departed, Replication};
use crate::setup::JoinSpec;
use crate::shared_map::Slot;
use crate::simulation::{Simulation, installed};
use crate::store::Store;
use crate::topology::{Custom, Forwarding, Topology};
use crate::world::World;

impl Simulation {
    /// Executes a command. One that does not apply to the current state emits an event with the reason.
    pub(super) fn execute(&mut self, command: &Command) {
        let executed = if let Command::Request(request) = command {
            self.write(request)
        } else {
            installed::execute(self, command)
        };
        if let Err(reason) = executed {
            self.emit(Event::Ignored(reason));
        }
    }

    pub(super) fn try_execute(&mut self, command: &Command) -> Result<(), IgnoreReason> {
        match command {
            Command::Request(request) => self.write(request),
            Command::Read { client, at, key } => self.read(*client, *at, key, None),
            Command::Merge { client, at, key, value } => self.read(*client, *at, key, Some(value)),
            Command::Crash { leader } => self.crash(*leader),
            Command::Restart { leader } => self.restart(*leader),
            Command::Cut(selector) => self.cut(*selector),
            Command::Heal(selector) => self.heal(*selector),
            Command::Partition { groups } => self.partition(groups),
            Command::HealAll {} => self.heal_all(),
            Command::SkipWrite(selector) => {
                selector.links().try_for_each(|link| self.skip_blocking_write(link))
            }
            Command::OverrideMessage(message_override) => self.override_message(message_override),
            Command::Connect(selector) => self.set_custom_links(*selector, true),
            Command::Disconnect(selector) => self.set_custom_links(*selector, false),
            Command::Topology(topology) => {
                self.change_routing(|world| world.topology = topology.clone(), Event::TopologyChanged);
                Ok(())
            }
            Command::Policy(policy) => self.set_policy(policy.clone()),
            Command::Links(settings) => self.set_links(*settings),
            Command::Replication(replication) => self.set_replication(*replication),
            Command::SetClock(set) => self.set_clock(set.owner, set.clock),
            Command::StepClock(step) => self.step_clock(*step),
            Command::AssignHome { key, home, at } => self.assign_home_by_command(key, *home, *at),
            Command::Move { leader, place } => self.move_leader(*leader, *place),
            Command::Join(spec) => self.join(spec),
            Command::Leave { leader, drain } => self.leave(*leader, *drain),
            Command::Purge { write, at } => self.purge(*write, *at),
        }
    }

    fn set_replication(&mut self, replication: Replication) -> Result<(), IgnoreReason> {
        let departed = std::mem::replace(&mut self.world.replication.departed, replication.departed);
        self.change_routing(|world| world.replication = replication, Event::ReplicationChanged);
        if departed != replication.departed && replication.departed == Departed::Forward {
            self.rescan_all_logs();
        }
        self.retry_everywhere();
        Ok(())
    }

    fn set_policy(&mut self, policy: Policy) -> Result<(), IgnoreReason> {
        let rules_before = self.world.policy.as_policy();
        let (clock_before, rule_before) = (rules_before.logical_clock(), rules_before.version_rule());
        self.world.policy = policy;
        self.world.placement = self.world.members.clone();
        let rule = self.world.policy.as_policy().version_rule();
        let ends_statements = rule_before == VersionRule::Statements && rule != VersionRule::Statements;
        let is_reset = self.world.policy.as_policy().logical_clock() != clock_before;
        if is_reset {
            self.reset_logical_clocks();
        }
        self.world
            .leaders
            .values_mut()
            .for_each(|leader| leader.accepted_before_policy = leader.accepted_count);
        if ends_statements || rule.stores_rows() {
            let transfers = self.world.pending_snapshots.values_mut().filter_map(|it| it.transfer.as_mut());
            let in_transit = transfers.map(|transfer| &mut transfer.data.store);
            let at_leaders = self.world.leaders.values_mut().map(|leader| &mut leader.store);
            at_leaders.chain(in_transit).for_each(Store::keep_computed_values_as_rows);
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
        let leaders: Vec<Slot<LeaderId>> = self.world.leaders.slots().collect();
        leaders.iter().for_each(|leader| self.retry(leader));
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
        if let Some(slot) = self.world.leaders.slot(id) {
            self.lose_queue(&slot);
        }
        self.end_waiting_requests(id, RefusalReason::Down);
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
        let selected: BTreeSet<LinkId> = gather(selector.links());
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
        if let ClockOwner::Leader(leader) = owner {
            self.reschedule_tombstones(leader);
        }
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
        if self.world.former_members.contains_key(&id) {
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
}
