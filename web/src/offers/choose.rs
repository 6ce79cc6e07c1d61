//! What can be chosen: examples, topologies, policies, cities.

use player::{Action, CITIES, newcomer};
use replication::{Command, Merge, MergeRule, Micros, Place, Policy, Topology};
use scenario::{GALLERY, Permalink};

use super::{Does, Offer};
use crate::store::View;
use crate::topology_choice::choose_topology;

/// Everything that can be chosen now.
pub fn choices(view: &View) -> Vec<Offer> {
    let world = view.world();
    let policies = Policy::VARIANTS.iter().filter(|choice| choice.id != world.policy.info().id);
    let policies = policies.filter_map(|choice| {
        Some(Offer::act(choice.title, view.choose_policy(Policy::by_id(choice.id)?)).to("Conflict policy"))
    });
    let merges = MergeRule::VARIANTS.iter().filter_map(|choice| {
        let policy = Policy::Merge(Merge { with: MergeRule::by_id(choice.id)? });
        Some(Offer::act(choice.title, view.choose_policy(policy)).to("Merge on write by"))
    });
    let topologies = Topology::VARIANTS.iter().filter(|choice| choice.id != world.topology.info().id);
    let topologies =
        topologies.map(|choice| Offer::act(choice.title, choose_topology(view, choice.id)).to("Topology"));
    examples().chain(policies).chain(merges).chain(topologies).chain(cities(view)).collect()
}

fn examples() -> impl Iterator<Item = Offer> {
    GALLERY.iter().map(|example| {
        let scenario = example.scenario();
        let name = scenario.title.clone();
        let open = Action::Open(Box::new(Permalink { scenario, at: Micros::ZERO, fingerprint: None }));
        Offer { name, to: Some("Example".into()), does: Does::Acts(vec![open, Action::Play]) }
    })
}

/// A leader in each city where there is none yet.
fn cities(view: &View) -> impl Iterator<Item = Offer> {
    let taken = |name: &str| view.world().leaders.values().any(|leader| leader.name == name);
    let free = CITIES.iter().filter(move |city| !taken(city.name));
    free.filter_map(move |city| {
        adding(view, city.name, city.place()).map(|offer| offer.to("Add a leader in"))
    })
}

/// Adds a leader of a name at a place.
pub fn adding(view: &View, name: &str, place: Place) -> Option<Offer> {
    let joins = Command::Join(newcomer(view.scenario(), view.world(), name, place)?);
    Some(Offer::act(name, Action::Act(joins)))
}
