//! Conflict avoidance: each key has a home leader, and only its home accepts writes, so no writes are concurrent.
//!
//! Each leader has its own view of homes: an assignment is a replicated write, and until it has arrived everywhere
//! two leaders may both believe that they are home (SEMANTICS A1–A3). Another policy resolves the conflicts that
//! follow.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};
use siphasher::sip::SipHasher13;

use crate::canonical::{Canonical as _, Encoder};
use crate::gather::gather;
use crate::id::LeaderId;
use crate::key::Key;
use crate::limits::MAX_TIME_MS;
use crate::logical::LogicalClock;
use crate::operation::{Inapplicable, OperationKind};
use crate::policy::Policy;
use crate::policy::conflict_policy::{
    AcceptContext, AcceptedWrite, ConflictPolicy, Resolution, StoredValue, VersionRule,
};
use crate::policy::read_context::read_context_of;
use crate::policy::siblings::Siblings;
use crate::policy::timestamp_rule::TimestampRule;
use crate::registry::{OptionInfo, OptionKind, Options, Unit, VariantInfo};
use crate::store::Entry;
use crate::time::Micros;
use crate::versions::{CausalContext, Dot, VersionVector};
use crate::write::Write;

/// What a leader does with a write to a key whose home is elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Elsewhere {
    /// Forward the request to the home, and the response back.
    #[default]
    Forward,
    /// Reject the request, naming the home.
    Refuse,
}

/// The options of avoidance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Avoidance {
    /// Homes by key or key prefix: `{"cart": "F", "user:*": "T"}`. Other keys get their home by hash.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub homes: BTreeMap<Key, LeaderId>,
    /// What a leader does with a write to a key whose home is elsewhere.
    #[serde(skip_serializing_if = "is_default")]
    pub elsewhere: Elsewhere,
    /// How long a leader waits for the home's response before it fails over to itself; never if omitted
    /// (SEMANTICS A2).
    #[serde(rename = "failover_ms", skip_serializing_if = "Option::is_none")]
    pub failover: Option<Micros>,
    /// How long a new home waits, by its own clock, before it accepts writes. Safe if longer than a round trip
    /// plus the clock error (SEMANTICS A3).
    #[serde(rename = "wait_ms", skip_serializing_if = "is_default")]
    pub wait: Micros,
    /// The policy for writes that are concurrent anyway.
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
            Err(serde::de::Error::custom("the policy for remaining conflicts cannot be avoidance"))
        }
        policy => Ok(Box::new(policy)),
    }
}

/// Whether a pattern matches a key: exactly, or by the prefix before a final `*`.
#[must_use]
pub fn key_matches(pattern: &Key, key: &Key) -> bool {
    match pattern.as_str().strip_suffix('*') {
        Some(prefix) => key.as_str().starts_with(prefix),
        None => pattern == key,
    }
}

/// How specific a key pattern is: exact keys first, then longer prefixes.
pub(crate) fn specificity(pattern: &Key) -> (bool, usize) {
    (!pattern.as_str().ends_with('*'), pattern.as_str().len())
}

impl Avoidance {
    /// The most specific pattern that matches a key, with its configured home.
    #[must_use]
    pub fn configured_home(&self, key: &Key) -> Option<(&Key, LeaderId)> {
        let patterns = self.homes.iter().filter(|(pattern, _)| key_matches(pattern, key));
        patterns.max_by_key(|(pattern, _)| specificity(pattern)).map(|(pattern, home)| (pattern, *home))
    }
}

/// The home of a key by rendezvous hashing: the leader with the highest score for the key, so that a new leader
/// takes keys from all others and moves none between them.
#[must_use]
pub fn hashed_home(key: &Key, leaders: &[LeaderId]) -> Option<LeaderId> {
    let score = |leader: &LeaderId| {
        let mut bytes = Encoder::default();
        bytes.text(key.as_str());
        leader.encode(&mut bytes);
        (SipHasher13::new().hash(bytes.as_slice()), *leader)
    };
    leaders.iter().max_by_key(|leader| score(leader)).copied()
}

const MOVING: &str = "When a home moves or fails";

const ELSEWHERE: &[VariantInfo] = &[
    VariantInfo::without_options(
        "forward",
        "Forward",
        "The leader forwards the request to the home, and the response back.",
    ),
    VariantInfo::without_options("refuse", "Refuse", "The leader rejects the request and names the home."),
];

/// The policies for remaining conflicts: all but avoidance itself.
fn other_policies() -> Vec<VariantInfo> {
    let others = Policy::VARIANTS.iter().filter(|variant| variant.id != "avoidance");
    others.copied().collect()
}

