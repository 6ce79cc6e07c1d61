//! Add wins: a union that keeps removed items out.

use serde::{Deserialize, Serialize};

use crate::merge_history::{EffectKind, Effects};
use crate::policy::merge::merge_function::{MergeFunction, live_values, merge_error};
use crate::policy::merge::per_field::changes_in_effect;
use crate::policy::merge::union::{collection, items};
use crate::registry::{OptionInfo, Options};
use crate::script::MergeError;
use crate::value::Value;
use crate::write::{Contains, MergeHistory};

/// Keeps each item that some write added and that no writer who had seen this removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AddWins {}

impl Options for AddWins {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for AddWins {
    fn merge(&self, history: &MergeHistory) -> Result<Option<Value>, MergeError> {
        let Effects::Items(tree) = history.effects() else {
            return Err(merge_error("it is not known what each write added"));
        };
        let values = live_values(history);
        values.iter().try_for_each(|value| items(value).map(drop))?;
        let items = tree.items();
        // An empty collection and a deletion make a deletion.
        let is_deleted = items.is_empty() && values.len() < history.heads().len();
        Ok((!is_deleted).then(|| collection(&values, items)))
    }

    fn contains(&self, history: &MergeHistory, _: Option<&Value>) -> Contains {
        changes_in_effect(history)
    }

    fn effects(&self) -> EffectKind {
        EffectKind::Items
    }
}
