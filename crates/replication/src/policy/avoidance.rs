//! Avoidance: each key has a home leader, and only that one accepts its writes, so that none are concurrent.
//!
//! What a leader believes about homes is its own: an assignment is a write that travels, and until it is
//! everywhere two leaders may both believe that they are home (SEMANTICS A1–A3). What comes of it then is
//! decided by another policy.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher as _;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};
use siphasher::sip::SipHasher13;

use crate::canonical::{Canonical as _, Encoder as _};
use crate::id::LeaderId;
use crate::key::Key;
use crate::limits::MAX_MS;
use crate::logical::LogicalClock;
use crate::operation::{Inapplicable, OperationKind};
use crate::policy::Policy;
use crate::policy::conflict_policy::{AcceptContext, AcceptedWrite, ConflictPolicy, Resolution};
use crate::policy::siblings::Siblings;
use crate::policy::timestamp_rule::TimestampRule;
use crate::registry::{OptionInfo, OptionKind, Options, Unit, VariantInfo};
use crate::store::Entry;
use crate::time::Micros;
use crate::versions::{CausalContext, VersionVector};
use crate::write::Write;

/// What a leader does with a write to a key whose home is elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Elsewhere {
    /// It passes the request on to the home, and the answer back.
    #[default]
    Forward,
    /// It refuses, and names the home.
    Refuse,
}

/// The options of avoidance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Avoidance {
    /// Homes by key, or by how keys begin: `{"cart": "F", "user:*": "T"}`. All other keys are spread by hash.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub homes: BTreeMap<Key, LeaderId>,
    /// What a leader does with a write to a key whose home is elsewhere.
    #[serde(skip_serializing_if = "is_default")]
    pub elsewhere: Elsewhere,
    /// How long a leader waits for a home's answer before it makes itself the home; it never does if this is
    /// left out (SEMANTICS A2).
    #[serde(rename = "failover_ms", skip_serializing_if = "Option::is_none")]
    pub failover: Option<Micros>,
    /// How long a new home waits by its own clock before it accepts writes: the safe rule, if it is longer
    /// than a round trip and the clocks' error (SEMANTICS A3).
    #[serde(rename = "wait_ms", skip_serializing_if = "is_default")]
    pub wait: Micros,
    /// What is done where writes are concurrent all the same.
    #[serde(skip_serializing_if = "is_siblings", deserialize_with = "not_avoidance")]
    pub otherwise: Box<Policy>,
}

impl Default for Avoidance {
    fn default() -> Self {
        Self {
            homes: BTreeMap::new(),
            elsewhere: Elsewhere::default(),
            failover: None,
            wait: Micros::ZERO,
            otherwise: Box::new(Policy::Siblings(Siblings::default())),
        }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn is_siblings(policy: &Policy) -> bool {
    *policy == Policy::Siblings(Siblings::default())
}

fn not_avoidance<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<Policy>, D::Error> {
    match Policy::deserialize(deserializer)? {
        Policy::Avoidance(_) => {
            Err(serde::de::Error::custom("what is done otherwise cannot be avoidance again"))
        }
        policy => Ok(Box::new(policy)),
    }
}

/// Whether a key is one of those that a pattern stands for: itself, or, before a final `*`, how keys begin.
#[must_use]
pub fn key_matches(pattern: &Key, key: &Key) -> bool {
    match pattern.as_str().strip_suffix('*') {
        Some(beginning) => key.as_str().starts_with(beginning),
        None => pattern == key,
    }
}

/// How closely a pattern that stands for a key describes it: one that names it most, and then the longest.
pub(crate) fn specificity(pattern: &Key) -> (bool, usize) {
    (!pattern.as_str().ends_with('*'), pattern.as_str().len())
}

impl Avoidance {
    /// The pattern and the home that are given for a key, the closest pattern first.
    #[must_use]
    pub fn configured_home(&self, key: &Key) -> Option<(&Key, LeaderId)> {
        let patterns = self.homes.iter().filter(|(pattern, _)| key_matches(pattern, key));
        patterns.max_by_key(|(pattern, _)| specificity(pattern)).map(|(pattern, home)| (pattern, *home))
    }
}

/// The leader that a key falls to by hash: the one that scores highest together with it, so that one more
/// leader takes keys from all and moves none between the others (rendezvous hashing).
#[must_use]
pub fn hashed_home(key: &Key, leaders: &[LeaderId]) -> Option<LeaderId> {
    let score = |leader: &LeaderId| {
        let mut hasher = SipHasher13::new();
        hasher.text(key.as_str());
        leader.encode(&mut hasher);
        (hasher.finish(), *leader)
    };
    leaders.iter().max_by_key(|leader| score(leader)).copied()
}

const MOVING: &str = "When a home moves or fails";

const ELSEWHERE: &[VariantInfo] = &[
    VariantInfo::without_options(
        "forward",
        "Forward",
        "The leader passes the request on to the home, and the answer back.",
    ),
    VariantInfo::without_options("refuse", "Refuse", "The leader refuses, and names the home."),
];

/// What avoidance can do otherwise: any policy but itself.
fn other_policies() -> Vec<VariantInfo> {
    let others = Policy::VARIANTS.iter().filter(|variant| variant.id != "avoidance");
    others.copied().collect()
}

impl Options for Avoidance {
    const OPTIONS: &'static [OptionInfo] = &[
        OptionInfo {
            id: "homes",
            label: "Homes",
            help: "A key, or how keys begin before a *. All other keys are spread over the leaders by hash.",
            section: None,
            kind: OptionKind::Homes,
        },
        OptionInfo {
            id: "elsewhere",
            label: "A write elsewhere",
            help: "",
            section: None,
            kind: OptionKind::Choice(ELSEWHERE),
        },
        OptionInfo {
            id: "failover_ms",
            label: "Failover",
            help: "A leader that waits in vain for a home’s answer makes itself the home.",
            section: Some(MOVING),
            kind: OptionKind::OptionalNumber {
                number_label: "Waits for",
                unit: Unit::Milliseconds,
                least: 1,
                most: MAX_MS,
                initial: |_| 500,
            },
        },
        OptionInfo {
            id: "wait_ms",
            label: "A new home first waits",
            help: "The safe rule: longer than a round trip and the clocks’ error, and no two homes accept at once.",
            section: Some(MOVING),
            kind: OptionKind::Number { unit: Unit::Milliseconds, least: 0, most: MAX_MS },
        },
        OptionInfo {
            id: "otherwise",
            label: "Otherwise",
            help: "",
            section: Some("If writes conflict anyway"),
            kind: OptionKind::Variant { variants: other_policies, default: "siblings" },
        },
    ];
}

impl ConflictPolicy for Avoidance {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        self.otherwise.as_policy().resolve(entry, incoming)
    }

