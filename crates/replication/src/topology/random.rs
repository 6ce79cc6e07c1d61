//! Random links from a seed: a tree that reaches every leader, plus extra links.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize};

use crate::canonical::{Canonical, Encoder};
use crate::id::{LeaderId, LinkId};
use crate::random::KeyedRng;
use crate::registry::{OptionInfo, OptionKind, Options, Unit};
use crate::topology::rules::{Forwarding, TopologyRules, both_ways};

/// Random links from a seed, all in both directions. Each leader is linked to one before it, so every leader is
/// reachable; every other pair is linked with the same probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Random {
    /// The seed of the random draws.
    pub seed: u64,
    /// The probability that another pair is linked, in percent.
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
        .ok_or_else(|| serde::de::Error::custom(format!("{percent}% is out of range: from 0% to 100%")))
}

/// A pair of leaders, as the key of a random draw.
struct Pair(LeaderId, LeaderId);

impl Canonical for Pair {
    fn encode(&self, sink: &mut Encoder) {
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
            kind: OptionKind::Number { unit: Unit::Percent, min: 0, max: 100 },
        },
        OptionInfo { id: "seed", label: "Seed", help: "", section: None, kind: OptionKind::Seed },
    ];
}

impl TopologyRules for Random {
    fn links(&self, leaders: &[LeaderId]) -> BTreeSet<LinkId> {
        let draws = KeyedRng { seed: self.seed };
        let mut pairs = Vec::new();
        for (index, leader) in leaders.iter().enumerate().skip(1) {
            let earlier = &leaders[..index];
            let parent = earlier[draws.up_to(index as u64 - 1, "random tree", leader) as usize];
            let is_extra =
                |other: &LeaderId| draws.chance(self.extra_percent, "random link", &Pair(*other, *leader));
            let linked = earlier.iter().filter(|other| **other == parent || is_extra(other));
            pairs.extend(linked.map(|other| (*other, *leader)));
        }
        both_ways(pairs.into_iter())
    }

    fn forwarding(&self) -> Forwarding {
        Forwarding::Onward
    }
}
