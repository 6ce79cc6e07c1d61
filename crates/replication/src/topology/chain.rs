//! The chain: each leader is linked to the next in both directions; the ends are open.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::{LeaderId, LinkId};
use crate::registry::{OptionInfo, Options};
use crate::topology::rules::{Forwarding, TopologyRules, both_ways};

/// A chain in leader order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Chain {}

impl Options for Chain {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl TopologyRules for Chain {
    fn links(&self, leaders: &[LeaderId]) -> BTreeSet<LinkId> {
        both_ways(leaders.windows(2).map(|pair| (pair[0], pair[1])))
    }

    fn forwarding(&self) -> Forwarding {
        Forwarding::Onward
    }
}
