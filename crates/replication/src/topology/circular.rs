//! The ring: each leader forwards every write to the next, until it is back at its origin.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::gather::gather;
use crate::id::{LeaderId, LinkId};
use crate::registry::{OptionInfo, OptionKind, Options, VariantInfo};
use crate::topology::rules::{Forwarding, TopologyRules};

/// A ring in leader order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Circular {
    /// Whether writes travel in both directions.
    pub both_ways: bool,
}

impl Options for Circular {
    const OPTIONS: &'static [OptionInfo] = &[OptionInfo {
        id: "both_ways",
        label: "Direction",
        help: "",
        section: None,
        kind: OptionKind::TwoWay([
            VariantInfo::without_options("one-way", "One way", "Each leader sends to the next only."),
            VariantInfo::without_options("both-ways", "Both ways", "Each leader sends to both neighbours."),
        ]),
    }];
}

impl TopologyRules for Circular {
    fn links(&self, leaders: &[LeaderId]) -> BTreeSet<LinkId> {
        let successors = leaders.iter().cycle().skip(1);
        let onward = leaders.iter().zip(successors).map(|(from, to)| LinkId::new(*from, *to));
        let mut links: BTreeSet<LinkId> = gather(onward.filter(|link| link.from != link.to));
        if self.both_ways {
            links.extend(links.clone().into_iter().map(LinkId::reversed));
        }
        links
    }

    /// In a one-way ring a write returns to its origin even in a ring of two, where the next leader is the one it
    /// came from (SEMANTICS T1).
    fn forwarding(&self) -> Forwarding {
        if self.both_ways { Forwarding::Onward } else { Forwarding::Everything }
    }
}
