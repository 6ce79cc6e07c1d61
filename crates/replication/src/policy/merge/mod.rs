//! Merge on write: a leader that finds two concurrent values merges them immediately, stores the result and
//! replicates it (SEMANTICS W1).
//!
//! The result is a function of all client writes of the key that the leader knows, never of the order in which they
//! arrived (SEMANTICS W4). A merged version carries the writes that it was made from, so two leaders that merge the
//! same writes do not conflict again: of two merged versions with the same latest writes and equal values, the lesser
//! dot is kept. User code may give two results for the same writes: the greater value is kept.

mod add_wins;
mod code_fold;
mod concatenate;
mod keep_greater;
mod keep_longer;
mod merge_function;
mod per_field;
mod script;
mod sum;
mod two_values;
mod union;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use add_wins::AddWins;
pub use merge_function::{MergeFunction, MergePlace};
pub use script::Script;

use crate::key_history::{KeyHistory, covers};
use crate::limits::MERGED_WRITES_PER_EVENT;
use crate::operation::Inapplicable;
use crate::policy::conflict_policy::{
    AcceptContext, AcceptedWrite, ConflictPolicy, MergeAttempt, RemovalReason, Resolution, VersionRule,
    accept_with_context,
};
use crate::policy::read_context::read_context_of;
use crate::registry::{OptionInfo, OptionKind, Options, registry};
use crate::script::{MergeError, MergeRun};
use crate::store::Entry;
use crate::value::Value;
use crate::versions::{CausalContext, Dot, VersionVector};
use crate::write::{Contains, MergedFrom, Write};

registry! {
    /// The rule that merges two concurrent values into one.
    MergeRule: as_function -> dyn MergeFunction, "a merge: its name, or {\"script\": {\"source\": \"fn merge(mine, theirs, ancestor) { … }\"}}";
    Larger(keep_greater::KeepGreater) = "larger", "Keep greater", "The greater value is kept.";
    Longer(keep_longer::KeepLonger) = "longer", "Keep longer", "The value with more characters or items is kept.";
    Sum(sum::Sum) = "sum", "Sum", "Adds up by how much each write changed the number.";
    Union(union::Union) = "union", "Union", "All items from all sides. Removed items come back.";
    AddWins(add_wins::AddWins) = "add-wins", "Add wins", "Items that any side added stay; items that any side removed go, unless another added them again.";
    PerField(per_field::PerField) = "per-field", "Field by field", "Each field of a map is taken from the write that changed it.";
    Concatenate(concatenate::Concatenate) = "concatenate", "Concatenate", "One value after the other, in ascending order.";
    Script(Script) = "script", "Your own code", "A function of the two values and the one they come from, in the scripting language Rhai.";
}

#[allow(clippy::derivable_impls, reason = "the macro makes the enum")]
impl Default for MergeRule {
    fn default() -> Self {
        Self::Union(union::Union::default())
    }
}

/// The options of merge on write.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Merge {
    /// The merge rule.
    pub with: MergeRule,
}

impl Options for Merge {
    const OPTIONS: &'static [OptionInfo] = &[OptionInfo {
        id: "with",
        label: "Merge rule",
        help: "",
        section: None,
        kind: OptionKind::Variant { variants: || MergeRule::VARIANTS.to_vec(), default: "union" },
    }];
}

impl ConflictPolicy for Merge {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        self.merge_in(entry, incoming)
    }

    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        accept_with_context(request)
    }

    fn read_context(&self, entry: &Entry, applied: &VersionVector) -> CausalContext {
        read_context_of(&entry.versions, applied)
    }

    fn tracks_contexts(&self) -> bool {
        true
    }

    fn answers_writes_with_values(&self) -> bool {
        true
    }

    fn version_rule(&self) -> VersionRule {
        VersionRule::Merging
    }

    fn merges(&self) -> bool {
        true
    }

    fn runs_script(&self) -> bool {
        // Not by the rule's function: the code of the rules may not be there yet.
        matches!(self.with, MergeRule::Script(_))
    }
}

/// What to do with the versions of a key.
enum Outcome {
    /// This version represents all that is known.
    Keep(Arc<Write>),
    /// There is none yet: the leader merges.
    Merge(Box<MergeAttempt>),
}

impl Merge {
    /// Merges an arriving write with the stored versions.
    fn merge_in(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        let rule = self.with.as_function();
        let mut merging = entry.merging.clone().unwrap_or_default();
        let mut gone_through = merging.prepare(&rule.effects(), &entry.versions);
        let stored = merging.writes().heads().to_vec();
        gone_through += merging.learn(incoming, entry.history.contains(incoming.dot));
        let arrival = Arrival { entry, incoming, stored: &stored };
        let mut cost = gone_through / MERGED_WRITES_PER_EVENT;
        let outcome = self.outcome(&arrival, &mut merging, &mut cost);
        let mut resolution = match outcome {
            Outcome::Keep(version) => arrival.keep(&[version]),
            Outcome::Merge(attempt) => match attempt.result {
                Ok(_) => arrival.merge(*attempt),
                Err(_) => arrival.fail(&merging, *attempt),
            },
        };
        resolution.merging = Some(merging);
        resolution.cost = cost;
        resolution
    }

