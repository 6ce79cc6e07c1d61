//! Random topologies: any, those that reach everyone, and those of one shape.

use proptest::collection::btree_set;
use proptest::prelude::*;
use proptest::sample::select;
use replication::{Configuration, Custom, LeaderId, LinkId, OptionInfo, OptionKind, Topology};

use super::options::{each_combination, otherwise_random};

/// A kind of topology in which a write of anyone reaches everyone.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A registered topology, with these of its options that are one of a few; the others are random.
    Registered(Configuration),
    /// A round through everyone in any order, and further links.
    Drawn,
}

impl Shape {
    /// Every registered topology with each combination of what it has to choose from, and the drawn round.
    pub fn all() -> Vec<Self> {
        let defaults = Topology::VARIANTS.iter().map(|variant| Configuration::new(*variant));
        // Links that are drawn by hand need not reach anyone.
        let is_drawn = |option: &OptionInfo| matches!(option.kind, OptionKind::Links);
        let ready_made = defaults.filter(|default| !default.variant().options.iter().any(is_drawn));
        let combinations = ready_made.flat_map(|default| each_combination(&default));
        combinations.map(Self::Registered).chain([Self::Drawn]).collect()
    }

    /// Topologies of this shape between leaders.
    pub fn between(&self, leaders: Vec<LeaderId>) -> BoxedStrategy<Topology> {
        match self {
            Self::Registered(choices) => otherwise_random(choices.clone(), &leaders)
                .prop_map(|configuration| Topology::configured(&configuration).unwrap())
                .boxed(),
            Self::Drawn => drawn_round(leaders).boxed(),
        }
    }
}

/// Any topology between leaders; of a custom one the links may be anything.
pub fn topology(leaders: Vec<LeaderId>) -> impl Strategy<Value = Topology> {
    let link =
        (select(leaders.clone()), select(leaders.clone())).prop_map(|(from, to)| LinkId::new(from, to));
    let custom = (btree_set(link, 0..12), any::<bool>());
    prop_oneof![
        4 => connected(leaders),
        1 => Just(Topology::by_id("star").unwrap()),
        2 => custom.prop_map(|(links, forward)| Topology::Custom(Custom { links, forward })),
    ]
}

/// A topology in which a write of anyone reaches everyone.
pub fn connected(leaders: Vec<LeaderId>) -> impl Strategy<Value = Topology> {
    select(Shape::all()).prop_flat_map(move |shape| shape.between(leaders.clone()))
}

fn drawn_round(leaders: Vec<LeaderId>) -> impl Strategy<Value = Topology> {
    let link =
        (select(leaders.clone()), select(leaders.clone())).prop_map(|(from, to)| LinkId::new(from, to));
    (Just(leaders).prop_shuffle(), btree_set(link, 0..4)).prop_map(|(ring, mut links)| {
        let next = ring.iter().cycle().skip(1);
        links.extend(ring.iter().zip(next).map(|(from, to)| LinkId::new(*from, *to)));
        Topology::Custom(Custom { links, forward: true })
    })
}
