//! Random topologies: arbitrary, connected, or of one shape.

use proptest::collection::btree_set;
use proptest::prelude::*;
use proptest::sample::select;
use replication::{Configuration, Custom, LeaderId, LinkId, OptionInfo, OptionKind, Topology};

use super::options::{each_combination, with_random_values};

/// A kind of topology in which every write reaches everyone.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A registered topology with these enumerable options; its other options are random.
    Registered(Configuration),
    /// A custom ring in random order, with extra links.
    RandomRing,
}

impl Shape {
    /// Every registered topology with each combination of its enumerable options, and the random ring.
    pub fn all() -> Vec<Self> {
        let defaults = Topology::VARIANTS.iter().map(|variant| Configuration::new(*variant));
        // Custom links may reach nobody.
        let is_custom = |option: &OptionInfo| matches!(option.kind, OptionKind::Links);
        let built_in = defaults.filter(|default| !default.variant().options.iter().any(is_custom));
        let combinations = built_in.flat_map(|default| each_combination(&default));
        combinations.map(Self::Registered).chain([Self::RandomRing]).collect()
    }

    /// Random topologies of this shape.
    pub fn between(&self, leaders: Vec<LeaderId>) -> BoxedStrategy<Topology> {
        match self {
            Self::Registered(choices) => with_random_values(choices.clone(), &leaders)
                .prop_map(|configuration| Topology::configured(&configuration).unwrap())
                .boxed(),
            Self::RandomRing => random_ring(leaders).boxed(),
        }
    }
}

/// Any topology; a custom one may have any links.
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

/// A topology in which every write reaches everyone.
pub fn connected(leaders: Vec<LeaderId>) -> impl Strategy<Value = Topology> {
    select(Shape::all()).prop_flat_map(move |shape| shape.between(leaders.clone()))
}

fn random_ring(leaders: Vec<LeaderId>) -> impl Strategy<Value = Topology> {
    let link =
        (select(leaders.clone()), select(leaders.clone())).prop_map(|(from, to)| LinkId::new(from, to));
    (Just(leaders).prop_shuffle(), btree_set(link, 0..4)).prop_map(|(ring, mut links)| {
        let next = ring.iter().cycle().skip(1);
        links.extend(ring.iter().zip(next).map(|(from, to)| LinkId::new(*from, *to)));
        Topology::Custom(Custom { links, forward: true })
    })
}