    fn outcome(&self, arrival: &Arrival<'_>, merging: &mut KeyHistory, cost: &mut usize) -> Outcome {
        let single = match merging.writes().heads() {
            [only] => merging.writes().get(*only).cloned(),
            [] | [_, _, ..] => None,
        };
        if let Some(version) = single {
            return Outcome::Keep(version);
        }
        let rule = self.with.as_function();
        if rule.runs_script() {
            // Code may give several results for the same writes; only of those must be chosen.
            let same = merging.current_merges().filter(|merge| is_made_from(merge, merging));
            let greatest = same.max_by(|a, b| a.value().cmp(&b.value()).then(b.dot.cmp(&a.dot)));
            if let Some(version) = greatest {
                return Outcome::Keep(version.clone());
            }
        }
        let MergeRun { result, cost: run_cost } = rule.run(merging.writes_mut(), arrival.stored);
        *cost += run_cost;
        let result = result.and_then(checked);
        let value = result.as_ref().ok().map(Option::as_ref);
        let fitting = value.and_then(|value| merging.current_merges().find(|merge| merge.value() == value));
        match fitting.filter(|_| !rule.runs_script()) {
            Some(version) => Outcome::Keep(version.clone()),
            None => {
                let contains =
                    value.map_or(Contains::default(), |value| rule.contains(merging.writes(), value));
                if let Contains::Only(contained) = &contains {
                    *cost += contained.len() / MERGED_WRITES_PER_EVENT;
                }
                let sources = merging.writes().heads().to_vec();
                let merged_from = MergedFrom { history: merging.writes().clone(), contains };
                Outcome::Merge(Box::new(MergeAttempt { result, sources, merged_from }))
            }
        }
    }
}

/// A write that arrives at a leader.
struct Arrival<'a> {
    entry: &'a Entry,
    incoming: &'a Arc<Write>,
    /// The latest writes that the leader knew before.
    stored: &'a [Dot],
}

impl Arrival<'_> {
    /// All versions at hand: those stored and the incoming one.
    fn at_hand(&self) -> impl Iterator<Item = &Arc<Write>> {
        let is_other = |version: &&Arc<Write>| version.dot != self.incoming.dot;
        self.entry.versions.iter().filter(is_other).chain([self.incoming])
    }

    /// Keeps exactly these versions.
    fn keep(&self, kept: &[Arc<Write>]) -> Resolution {
        let is_kept = |version: &&Arc<Write>| kept.iter().any(|other| other.dot == version.dot);
        let removed = self.at_hand().filter(|version| !is_kept(version));
        let removed = removed.map(|version| (version.dot, removal_reason(version, kept))).collect();
        Resolution { kept: kept.into(), removed, ..Resolution::default() }
    }

    /// Keeps the versions that are about to be merged.
    fn merge(&self, attempt: MergeAttempt) -> Resolution {
        let uncovered = self
            .at_hand()
            .filter(|version| version.dot == self.incoming.dot || !covers(self.incoming, version));
        let uncovered: Vec<_> = uncovered.cloned().collect();
        let kept = if uncovered.len() > 1 { uncovered } else { self.at_hand().cloned().collect() };
        Resolution { merge: Some(attempt), ..self.keep(&kept) }
    }

    /// Keeps the latest writes as siblings. That is reported once, not at every arrival that changes nothing.
    fn fail(&self, merging: &KeyHistory, attempt: MergeAttempt) -> Resolution {
        let siblings: Vec<_> = merging.writes().head_writes().cloned().collect();
        let is_new = !siblings.iter().map(|version| version.dot).eq(self.entry.dots());
        Resolution { merge: is_new.then_some(attempt), ..self.keep(&siblings) }
    }
}

/// Why a version is not kept when these are: a merge of the same writes with another value is discarded.
fn removal_reason(removed: &Write, kept: &[Arc<Write>]) -> RemovalReason {
    let is_rival = |other: &Arc<Write>| {
        removed.is_merge()
            && other.is_merge()
            && other.sources == removed.sources
            && other.value() != removed.value()
    };
    match kept.iter().any(is_rival) {
        true => RemovalReason::Discarded,
        false => RemovalReason::Superseded,
    }
}

/// Whether a merged version was made from exactly what is known now.
fn is_made_from(merge: &Write, merging: &KeyHistory) -> bool {
    merge.merged_from.as_ref().is_some_and(|from| from.history == *merging.writes())
}

/// The merged value, if it is within the limits of values.
fn checked(merged: Option<Value>) -> Result<Option<Value>, MergeError> {
    let violation = merged.as_ref().and_then(|value| value.check().err());
    violation.map_or(Ok(merged), |message| Err(MergeError { position: None, message }))
}
