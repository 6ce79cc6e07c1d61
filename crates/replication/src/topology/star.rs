//! The star: every write goes through the hub.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::gather::gather;
use crate::id::{LeaderId, LinkId};
use crate::registry::{OptionInfo, OptionKind, Options};
use crate::topology::rules::{Forwarding, TopologyRules};

/// A star around a hub.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Star {
    /// The hub; the first leader if omitted. If the configured hub has left, there are no links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<LeaderId>,
}

impl Star {
    /// The hub, if it is among these leaders.
    #[must_use]
    pub fn hub_among(&self, leaders: &[LeaderId]) -> Option<LeaderId> {
        match self.hub {
            Some(hub) => leaders.contains(&hub).then_some(hub),
            None => leaders.first().copied(),
        }
    }
}

impl Options for Star {
    const OPTIONS: &'static [OptionInfo] = &[OptionInfo {
        id: "hub",
        label: "Hub",
        help: "",
        section: None,
        kind: OptionKind::Leader { missing: "The hub has left: choose another." },
    }];
}

impl TopologyRules for Star {
    fn links(&self, leaders: &[LeaderId]) -> BTreeSet<LinkId> {
        let Some(hub) = self.hub_among(leaders) else {
            return BTreeSet::new();
        };
        let spokes = leaders.iter().filter(|leader| **leader != hub);
        gather(spokes.flat_map(|spoke| [LinkId::new(*spoke, hub), LinkId::new(hub, *spoke)]))
    }

    fn forwarding(&self) -> Forwarding {
        Forwarding::Onward
    }

    fn referenced_leaders(&self) -> BTreeSet<LeaderId> {
        gather(self.hub)
    }
}
