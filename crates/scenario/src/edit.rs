//! How a scenario grows: a command put in at an instant, or made part of the beginning.

use replication::{
    Clock, ClockOwner, Command, Custom, Forwarding, LinkSelector, Micros, ScheduledCommand, SetClock,
    Topology,
};

use crate::scenario::Scenario;

impl Scenario {
    /// Puts a command in at an instant, after those of the same instant.
    pub fn insert_command(&mut self, at: Micros, command: Command) {
        let index = self.commands.partition_point(|timed| timed.at <= at);
        self.commands.insert(index, ScheduledCommand::new(at, command));
    }

    /// Makes what a command brings about part of the beginning, so that it holds for the whole run. Returns
    /// the command if it is one that only makes sense at an instant.
    ///
    /// # Errors
    /// The command, given back.
    pub fn apply_to_setup(&mut self, command: Command) -> Result<(), Command> {
        match command {
            Command::Topology(topology) => self.topology = topology,
            Command::Policy(policy) => self.policy = policy,
            Command::Links(links) => self.links = links,
            Command::Replication(replication) => self.replication = replication,
            Command::SetClock(SetClock { owner: ClockOwner::Client(client), clock })
                if self.is_workload_client(client) =>
            {
                self.set_clock_by_command(SetClock { owner: ClockOwner::Client(client), clock });
            }
            Command::SetClock(SetClock { owner: whose, clock }) => self.set_clock(whose, clock),
            Command::Move { leader, place } => {
                for spec in self.leaders.iter_mut().filter(|spec| spec.id == leader) {
                    spec.place = Some(place);
                }
                self.update_later_joins(&Command::Move { leader, place });
            }
            Command::Connect(way) => self.set_links(way, true),
            Command::Disconnect(way) => self.set_links(way, false),
            Command::Join(newcomer) if self.leaders.iter().all(|there| there.id != newcomer.id) => {
                self.leaders.push(newcomer.spec());
            }
            momentary @ (Command::Request(_)
            | Command::Read { .. }
            | Command::Merge { .. }
            | Command::Crash { .. }
            | Command::Restart { .. }
            | Command::Cut(_)
            | Command::Heal(_)
            | Command::Partition { .. }
            | Command::HealAll {}
            | Command::SkipWrite(_)
            | Command::OverrideMessage(_)
            | Command::StepClock(_)
            | Command::AssignHome { .. }
            | Command::Join(_)
            | Command::Leave { .. }) => return Err(momentary),
        }
        Ok(())
    }

    fn set_clock(&mut self, whose: ClockOwner, clock: Clock) {
        let leaders = self
            .leaders
            .iter_mut()
            .filter(|spec| whose == ClockOwner::Leader(spec.id))
            .map(|spec| &mut spec.clock);
        let clients = self
            .clients
            .iter_mut()
            .filter(|spec| whose == ClockOwner::Client(spec.id))
            .map(|spec| &mut spec.clock);
        leaders.chain(clients).for_each(|there| *there = clock);
        self.update_later_joins(&Command::SetClock(SetClock { owner: whose, clock }));
    }

    /// A client of the workload is not listed, so that its clock is set by a command at the very beginning.
    fn set_clock_by_command(&mut self, reset: SetClock) {
        let sets_it = |timed: &ScheduledCommand| {
            timed.at == Micros::ZERO
                && matches!(&timed.command, Command::SetClock(there) if there.owner == reset.owner)
        };
        self.commands.retain(|timed| !sets_it(timed));
        if reset.clock != Clock::TRUE {
            self.commands.insert(0, ScheduledCommand::new(Micros::ZERO, Command::SetClock(reset)));
        }
    }

    /// A leader that joins later has its beginning in the command by which it joins.
    fn update_later_joins(&mut self, command: &Command) {
        for timed in &mut self.commands {
            let Command::Join(spec) = &mut timed.command else {
                continue;
            };
            match command {
                Command::Move { leader, place } if *leader == spec.id => spec.place = Some(*place),
                Command::SetClock(SetClock { owner: ClockOwner::Leader(leader), clock })
                    if *leader == spec.id =>
                {
                    spec.clock = *clock
                }
                _ => {}
            }
        }
    }

    fn set_links(&mut self, way: LinkSelector, present: bool) {
        let roster: Vec<_> = self.leaders.iter().map(|spec| spec.id).collect();
        let rules = self.topology.rules();
        let forward = rules.forwarding() != Forwarding::LocalOnly;
        let mut links = rules.links(&roster);
        for link in way.links() {
            if present {
                links.insert(link);
            } else {
                links.remove(&link);
            }
        }
        self.topology = Topology::Custom(Custom { links, forward });
    }
}
