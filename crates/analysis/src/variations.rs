//! The same run under another policy, or over another topology.

use replication::{Acknowledgement, Command, Policy, Topology};
use scenario::Scenario;

/// The same run under another policy, from its beginning to its end.
#[must_use]
pub fn under_policy(scenario: &Scenario, policy: &Policy) -> Scenario {
    let mut other = scenario.clone();
    other.policy = policy.clone();
    // All acknowledge alike, or clients would have seen more under some policies than under others.
    let settings = &mut other.replication;
    settings.acknowledgement = match settings.acknowledgement.returns_values(&scenario.policy) {
        true => Acknowledgement::Values,
        false => Acknowledgement::Dot,
    };
    other.commands.retain(|scheduled| !matches!(scheduled.command, Command::Policy(_)));
    other
}

/// The topologies that a run is compared over, each with its title: its own first, then every other that is not drawn by
/// hand.
#[must_use]
pub fn compared_topologies(scenario: &Scenario) -> Vec<(String, Topology)> {
    let own = &scenario.topology;
    let others = Topology::NAMES.iter().filter(|variant| variant.id != own.name().id);
    let others = others.filter_map(|variant| Topology::by_id(variant.id));
    let all = std::iter::once(own.clone()).chain(others.filter(|it| !it.rules().is_drawn_by_hand()));
    all.map(|topology| (topology.name().title.to_owned(), topology)).collect()
}

/// The same run over another topology, from its beginning to its end.
#[must_use]
pub fn over_topology(scenario: &Scenario, topology: &Topology) -> Scenario {
    let mut other = scenario.clone();
    other.topology = topology.clone();
    let changes_links = |command: &Command| {
        matches!(command, Command::Topology(_) | Command::Connect(_) | Command::Disconnect(_))
    };
    other.commands.retain(|scheduled| !changes_links(&scheduled.command));
    other
}

#[cfg(test)]
mod tests {
    use replication::Micros;

    use super::*;

    const RUN: &str = r#"{ "polyleader": 1, "policy": "last-write-wins", "leaders": [{ "id": "F" }, { "id": "T" }],
        "clients": [{ "id": "ana", "at": "F" }, { "id": "ben", "at": "T" }],
        "commands": [{ "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } },
                     { "at_ms": 15, "write": { "client": "ben", "key": "k", "value": 2 } }] }"#;

    #[test]
    fn policy_and_topology_hold_from_beginning_to_end() {
        let mut run = Scenario::from_json(RUN).unwrap();
        run.insert_command(Micros::from_ms(12), Command::Policy(Policy::default()));
        run.insert_command(Micros::from_ms(12), Command::Topology(Topology::default()));
        let star = Topology::by_id("star").unwrap();
        let other = over_topology(&under_policy(&run, &Policy::by_id("siblings").unwrap()), &star);
        assert_eq!((other.policy.name().id, other.topology.name().id), ("siblings", "star"));
        assert_eq!(other.commands.len(), 2, "only the writes are left");
    }
}
