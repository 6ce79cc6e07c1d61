//! Random links, drawn from a seed: a tree that reaches everyone, and further links by chance.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize};

use crate::canonical::{Canonical, Encoder};
use crate::id::{LeaderId, LinkId};
use crate::random::KeyedRng;
use crate::registry::{OptionInfo, OptionKind, Options, Unit};
use crate::topology::rules::{Forwarding, TopologyRules, both_ways};

/// Links drawn from a seed, all of them both ways. Each leader is linked with one before it, so that everyone
/// is reached; each other pair has the same chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Random {
    /// What the links are drawn from.
    pub seed: u64,
    /// How many of a hundred further pairs are linked.
    #[serde(deserialize_with = "percent")]
    pub extra_percent: u8,
}

impl Default for Random {
    fn default() -> Self {
        Self { seed: 1, extra_percent: 25 }
    }
}

fn percent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let percent = u64::deserialize(deserializer)?;
    u8::try_from(percent)
        .ok()
        .filter(|percent| *percent <= 100)
        .ok_or_else(|| serde::de::Error::custom(format!("{percent} percent are out of bounds: 100 at most")))
}

/// A pair of leaders, as draws name it.
struct Pair(LeaderId, LeaderId);

impl Canonical for Pair {
    fn encode(&self, sink: &mut dyn Encoder) {
        self.0.encode(sink);
        self.1.encode(sink);
    }
}

impl Options for Random {
    const OPTIONS: &'static [OptionInfo] = &[
        OptionInfo {
            id: "extra_percent",
            label: "Extra-link probability",
            help: "",
            section: None,
            kind: OptionKind::Number { unit: Unit::Percent, least: 0, most: 100 },
        },
        OptionInfo { id: "seed", label: "Seed", help: "", section: None, kind: OptionKind::Seed },
    ];
}

impl TopologyRules for Random {
    fn links(&self, leaders: &[LeaderId]) -> BTreeSet<LinkId> {
        let draws = KeyedRng { seed: self.seed };
        let mut pairs = Vec::new();
        for (index, leader) in leaders.iter().enumerate().skip(1) {
            let before = &leaders[..index];
            let parent = before[draws.up_to(index as u64 - 1, "random tree", leader) as usize];
            let chance =
                |other: &LeaderId| draws.chance(self.extra_percent, "random link", &Pair(*other, *leader));
            let linked = before.iter().filter(|other| **other == parent || chance(other));
            pairs.extend(linked.map(|other| (*other, *leader)));
        }
        both_ways(pairs.into_iter())
    }

    fn forwarding(&self) -> Forwarding {
        Forwarding::Onward
    }
}
