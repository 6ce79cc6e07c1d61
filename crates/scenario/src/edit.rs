//! Editing a scenario: inserting a command, or applying one to the setup.

use replication::{
    Clock, ClockOwner, Command, Custom, Forwarding, LinkSelector, Micros, ScheduledCommand, SetClock,
    Topology,
};

use crate::scenario::Scenario;

impl Scenario {
    /// Inserts a command at an instant, after other commands of the same instant.
    pub fn insert_command(&mut self, at: Micros, command: Command) {
        let index = self.commands.partition_point(|timed| timed.at <= at);
        self.commands.insert(index, ScheduledCommand::new(at, command));
    }

    /// Applies a command to the setup, so that its effect holds for the whole run.
    ///
    /// # Errors
    /// Returns the command if it only makes sense at an instant.
    pub fn apply_to_setup(&mut self, command: Command) -> Result<(), Box<Command>> {
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
            Command::SetClock(SetClock { owner, clock }) => self.set_clock(owner, clock),
            Command::Move { leader, place } => {
                for spec in self.leaders.iter_mut().filter(|spec| spec.id == leader) {
                    spec.place = Some(place);
                }
                self.update_later_joins(&Command::Move { leader, place });
            }
            Command::Connect(selector) => self.set_links(selector, true),
            Command::Disconnect(selector) => self.set_links(selector, false),
            Command::Join(newcomer) if self.leaders.iter().all(|spec| spec.id != newcomer.id) => {
                self.leaders.push(newcomer.spec());
            }
            instantaneous @ (Command::Request(_)
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
            | Command::Leave { .. }
            | Command::Purge { .. }) => return Err(Box::new(instantaneous)),
        }
        Ok(())
    }

    fn set_clock(&mut self, owner: ClockOwner, clock: Clock) {
        let leaders = self
            .leaders
            .iter_mut()
            .filter(|spec| owner == ClockOwner::Leader(spec.id))
            .map(|spec| &mut spec.clock);
        let clients = self
            .clients
            .iter_mut()
            .filter(|spec| owner == ClockOwner::Client(spec.id))
            .map(|spec| &mut spec.clock);
        leaders.chain(clients).for_each(|current| *current = clock);
        self.update_later_joins(&Command::SetClock(SetClock { owner, clock }));
    }

    /// Workload clients are not listed in the setup, so a command at time 0 sets their clock.
    fn set_clock_by_command(&mut self, reset: SetClock) {
        let sets_same_clock = |timed: &ScheduledCommand| {
            timed.at == Micros::ZERO
                && matches!(&timed.command, Command::SetClock(existing) if existing.owner == reset.owner)
        };
        self.commands.retain(|timed| !sets_same_clock(timed));
        if reset.clock != Clock::TRUE {
            self.commands.insert(0, ScheduledCommand::new(Micros::ZERO, Command::SetClock(reset)));
        }
    }

    /// Applies a move or clock change to the join command of a leader that joins later.
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

    fn set_links(&mut self, selector: LinkSelector, present: bool) {
        let leaders: Vec<_> = self.leaders.iter().map(|spec| spec.id).collect();
        let rules = self.topology.rules();
        let forward = rules.forwarding() != Forwarding::LocalOnly;
        let mut links = rules.links(&leaders);
        for link in selector.links() {
            if present {
                links.insert(link);
            } else {
                links.remove(&link);
            }
        }
        self.topology = Topology::Custom(Custom { links, forward });
    }
}
