//! Custom: any directed graph, with or without forwarding.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::gather::gather;
use crate::id::{LeaderId, LinkId};
use crate::registry::{OptionInfo, OptionKind, Options};
use crate::topology::rules::{Forwarding, TopologyRules};

/// Links drawn by the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Custom {
    /// Each link as `["from", "to"]`.
    pub links: BTreeSet<LinkId>,
    /// Whether leaders forward received writes.
    pub forward: bool,
}

impl Default for Custom {
    fn default() -> Self {
        Self { links: BTreeSet::new(), forward: true }
    }
}

impl Options for Custom {
    const OPTIONS: &'static [OptionInfo] = &[
        OptionInfo {
            id: "forward",
            label: "Forward received writes",
            help: "A leader also sends writes that it received from others.",
            section: None,
            kind: OptionKind::Switch,
        },
        OptionInfo {
            id: "links",
            label: "Links",
            help: "Select a leader and press Link to draw a link; select a link to cut or remove it.",
            section: None,
            kind: OptionKind::Links,
        },
    ];
}

impl TopologyRules for Custom {
    fn links(&self, leaders: &[LeaderId]) -> BTreeSet<LinkId> {
        let has_both_ends = |link: &&LinkId| leaders.contains(&link.from) && leaders.contains(&link.to);
        gather(self.links.iter().filter(has_both_ends).filter(|link| link.from != link.to).copied())
    }

    fn forwarding(&self) -> Forwarding {
        if self.forward { Forwarding::Onward } else { Forwarding::LocalOnly }
    }

    fn is_drawn_by_hand(&self) -> bool {
        true
    }

    fn referenced_leaders(&self) -> BTreeSet<LeaderId> {
        gather(self.links.iter().flat_map(|link| [link.from, link.to]))
    }
}
