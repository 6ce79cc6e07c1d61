//! Merge on write: a leader that finds two concurrent values merges them immediately, stores the result and
//! replicates it (SEMANTICS W1).
//!
//! A merge adds no information of its own: it represents the client writes it was made from. It therefore
//! supersedes every version made from a subset of them, and two leaders that merge the same writes do not conflict
//! again. If their results differ, the results are merged once more; if that depends on which leader merges, each
//! leader keeps its own and they diverge permanently (SEMANTICS W3).

mod add_wins;
mod concatenate;
mod keep_greater;
mod keep_longer;
mod merge_function;
mod per_field;
mod script;
mod sum;
mod union;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use merge_function::MergeFunction;
pub use script::Script;

use crate::operation::Inapplicable;
use crate::policy::conflict_policy::{
    AcceptContext, AcceptedWrite, ConflictPolicy, MergeAttempt, RemovalReason, Resolution, VersionRule,
    accept_with_context,
};
use crate::policy::read_context::read_context_of;
use crate::registry::{OptionInfo, OptionKind, Options, registry};
use crate::script::{MergeError, MergeInput};
use crate::store::Entry;
use crate::value::Value;
use crate::versions::{CausalContext, Dot, VersionVector};
use crate::write::Write;

registry! {
    /// The rule that merges two concurrent values into one.
    MergeRule: as_function -> dyn MergeFunction, "a merge: its name, or {\"script\": {\"source\": \"fn merge(mine, theirs, ancestor) { … }\"}}";
    Larger(keep_greater::KeepGreater) = "larger", "Keep larger", "The greater value is kept.";
    Longer(keep_longer::KeepLonger) = "longer", "Keep longer", "The value with more characters or items is kept.";
    Sum(sum::Sum) = "sum", "Sum", "Numbers are added; their common ancestor counts once.";
    Union(union::Union) = "union", "Union", "All items of both sides. Removed items come back.";
    AddWins(add_wins::AddWins) = "add-wins", "Add wins", "Items that either side added stay; items that either side removed go, unless the other added them.";
    PerField(per_field::PerField) = "per-field", "Field by field", "Each field of a map is taken from the side that changed it.";
    Concatenate(concatenate::Concatenate) = "concatenate", "Concatenate", "One value after the other, in alphabetical order.";
    Script(Script) = "script", "Your own code", "A Rhai function that takes both values.";
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
        if let Some(equivalent) = entry.versions.iter().find(|version| have_same_sources(version, incoming)) {
            return self.resolve_equivalent(entry, equivalent, incoming);
        }
        let (seen, others): (Vec<_>, Vec<_>) =
            entry.versions.iter().cloned().partition(|version| covers(incoming, version));
        let mut removed: Vec<_> =
            seen.iter().map(|version| (version.dot, RemovalReason::Superseded)).collect();
        // A write that arrives after its successor still supersedes what its own writer had seen.
        let is_known = !incoming.is_merge() && entry.history.contains(incoming.dot);
        if is_known || others.iter().any(|version| covers(version, incoming)) {
            removed.push((incoming.dot, RemovalReason::Superseded));
            return Resolution { kept: others, removed, ..Resolution::default() };
        }
        let kept: Vec<_> = others.into_iter().chain([incoming.clone()]).collect();
        let mut cost = 0;
        let merge = (kept.len() > 1).then(|| self.fold(entry, &kept, &mut cost));
        Resolution { kept, removed, merge, materialized: None, cost }
    }

    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        accept_with_context(request)
    }

    fn read_context(&self, entry: &Entry, applied: &VersionVector) -> CausalContext {
        read_context_of(&entry.versions, applied)
    }

    fn answers_writes_with_values(&self) -> bool {
        true
    }

    fn version_rule(&self) -> VersionRule {
        VersionRule::Merging
    }

    fn keeps_replaced_versions(&self) -> bool {
        true
    }

    fn runs_script(&self) -> bool {
        self.with.as_function().runs_script()
    }
}

impl Merge {
    /// Merges all these values pairwise, from the stored versions to the latest arrival.
    fn fold(&self, entry: &Entry, versions: &[Arc<Write>], cost: &mut usize) -> MergeAttempt {
        let ancestor = latest_common_ancestor(entry, versions);
        let base = ancestor.and_then(|version| version.value());
        let mut values = versions.iter().map(|version| version.value().cloned());
        let first = Ok(values.next().flatten());
        let result = values.fold(first, |merged, theirs| {
            let mine = merged?;
            self.merge(MergeInput { mine: mine.as_ref(), theirs: theirs.as_ref(), ancestor: base }, cost)
        });
        MergeAttempt { result, sources: joint_sources(versions) }
    }

