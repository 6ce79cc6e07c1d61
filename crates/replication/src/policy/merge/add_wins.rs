//! Add wins: a three-way union that keeps removed items out.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::MergeFunction;
use crate::policy::merge::union::{collection_like, items};
use crate::registry::{OptionInfo, Options};
use crate::script::{MergeError, MergeInput};
use crate::value::Value;

/// Keeps items that both have or either added. The common ancestor serves as tombstones; if it is no longer known,
/// this is a plain union.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AddWins {}

impl Options for AddWins {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for AddWins {
    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError> {
        let all = |value: Option<&Value>| value.map_or(Ok(BTreeSet::new()), items);
        let (mine, theirs) = (all(values.mine)?, all(values.theirs)?);
        let before = all(values.ancestor).unwrap_or_default();
        let kept = mine.intersection(&theirs);
        let added = mine.difference(&before).chain(theirs.difference(&before));
        let merged: BTreeSet<Value> = kept.chain(added).cloned().collect();
        Ok(match (values.mine, values.theirs) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => {
                (!merged.is_empty()).then(|| collection_like(one, one, merged))
            }
            (Some(mine), Some(theirs)) => Some(collection_like(mine, theirs, merged)),
        })
    }
}
