//! The grid: each leader is linked to its neighbours in rows and columns, in both directions.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize};

use crate::id::{LeaderId, LinkId};
use crate::limits::MAX_LEADERS;
use crate::registry::{OptionInfo, OptionKind, Options, Unit};
use crate::topology::rules::{Forwarding, TopologyRules, both_ways};

/// A grid filled row by row in leader order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Grid {
    /// The number of leaders per row; if omitted, the grid is as square as possible.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "at_least_one")]
    pub columns: Option<usize>,
}

impl Grid {
    /// The number of leaders per row in a grid of this many.
    #[must_use]
    pub fn columns_of(&self, leaders: usize) -> usize {
        let square = (1..=leaders).find(|columns| columns * columns >= leaders).unwrap_or(1);
        self.columns.unwrap_or(square).max(1)
    }
}

fn at_least_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<usize>, D::Error> {
    let columns = usize::deserialize(deserializer)?;
    match (1..=MAX_LEADERS).contains(&columns) {
        true => Ok(Some(columns)),
        false => Err(serde::de::Error::custom(format!(
            "the number of columns must be from 1 to {MAX_LEADERS}, not {columns}"
        ))),
    }
}

impl Options for Grid {
    const OPTIONS: &'static [OptionInfo] = &[OptionInfo {
        id: "columns",
        label: "Set columns",
        help: "Otherwise the grid is as square as possible.",
        section: None,
        kind: OptionKind::OptionalNumber {
            number_label: "Leaders per row",
            unit: Unit::Count,
            min: 1,
            max: MAX_LEADERS as u64,
            initial: |leaders| Grid::default().columns_of(leaders) as u64,
        },
    }];
}

impl TopologyRules for Grid {
    fn links(&self, leaders: &[LeaderId]) -> BTreeSet<LinkId> {
        let columns = self.columns_of(leaders.len());
        let all = leaders.iter().enumerate();
        both_ways(all.flat_map(|(index, leader)| {
            let is_last_of_row = (index + 1) % columns == 0;
            let right = leaders.get(index + 1).filter(|_| !is_last_of_row);
            let below = leaders.get(index + columns);
            right.into_iter().chain(below).map(|neighbour| (*leader, *neighbour))
        }))
    }

    fn forwarding(&self) -> Forwarding {
        Forwarding::Onward
    }
}