    /// A home puts writes one after the other, whatever their clients had seen.
    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        let context = self.otherwise.as_policy().read_context(request.entry, request.applied);
        self.otherwise.as_policy().accept(AcceptContext { context, ..request })
    }

    fn apply_error(&self, entry: &Entry, incoming: &Write) -> Option<Inapplicable> {
        self.otherwise.as_policy().apply_error(entry, incoming)
    }

    fn reapplies(&self) -> bool {
        self.otherwise.as_policy().reapplies()
    }

    fn read_context(&self, entry: &Entry, applied: &VersionVector) -> CausalContext {
        self.otherwise.as_policy().read_context(entry, applied)
    }

    fn answers_writes_with_values(&self) -> bool {
        self.otherwise.as_policy().answers_writes_with_values()
    }

    fn logical_clock(&self) -> Option<LogicalClock> {
        self.otherwise.as_policy().logical_clock()
    }

    fn tombstone_lifetime(&self) -> Option<Micros> {
        self.otherwise.as_policy().tombstone_lifetime()
    }

    fn keeps_replaced_versions(&self) -> bool {
        self.otherwise.as_policy().keeps_replaced_versions()
    }

    fn timestamp_rule(&self) -> Option<TimestampRule> {
        self.otherwise.as_policy().timestamp_rule()
    }

    fn supported_operations(&self) -> &'static [OperationKind] {
        self.otherwise.as_policy().supported_operations()
    }

    fn runs_script(&self) -> bool {
        self.otherwise.as_policy().runs_script()
    }

    fn referenced_leaders(&self) -> BTreeSet<LeaderId> {
        self.homes.values().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    fn leaders(ids: &[&str]) -> Vec<LeaderId> {
        ids.iter().map(|id| id.parse().unwrap()).collect()
    }

    #[test]
    fn a1_most_specific_pattern_gives_the_home() {
        let homes = [("user:*", "T"), ("user:ana", "F"), ("user:a*", "S"), ("*", "N")];
        let homes = homes.map(|(pattern, home)| (key(pattern), home.parse().unwrap()));
        let avoidance = Avoidance { homes: BTreeMap::from(homes), ..Avoidance::default() };
        for (name, home) in [("user:ana", "F"), ("user:abe", "S"), ("user:ben", "T"), ("cart", "N")] {
            assert_eq!(avoidance.configured_home(&key(name)).unwrap().1, home.parse().unwrap(), "{name}");
        }
    }

    #[test]
    fn a1_added_leader_takes_keys_and_moves_no_others() {
        let (before, after) = (leaders(&["A", "B", "C"]), leaders(&["A", "B", "C", "D"]));
        let mut moved = 0;
        for number in 0..300 {
            let key = key(&format!("key{number}"));
            let (old, new) = (hashed_home(&key, &before), hashed_home(&key, &after));
            assert!(old == new || new == after.last().copied());
            moved += usize::from(old != new);
        }
        assert!((40..120).contains(&moved), "{moved} of 300 keys went to the fourth leader");
    }
}
