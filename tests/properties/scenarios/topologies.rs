//! Random topologies: arbitrary, connected, or of one shape.

use proptest::collection::btree_set;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use replication::{Chain, Circular, Custom, Grid, LeaderId, LinkId, Random, Star, Topology, Tree};

/// A kind of topology in which every write reaches everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Ring,
    RingBothWays,
    Star,
    AllToAll,
    Chain,
    Tree,
    Grid,
    Random,
    /// A custom ring in random order, with extra links.
    RandomRing,
}

impl Shape {
    pub const ALL: [Self; 9] = [
        Self::Ring,
        Self::RingBothWays,
        Self::Star,
        Self::AllToAll,
        Self::Chain,
        Self::Tree,
        Self::Grid,
        Self::Random,
        Self::RandomRing,
    ];

    /// Random topologies of this shape.
    pub fn between(self, leaders: Vec<LeaderId>) -> BoxedStrategy<Topology> {
        match self {
            Self::Ring => Just(Topology::Circular(Circular { both_ways: false })).boxed(),
            Self::RingBothWays => Just(Topology::Circular(Circular { both_ways: true })).boxed(),
            Self::Star => select(leaders).prop_map(|hub| Topology::Star(Star { hub: Some(hub) })).boxed(),
            Self::AllToAll => Just(Topology::by_id("all-to-all").unwrap()).boxed(),
            Self::Chain => Just(Topology::Chain(Chain::default())).boxed(),
            Self::Tree => (1usize..4).prop_map(|children| Topology::Tree(Tree { children })).boxed(),
            Self::Grid => option::of(1usize..4).prop_map(|columns| Topology::Grid(Grid { columns })).boxed(),
            Self::Random => (any::<u64>(), 0u8..=100)
                .prop_map(|(seed, extra_percent)| Topology::Random(Random { seed, extra_percent }))
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
        1 => Just(Topology::Star(Star { hub: None })),
        2 => custom.prop_map(|(links, forward)| Topology::Custom(Custom { links, forward })),
    ]
}

/// A topology in which every write reaches everyone.
pub fn connected(leaders: Vec<LeaderId>) -> impl Strategy<Value = Topology> {
    select(Shape::ALL.to_vec()).prop_flat_map(move |shape| shape.between(leaders.clone()))
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
