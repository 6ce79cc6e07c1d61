//! The observed-remove set: a removal removes exactly the additions that its leader had observed, so an item that
//! is added while it is removed elsewhere stays (add wins).

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::gather::gather;
use crate::limits::MAX_ITEMS;
use crate::operation::{Inapplicable, Operation, OperationKind};
use crate::policy::conflict_policy::{
    AcceptContext, AcceptedWrite, ConflictPolicy, RemovalReason, Resolution, VersionRule,
};
use crate::registry::{OptionInfo, Options};
use crate::set_history::SetHistory;
use crate::set_update::SetUpdate;
use crate::store::{Entry, StoredVersions};
use crate::value::Value;
use crate::versions::{CausalContext, Dot};
use crate::write::Write;

/// A set of values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ObservedSet {}

impl Options for ObservedSet {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl ConflictPolicy for ObservedSet {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        let (mut seen, mut kept): (StoredVersions, StoredVersions) =
            entry.versions.iter().cloned().partition(|version| replaces(incoming, version));
        let arrived_late = entry.history.contains(incoming.dot);
        let has_lasting_effect = !SetUpdate::of(incoming).only_removes()
            || !incoming.sources.is_empty()
            || kept.iter().any(|version| SetUpdate::takes_item_out(incoming, version));
        match has_lasting_effect && !arrived_late {
            true => kept.push(incoming.clone()),
            false => seen.push(incoming.clone()),
        }
        // A removal is kept as long as an addition it removes is stored or may still arrive. An addition that the
        // incoming write had seen would arrive too late.
        let is_stored = |dot: &Dot| kept.iter().any(|version| version.dot == *dot);
        let is_known = |dot: &Dot| *dot == incoming.dot || incoming.context.contains(*dot);
        let may_arrive = |dot: &Dot| !entry.history.contains(*dot) && !is_known(dot);
        let is_needed = |version: &Write| {
            SetUpdate::of(version).removed_item().is_none()
                || version.sources.iter().any(|dot| is_stored(dot) || may_arrive(dot))
                || kept.iter().any(|other| SetUpdate::takes_item_out(version, other))
        };
        let (kept, obsolete): (StoredVersions, StoredVersions) =
            kept.iter().cloned().partition(|version| is_needed(version));
        let gone = || seen.iter().chain(&obsolete);
        let removed = gone().map(|version| (version.dot, RemovalReason::Superseded)).collect();
        let value = Value::Set(items(&kept));
        let unchanged = entry.materialized.clone().filter(|before| **before == value);
        let materialized = unchanged.or_else(|| Some(Arc::new(value)));
        let mut set_history = entry.set_history.clone().unwrap_or_default();
        gone().for_each(|version| set_history.note(version));
        Resolution { kept, removed, materialized, set_history: Some(set_history), ..Resolution::default() }
    }

    fn version_rule(&self) -> VersionRule {
        VersionRule::Set
    }

    fn supported_operations(&self) -> &'static [OperationKind] {
        &[OperationKind::Add, OperationKind::Remove, OperationKind::Delete]
    }

    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        let AcceptContext { entry, operation, .. } = request;
        let (context, about) = match &operation {
            Operation::Add(item) => (additions_of(entry, item), Vec::new()),
            Operation::Remove(item) => (additions_of(entry, item), additions_with_others(entry, item)),
            // These items replace everything stored.
            Operation::Put(Value::Set(_)) | Operation::Delete => (all_additions(entry), Vec::new()),
            Operation::Put(_)
            | Operation::Insert(_)
            | Operation::Update(_)
            | Operation::Increment(_)
            | Operation::AssignHome { .. } => return Err(Inapplicable::WrongKind),
        };
        if matches!(&operation, Operation::Add(item) if would_exceed_limit(entry, item)) {
            return Err(Inapplicable::TooLarge);
        }
        Ok(AcceptedWrite { operation, row: None, context, merge_sources: about })
    }
}

/// Whether a write takes the place of a stored version that it covers. An addition or a removal of an item leaves a
/// write of a whole set in place, of which a removal takes only its item out (SEMANTICS R7).
fn replaces(incoming: &Write, version: &Write) -> bool {
    let update = SetUpdate::of(incoming);
    let is_about_one_item = matches!(update, SetUpdate::Add(_) | SetUpdate::Remove(_));
    let adds_several = SetUpdate::of(version).added_items().len() > 1;
    incoming.had_seen(version) && !(is_about_one_item && adds_several)
}

fn would_exceed_limit(entry: &Entry, item: &Value) -> bool {
    let items = items(&entry.versions);
    items.len() >= MAX_ITEMS && !items.contains(item)
}

/// The items that a version adds; writing a whole set adds all its items.
fn added_items(version: &Write) -> Vec<&Value> {
    SetUpdate::of(version).added_items()
}

/// Whether another version removes this item from a version.
fn is_removed(version: &Write, item: &Value, versions: &[Arc<Write>]) -> bool {
    versions.iter().any(|other| {
        SetUpdate::of(other).removed_item() == Some(item) && SetUpdate::takes_item_out(other, version)
    })
}

fn items(versions: &[Arc<Write>]) -> BTreeSet<Value> {
    let all =
        versions.iter().flat_map(|version| added_items(version).into_iter().map(move |item| (version, item)));
    let left = all.filter(|(version, item)| !is_removed(version, item, versions));
    gather(left.map(|(_, item)| item.clone()))
}

/// The adds of this item alone that were applied here, stored or not.
fn additions_of(entry: &Entry, item: &Value) -> CausalContext {
    let mut context = entry.set_history.as_ref().map(|history| history.adds_alone(item)).unwrap_or_default();
    let stored = entry.versions.iter().filter(|version| SetUpdate::of(version).added_alone() == Some(item));
    stored.for_each(|version| context.insert(version.dot));
    context
}

/// The writes of a whole set that add this item together with others and were applied here, stored or not, in dot
/// order. A removal takes only its item out of them.
fn additions_with_others(entry: &Entry, item: &Value) -> Vec<Dot> {
    let stored = entry.versions.iter().filter(|version| {
        let added = added_items(version);
        added.len() > 1 && added.contains(&item)
    });
    let mut all: BTreeSet<Dot> = gather(stored.map(|version| version.dot));
    all.extend(entry.set_history.iter().flat_map(|history| history.adds_with_others(item)));
    all.into_iter().collect()
}

/// What writing a whole set replaces, stored or not. Removals stay: one may remove an addition that has yet to arrive,
/// and each becomes obsolete once all its additions are gone.
fn all_additions(entry: &Entry) -> CausalContext {
    let mut context = entry.set_history.as_ref().map(SetHistory::all).unwrap_or_default();
    let stored = entry.versions.iter().filter(|version| SetUpdate::of(version).removed_item().is_none());
    stored.for_each(|version| context.insert(version.dot));
    context
}
