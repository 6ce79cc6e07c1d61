//! The tree: each leader is linked to its parent and its children, in both directions.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize};

use crate::id::{LeaderId, LinkId};
use crate::limits::MAX_LEADERS;
use crate::registry::{OptionInfo, OptionKind, Options, Unit};
use crate::topology::rules::{Forwarding, TopologyRules, both_ways};

/// A tree filled level by level in leader order; the first leader is the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tree {
    /// The maximum number of children per leader.
    #[serde(deserialize_with = "at_least_one")]
    pub children: usize,
}

impl Default for Tree {
    fn default() -> Self {
        Self { children: 2 }
    }
}

fn at_least_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    let children = usize::deserialize(deserializer)?;
    match (1..=MAX_LEADERS).contains(&children) {
        true => Ok(children),
        false => Err(serde::de::Error::custom(format!(
            "the number of children must be from 1 to {MAX_LEADERS}, not {children}"
        ))),
    }
}

impl Options for Tree {
    const OPTIONS: &'static [OptionInfo] = &[OptionInfo {
        id: "children",
        label: "Children per leader",
        help: "",
        section: None,
        kind: OptionKind::Number { unit: Unit::Count, min: 1, max: MAX_LEADERS as u64 },
    }];
}

impl TopologyRules for Tree {
    fn links(&self, leaders: &[LeaderId]) -> BTreeSet<LinkId> {
        let children = self.children.max(1);
        let below = leaders.iter().enumerate().skip(1);
        both_ways(below.map(|(index, child)| (leaders[(index - 1) / children], *child)))
    }

    fn forwarding(&self) -> Forwarding {
        Forwarding::Onward
    }
}
