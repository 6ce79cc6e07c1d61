//! Choosing a topology.

use player::{EditAction, Micros, PlaybackAction, Player, Scope, ViewAction};
use replication::Topology;

#[test]
fn custom_topology_starts_with_the_links_that_were_there() {
    let mut player = Player::new(scenario::default_scenario());
    let before = player.frame().topology_links();
    let custom = Topology::by_id("custom").unwrap();
    player.act(EditAction::ChooseTopology(Box::new(custom)));
    assert_eq!(player.frame().topology().info().id, "custom");
    assert_eq!(player.frame().topology_links(), before);
}

#[test]
fn topology_chosen_from_now_on_leaves_the_past_as_it_was() {
    let mut player = Player::new(scenario::default_scenario());
    let before = player.frame().topology().info().id;
    player.act(PlaybackAction::Seek(Micros::from_ms(50)));
    player.act(ViewAction::SetScope(Scope::FromNow));
    player.act(EditAction::ChooseTopology(Box::new(Topology::by_id("circular").unwrap())));
    assert_eq!(player.frame().topology().info().id, "circular");
    player.act(PlaybackAction::Seek(Micros::from_ms(20)));
    assert_eq!(player.frame().topology().info().id, before);
}
