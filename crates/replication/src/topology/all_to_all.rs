//! All-to-all: each leader sends its own writes to every other, and forwards nothing.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::gather::gather;
use crate::id::{LeaderId, LinkId};
use crate::registry::{OptionInfo, Options};
use crate::topology::rules::{Forwarding, TopologyRules};

/// A link from each leader to every other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AllToAll {}

impl Options for AllToAll {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl TopologyRules for AllToAll {
    fn links(&self, leaders: &[LeaderId]) -> BTreeSet<LinkId> {
        let pairs = leaders.iter().flat_map(|from| leaders.iter().map(|to| LinkId::new(*from, *to)));
        gather(pairs.filter(|link| link.from != link.to))
    }

    fn forwarding(&self) -> Forwarding {
        Forwarding::LocalOnly
    }
}
