//! Field by field: each field of a map is decided by the writes that changed it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::merge_history::{EffectKind, Effects};
use crate::policy::merge::merge_function::{MergeFunction, live_values, merge_error};
use crate::registry::{OptionInfo, Options};
use crate::script::MergeError;
use crate::value::Value;
use crate::write::{Contained, Contains, MergeHistory};

/// Takes each field from the write that changed it last. Of concurrent changes, the greater value wins, and a change
/// beats a removal. Nested maps are merged the same way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PerField {}

impl Options for PerField {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for PerField {
    fn merge(&self, history: &MergeHistory) -> Result<Option<Value>, MergeError> {
        let Effects::Fields(tree) = history.effects() else {
            return Err(merge_error("it is not known which fields each write changed"));
        };
        if live_values(history).iter().any(|value| !matches!(value, Value::Map(_))) {
            return Err(merge_error("only maps can be merged field by field"));
        }
        Ok(tree.value())
    }

    fn contains(&self, history: &MergeHistory, _: Option<&Value>) -> Contains {
        changes_in_effect(history)
    }

    fn effects(&self) -> EffectKind {
        EffectKind::Fields
    }
}

/// The writes with changes in effect, and the latest writes that changed nothing.
pub(super) fn changes_in_effect(history: &MergeHistory) -> Contains {
    let (Effects::Items(tree) | Effects::Fields(tree)) = history.effects() else {
        return Contains::default();
    };
    let mut partial: BTreeMap<_, _> = tree.in_effect().into_iter().collect();
    partial.extend(history.heads().iter().filter(|dot| tree.changed_nothing(**dot)).map(|dot| (*dot, false)));
    Contains::Only(partial.into_iter().map(|(dot, is_partial)| Contained { dot, is_partial }).collect())
}