    fn merge(&self, values: MergeInput<'_>, cost: &mut usize) -> Result<Option<Value>, MergeError> {
        let ran = self.with.as_function().run(values);
        *cost += ran.cost;
        let merged = ran.result?;
        let violation = merged.as_ref().and_then(|value| value.check().err());
        violation.map_or(Ok(merged), |message| Err(MergeError { position: None, message }))
    }

    /// Resolves two merges of the same writes. Equal results: the lesser dot is kept. Different results: they are
    /// merged once more if that is order-independent; otherwise the stored one stays.
    fn resolve_equivalent(&self, entry: &Entry, here: &Arc<Write>, incoming: &Arc<Write>) -> Resolution {
        let others = || entry.versions.iter().filter(|version| version.dot != here.dot).cloned();
        let keep = |kept: &Arc<Write>, removed: Dot, reason| Resolution {
            kept: others().chain([kept.clone()]).collect(),
            removed: vec![(removed, reason)],
            ..Resolution::default()
        };
        if here.value() == incoming.value() {
            let (first, second) = if here.dot <= incoming.dot { (here, incoming) } else { (incoming, here) };
            return keep(first, second.dot, RemovalReason::Superseded);
        }
        let mut cost = 0;
        let joined = self.join_if_order_independent(here.value(), incoming.value(), &mut cost);
        let resolution = match joined {
            Some(joined) if joined.as_ref() == here.value() => {
                keep(here, incoming.dot, RemovalReason::Superseded)
            }
            Some(joined) if joined.as_ref() == incoming.value() => {
                keep(incoming, here.dot, RemovalReason::Superseded)
            }
            Some(joined) => {
                let kept: Vec<_> = others().chain([here.clone(), incoming.clone()]).collect();
                let merge = Some(MergeAttempt { result: Ok(joined), sources: joint_sources(&kept) });
                Resolution { kept, merge, ..Resolution::default() }
            }
            None => keep(here, incoming.dot, RemovalReason::Discarded),
        };
        Resolution { cost, ..resolution }
    }

    /// The merge of two values if it is commutative and absorbs both: merging it with either changes nothing.
    fn join_if_order_independent(
        &self,
        a: Option<&Value>,
        b: Option<&Value>,
        cost: &mut usize,
    ) -> Option<Option<Value>> {
        let mut merge = |mine, theirs| self.merge(MergeInput { mine, theirs, ancestor: None }, cost);
        let joined = merge(a, b).ok()?;
        let mut gives_joined = |one, other| merge(one, other).is_ok_and(|merged| merged == joined);
        let result = joined.as_ref();
        let is_order_independent = gives_joined(b, a)
            && gives_joined(a, result)
            && gives_joined(result, a)
            && gives_joined(b, result)
            && gives_joined(result, b);
        is_order_independent.then(|| joined.clone())
    }
}

/// The client writes that a version represents: itself, or the sources of a merge.
fn sources(version: &Write) -> &[Dot] {
    match version.is_merge() {
        true => &version.sources,
        false => std::slice::from_ref(&version.dot),
    }
}

/// Whether a version includes, or its writer had seen, all writes that another represents.
fn covers(version: &Write, other: &Write) -> bool {
    sources(other).iter().all(|dot| version.dot == *dot || version.context.contains(*dot))
}

fn have_same_sources(a: &Write, b: &Write) -> bool {
    covers(a, b) && covers(b, a)
}

/// The client writes that these versions represent, without those that another had seen, in dot order.
fn joint_sources(versions: &[Arc<Write>]) -> Vec<Dot> {
    let all = versions.iter().flat_map(|version| sources(version));
    let is_seen = |dot: &Dot| {
        versions.iter().any(|version| version.context.contains(*dot) && !sources(version).contains(dot))
    };
    let mut heads: Vec<Dot> = all.filter(|dot| !is_seen(dot)).copied().collect();
    heads.sort();
    heads.dedup();
    heads
}

/// The latest version that all of these had seen, if still stored; of several, the one with the greatest dot.
fn latest_common_ancestor<'a>(entry: &'a Entry, versions: &[Arc<Write>]) -> Option<&'a Arc<Write>> {
    let common = |version: &Arc<Write>| versions.iter().all(|later| covers(later, version));
    let common: Vec<&Arc<Write>> = entry.replaced.iter().filter(|version| common(version)).collect();
    let is_latest =
        |version: &Arc<Write>| !common.iter().any(|other| covers(other, version) && !covers(version, other));
    common.iter().copied().filter(|version| is_latest(version)).max_by_key(|version| version.dot)
}
