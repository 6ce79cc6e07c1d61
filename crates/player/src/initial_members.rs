//! Leaders added or removed before anything has happened: they are members from the beginning, or never were.

use replication::Command;
use scenario::Scenario;

/// The scenario in which what a command does to the members holds from the beginning; none if it does nothing to them,
/// or if the rest of the scenario needs the leader that it removes.
#[must_use]
pub fn with_initial_members(scenario: &Scenario, command: &Command) -> Option<Scenario> {
    let mut changed = scenario.clone();
    if let Command::Join(joining) = command {
        changed.leaders.push(joining.spec());
    } else if let Command::Leave { leader, .. } = command {
        changed.leaders.retain(|spec| spec.id != *leader);
        let sends = |client| scenario.commands.iter().any(|it| it.command.client() == Some(client));
        changed.clients.retain(|client| client.at != *leader || sends(client.id));
    }
    let is_changed = changed.leaders != scenario.leaders;
    (is_changed && !changed.leaders.is_empty() && changed.check().is_ok()).then_some(changed)
}

#[cfg(test)]
mod tests {
    use replication::{JoinSpec, LeaderId, LeaderSpec};

    use super::*;

    fn leader(id: &str) -> LeaderId {
        id.parse().unwrap()
    }

    fn leave(id: &str) -> Command {
        Command::Leave { leader: leader(id), drain: false }
    }

    fn members(scenario: &Scenario) -> String {
        scenario.leaders.iter().map(|spec| spec.id.to_string()).collect()
    }

    #[test]
    fn leader_is_added_and_removed_from_the_beginning_with_its_clients() {
        let run = Scenario { commands: Vec::new(), ..scenario::default_scenario() };
        let join = Command::Join(JoinSpec::from(LeaderSpec::new(leader("L"))));
        let four = with_initial_members(&run, &join).unwrap();
        assert_eq!(members(&four), members(&run) + "L");
        let fewer = with_initial_members(&four, &leave("F")).unwrap();
        assert_eq!(members(&fewer), members(&four).replace('F', ""));
        assert!(fewer.clients.len() < four.clients.len());
        assert!(fewer.clients.iter().all(|client| client.at != leader("F")));
    }

    #[test]
    fn leader_that_the_rest_of_the_run_needs_and_the_last_one_leave_by_a_command() {
        let run = scenario::default_scenario();
        assert_eq!(with_initial_members(&run, &leave("F")), None, "a client at Frankfurt writes");
        let alone = Scenario {
            leaders: vec![LeaderSpec::new(leader("L"))],
            clients: Vec::new(),
            commands: Vec::new(),
            ..run.clone()
        };
        assert_eq!(with_initial_members(&alone, &leave("L")), None);
        assert_eq!(with_initial_members(&run, &leave("X")), None);
    }
}