impl Options for Avoidance {
    const OPTIONS: &'static [OptionInfo] = &[
        OptionInfo {
            id: "homes",
            label: "Homes",
            help: "A key, or a key prefix followed by *. All other keys get their home by hash.",
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
            help: "A leader that gets no response from the home makes itself the home.",
            section: Some(MOVING),
            kind: OptionKind::OptionalNumber {
                number_label: "Timeout",
                unit: Unit::Milliseconds,
                min: 1,
                max: MAX_TIME_MS,
                initial: |_| 500,
            },
        },
        OptionInfo {
            id: "wait_ms",
            label: "A new home first waits",
            help: "If this is longer than a round trip plus the clock error, two homes never accept writes at once.",
            section: Some(MOVING),
            kind: OptionKind::Number { unit: Unit::Milliseconds, min: 0, max: MAX_TIME_MS },
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

    /// A home orders the writes that it accepts: each has seen the ones before it, whatever its client had seen.
    /// Siblings that others accepted stay until a client that has read them replaces them (SEMANTICS A4).
    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        let otherwise = self.otherwise.as_policy();
        let mut context = request.context.clone();
        if let (true, Some(before)) = (otherwise.tracks_contexts(), request.accepted_before_home) {
            context.join(&order_at_home(&request, before));
        }
        otherwise.accept(AcceptContext { context, ..request })
    }

    fn apply_error(&self, stored: StoredValue<'_>, incoming: &Write) -> Option<Inapplicable> {
        self.otherwise.as_policy().apply_error(stored, incoming)
    }

    fn reapplies(&self) -> bool {
        self.otherwise.as_policy().reapplies()
    }

    fn read_context(&self, entry: &Entry, applied: &VersionVector) -> CausalContext {
        self.otherwise.as_policy().read_context(entry, applied)
    }

    fn tracks_contexts(&self) -> bool {
        self.otherwise.as_policy().tracks_contexts()
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

    fn merges(&self) -> bool {
        self.otherwise.as_policy().merges()
    }

    fn timestamp_rule(&self) -> Option<TimestampRule> {
        self.otherwise.as_policy().timestamp_rule()
    }

    fn version_rule(&self) -> VersionRule {
        self.otherwise.as_policy().version_rule()
    }

    fn supported_operations(&self) -> &'static [OperationKind] {
        self.otherwise.as_policy().supported_operations()
    }

    fn runs_script(&self) -> bool {
        self.otherwise.as_policy().runs_script()
    }

    fn referenced_leaders(&self) -> BTreeSet<LeaderId> {
        gather(self.homes.values().copied())
    }
}

/// What a key's home puts its next write after: the writes of the key that it has accepted since it became home, those
/// after the first `before` of all its writes, and what they had come after. Its first write comes after the one version
/// that it holds; of siblings none is known to be the latest, so they stay.
fn order_at_home(request: &AcceptContext<'_>, before: u64) -> CausalContext {
    let (entry, home) = (request.entry, request.leader);
    let is_own = |version: &Write| version.dot.leader == home && version.dot.counter > before;
    let has_begun = |version: &Arc<Write>| is_own(version) || version.context.latest_of(home) > before;
    if !entry.versions.iter().any(has_begun) && !entry.has_siblings() {
        return read_context_of(&entry.versions, request.applied);
    }
    let mut order = CausalContext::new();
    for version in &entry.versions {
        match is_own(version) {
            true => {
                order.join(&version.context);
                order.insert(version.dot);
            }
            // Covers its writes to other keys as well, which a context of this key never concerns.
            false => {
                let seen = before + 1..=version.context.latest_of(home);
                seen.for_each(|counter| order.insert(Dot::new(home, counter)));
            }
        }
    }
    // Where another leader's version has replaced its latest write, the log still says what that had come after.
    if !entry.versions.iter().any(|version| is_own(version)) {
        let latest = latest_at_home(request, before);
        latest.into_iter().for_each(|write| order.join(&write.context));
    }
    if before == 0 {
        // It has been home throughout: all its writes of the key up to here are in order, as one entry.
        let mut own = VersionVector::new();
        own.raise(home, order.latest_of(home));
        order.join(&own.into());
    }
    order
}

/// The latest write of a key that its home has accepted from a client since it became home. It came after all earlier ones.
fn latest_at_home<'a>(request: &AcceptContext<'a>, before: u64) -> Option<&'a Write> {
    let key = &request.entry.versions.first()?.key;
    let accepted = request.log.iter().rev().filter(|entry| entry.came_from().is_none());
    let own = accepted.map(|entry| &*entry.write).filter(|write| write.dot.leader == request.leader);
    let mut in_term = own.take_while(|write| write.dot.counter > before);
    in_term.find(|write| write.client.is_some() && write.key == *key)
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
