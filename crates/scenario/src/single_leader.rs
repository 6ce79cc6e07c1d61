//! The single-leader baseline of a scenario: the same map, clients, workload and faults, with one leader that accepts
//! all writes and replicates them to the others, its followers (SEMANTICS C6).

use std::collections::BTreeSet;

use replication::{
    AllToAll, Avoidance, Command, Elsewhere, Key, LeaderId, Micros, Policy, ScheduledCommand, Topology,
};

use crate::scenario::Scenario;

impl Scenario {
    /// The single-leader baseline with this leader. With `failover`, when the leader has been down or gone for that
    /// long, the first leader that is up takes over.
    ///
    /// Reads stay where they are asked for: at a follower. Commands that change the topology or assign homes are left
    /// out, because they would undo the baseline.
    #[must_use]
    pub fn with_single_leader(&self, leader: LeaderId, failover: Option<Micros>) -> Self {
        let mut baseline = self.without_commands();
        baseline.topology = Topology::AllToAll(AllToAll {});
        baseline.policy = written_at(leader, &self.policy);
        baseline.replication.forward = replication::Forward::default();
        let kept = self.commands.iter().filter_map(|scheduled| {
            let command = match &scheduled.command {
                Command::Policy(policy) => Command::Policy(written_at(leader, policy)),
                other if undoes_baseline(other) => return None,
                other => other.clone(),
            };
            Some(ScheduledCommand::new(scheduled.at, command))
        });
        baseline.commands = kept.collect();
        if let Some(after) = failover {
            let failovers = self.failovers(leader, after);
            baseline.commands.extend(failovers);
            baseline.commands.sort_by_key(|scheduled| scheduled.at);
        }
        baseline
    }

    /// The commands that make another leader the single one, each as long after a crash or leave.
    fn failovers(&self, first: LeaderId, after: Micros) -> Vec<ScheduledCommand> {
        let Ok(every_key) = "*".parse::<Key>() else { return Vec::new() };
        let mut members = Members::of(self);
        let mut current = first;
        let mut down_since = None;
        let mut failovers = Vec::new();
        let end = self.commands.last().map_or(Micros::ZERO, |last| last.at) + after;
        let mut commands = self.commands.iter().peekable();
        loop {
            let due = down_since.map(|since: Micros| since + after);
            match commands.peek() {
                // A command at the very instant comes first.
                Some(next) if due.is_none_or(|due| next.at <= due) => {
                    members.follow(&next.command);
                    down_since = match members.up.contains(&current) {
                        true => None,
                        false => down_since.or(Some(next.at)),
                    };
                    commands.next();
                }
                _ => {
                    let Some(due) = due.filter(|due| *due <= end) else { return failovers };
                    let Some(next) = members.first_up() else {
                        // Nobody can take over before someone is up again.
                        let Some(next) = commands.peek() else { return failovers };
                        down_since = Some(next.at);
                        continue;
                    };
                    current = next;
                    down_since = None;
                    let assignment = Command::AssignHome { key: every_key.clone(), home: next, at: None };
                    failovers.push(ScheduledCommand::new(due, assignment));
                }
            }
        }
    }
}

/// The policy under which one leader accepts all writes.
fn written_at(leader: LeaderId, policy: &Policy) -> Policy {
    let (otherwise, wait) = match policy.avoidance() {
        Some(avoidance) => (avoidance.otherwise.clone(), avoidance.wait),
        None => (Box::new(policy.clone()), Micros::ZERO),
    };
    let homes = "*".parse().map(|every_key| (every_key, leader)).into_iter().collect();
    Policy::Avoidance(Avoidance { homes, elsewhere: Elsewhere::Forward, failover: None, wait, otherwise })
}

fn undoes_baseline(command: &Command) -> bool {
    matches!(
        command,
        Command::Topology(_) | Command::Connect(_) | Command::Disconnect(_) | Command::AssignHome { .. }
    )
}

/// The members of a run and which of them are up, as its commands say.
struct Members {
    /// In the order in which they came.
    all: Vec<LeaderId>,
    up: BTreeSet<LeaderId>,
}

impl Members {
    fn of(scenario: &Scenario) -> Self {
        let all: Vec<LeaderId> = scenario.leaders.iter().map(|spec| spec.id).collect();
        Self { up: all.iter().copied().collect(), all }
    }

    fn first_up(&self) -> Option<LeaderId> {
        self.all.iter().copied().find(|leader| self.up.contains(leader))
    }

    fn follow(&mut self, command: &Command) {
        match command {
            Command::Crash { leader } | Command::Leave { leader, .. } => drop(self.up.remove(leader)),
            Command::Restart { leader } if self.all.contains(leader) => drop(self.up.insert(*leader)),
            Command::Join(spec) => {
                self.all.push(spec.id);
                self.up.insert(spec.id);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario(commands: &str) -> Scenario {
        let text = format!(
            r#"{{ "polyleader": 1, "leaders": [{{ "id": "F" }}, {{ "id": "T" }}, {{ "id": "S" }}],
                "topology": "circular", "policy": "siblings", "clients": [{{ "id": "ana", "at": "T" }}],
                "commands": [{commands}] }}"#
        );
        Scenario::from_json(&text).unwrap()
    }

    fn assigned(scenario: &Scenario) -> Vec<(u64, String)> {
        let commands = scenario.commands.iter();
        let assigned = commands.filter_map(|scheduled| match &scheduled.command {
            Command::AssignHome { home, .. } => Some((scheduled.at.0 / 1_000, home.to_string())),
            _ => None,
        });
        assigned.collect()
    }

    fn leader(id: &str) -> LeaderId {
        id.parse().unwrap()
    }

    #[test]
    fn baseline_keeps_clients_and_faults_and_has_one_home() {
        let original = scenario(
            r#"{ "at_ms": 1, "write": { "client": "ana", "key": "k", "value": 1 } },
               { "at_ms": 2, "topology": "star" }, { "at_ms": 3, "crash": { "leader": "S" } }"#,
        );
        let baseline = original.with_single_leader(leader("F"), None);
        baseline.check().unwrap();
        assert_eq!(baseline.clients, original.clients);
        assert_eq!(baseline.commands.len(), 2);
        assert_eq!(baseline.policy.avoidance().map(|avoidance| avoidance.homes.len()), Some(1));
        assert!(baseline.run().records.iter().any(|record| matches!(
            &record.event,
            replication::Event::Accepted { leader: at, .. } if *at == leader("F")
        )));
    }

    #[test]
    fn first_leader_that_is_up_takes_over_after_the_failover_time() {
        let crashes = r#"{ "at_ms": 10, "crash": { "leader": "F" } }, { "at_ms": 40, "crash": { "leader": "T" } },
            { "at_ms": 200, "restart": { "leader": "F" } }"#;
        let take_over = |at, id: &str| (at, id.to_owned());
        let with = |commands: &str, after| {
            assigned(&scenario(commands).with_single_leader(leader("F"), Some(Micros::from_ms(after))))
        };
        assert_eq!(with(crashes, 20), [take_over(30, "T"), take_over(60, "S")]);
        assert_eq!(with(crashes, 100), [take_over(110, "S")]);
        assert_eq!(with(r#"{ "at_ms": 10, "crash": { "leader": "F" } }"#, 50), [take_over(60, "T")]);
        let short =
            r#"{ "at_ms": 10, "crash": { "leader": "F" } }, { "at_ms": 20, "restart": { "leader": "F" } }"#;
        assert_eq!(with(short, 50), []);
    }
}
