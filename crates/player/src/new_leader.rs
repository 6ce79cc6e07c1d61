//! A new leader: picks a short unused id, and the nearest leader to take a snapshot from.

use std::collections::BTreeSet;

use replication::{Command, JoinSpec, LeaderId, LeaderSpec, Place, World, distance_m, gather};
use scenario::Scenario;

use crate::frame::Frame;

/// A new leader with this name at this place. Its id is unused: the first letter of the name if free, else two letters,
/// else a letter and a number. Its snapshot comes from the nearest leader that is up.
#[must_use]
pub fn new_leader(scenario: &Scenario, frame: &Frame, name: &str, place: Place) -> Option<JoinSpec> {
    let joining = scenario.commands.iter().filter_map(|scheduled| match &scheduled.command {
        Command::Join(spec) => Some(spec.id),
        _ => None,
    });
    let taken: BTreeSet<LeaderId> = gather(scenario.leaders.iter().map(|spec| spec.id).chain(joining));
    let id = candidates(name).filter_map(|id| id.parse().ok()).find(|id| !taken.contains(id))?;
    let spec = LeaderSpec { name: Some(name.into()), place: Some(place), ..LeaderSpec::new(id) };
    Some(JoinSpec { from: nearest(frame.world(), place), ..JoinSpec::from(spec) })
}

/// The nearest leader that is up and has loaded its own snapshot.
fn nearest(world: &World, place: Place) -> Option<LeaderId> {
    let serving =
        world.leaders.iter().filter(|(id, leader)| leader.up && !world.pending_snapshots.contains_key(id));
    serving.min_by_key(|(_, leader)| distance_m(leader.place, place)).map(|(id, _)| *id)
}

fn candidates(name: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    let first: String = letters.iter().take(1).map(char::to_ascii_uppercase).collect();
    let rest = letters.into_iter().skip(1);
    let base = if first.is_empty() { "L".to_string() } else { first.clone() };
    let pairs = rest.map({
        let base = base.clone();
        move |second| format!("{base}{second}")
    });
    let numbered = (2..1_000).map({
        let base = base.clone();
        move |number| format!("{base}{number}")
    });
    std::iter::once(base).chain(pairs).chain(numbered)
}

#[cfg(test)]
mod tests {
    use replication::Micros;

    use super::*;
    use crate::player::Player;

    #[test]
    fn new_leader_gets_an_unused_id() {
        let mut scenario = scenario::default_scenario();
        let frame = Player::new(scenario.clone()).frame().clone();
        let mut ids = Vec::new();
        for name in ["Toronto", "Tunis", "Turin", "東京", "", "!"] {
            let spec = new_leader(&scenario, &frame, name, Place::default()).unwrap();
            ids.push(spec.id.to_string());
            scenario.leaders.push(spec.spec());
        }
        assert_eq!(ids, ["To", "Tu", "Tr", "東", "L", "L2"].map(String::from));
        scenario.check().unwrap();
    }

    #[test]
    fn new_leader_loads_snapshot_from_nearest_leader_that_is_up() {
        let mut scenario = scenario::default_scenario();
        let madrid = Place::from_degrees(40.4, -3.7);
        let nearest_of = |scenario: &Scenario| {
            let mut simulation = scenario.simulation();
            simulation.run_until(Micros::from_ms(1), &mut |_| {});
            nearest(simulation.world(), madrid).map(|id| id.to_string())
        };
        assert_eq!(nearest_of(&scenario).as_deref(), Some("F"));
        scenario.insert_command(Micros::ZERO, Command::Crash { leader: "F".parse().unwrap() });
        assert_eq!(nearest_of(&scenario).as_deref(), Some("S"));
    }
}
