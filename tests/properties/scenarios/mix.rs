//! What random scenarios have in them: which policies, which operations, and what may fail or change.

use std::ops::Range;

use replication::Policy;

use super::options::{each_combination, every_policy};

pub const KEYS: [&str; 2] = ["cart", "page"];

/// What clients ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deeds {
    /// They put, delete, read, and merge by hand.
    Whole,
    /// They do all that there is to do, to values of all kinds.
    All,
    /// They count: by increments, and by numbers that they put.
    Numbers,
    /// They add items to sets, remove some, and put whole sets.
    Sets,
    /// They put maps, and delete them.
    Maps,
    /// They put lists and sets, and delete them.
    Collections,
}

/// What a random scenario may have in it.
#[derive(Clone, Debug)]
pub struct Mix {
    /// How many leaders there are at the beginning.
    pub leaders: Range<usize>,
    pub policies: Vec<Policy>,
    /// What clients do.
    pub deeds: Deeds,
    /// Whether leaders may join.
    pub joins: bool,
    /// Whether leaders may leave.
    pub leaves: bool,
    /// Whether contexts may be given by hand.
    pub contexts: bool,
    /// Whether anything fails or changes but data.
    pub faults: bool,
    /// Whether links may be drawn and taken away, and the topology changed.
    pub rewires: bool,
    /// Whether the switches of replication differ from their defaults, and change.
    pub switches: bool,
    /// Whether keys get other homes.
    pub assigns: bool,
    /// Whether one policy may take the place of another.
    pub changes_policy: bool,
}

impl Default for Mix {
    /// Everything under which leaders must agree.
    fn default() -> Self {
        Self {
            leaders: 1..7,
            policies: comparing(),
            deeds: Deeds::All,
            joins: true,
            leaves: true,
            contexts: true,
            faults: true,
            rewires: true,
            switches: true,
            assigns: false,
            changes_policy: false,
        }
    }
}

impl Mix {
    /// Everything that there is.
    pub fn everything() -> Self {
        // Whether merge code can be run must not change within a test.
        merge_script::install();
        let policies = every_policy().into_iter().chain(comparing()).collect();
        Self { policies, assigns: true, changes_policy: true, ..Self::default() }
    }
}

/// The policies under which leaders must agree, and which keep what clients write.
pub fn comparing() -> Vec<Policy> {
    let [siblings, rule] = ["siblings", "last-write-wins"].map(|id| Policy::by_id(id).unwrap());
    let rules = each_combination(&rule.configuration());
    let rules = rules.iter().map(|rule| Policy::configured(rule).unwrap());
    std::iter::once(siblings).chain(rules).collect()
}
