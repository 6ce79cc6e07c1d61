//! Field by field: a three-way merge of maps.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::MergeFunction;
use crate::registry::{OptionInfo, Options};
use crate::script::{MergeError, MergeInput};
use crate::value::Value;

/// Takes each field from the side that changed it. If both changed it, the greater value wins, and a change beats
/// a removal. Nested maps are merged the same way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PerField {}

impl Options for PerField {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for PerField {
    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError> {
        let is_map = |value: Option<&Value>| matches!(value, None | Some(Value::Map(_)));
        if !is_map(values.mine) || !is_map(values.theirs) {
            let message = "only maps can be merged field by field".into();
            return Err(MergeError { position: None, message });
        }
        Ok(merged(values.mine, values.theirs, values.ancestor))
    }
}

fn merged(mine: Option<&Value>, theirs: Option<&Value>, ancestor: Option<&Value>) -> Option<Value> {
    match (mine, theirs) {
        _ if mine == theirs || theirs == ancestor => mine.cloned(),
        _ if mine == ancestor => theirs.cloned(),
        (Some(Value::Map(mine)), Some(Value::Map(theirs))) => {
            Some(Value::Map(merged_fields(mine, theirs, ancestor)))
        }
        _ => mine.max(theirs).cloned(),
    }
}

fn merged_fields(
    mine: &BTreeMap<String, Value>,
    theirs: &BTreeMap<String, Value>,
    ancestor: Option<&Value>,
) -> BTreeMap<String, Value> {
    let before = |name: &String| match ancestor {
        Some(Value::Map(fields)) => fields.get(name),
        Some(Value::Text(_) | Value::Integer(_) | Value::List(_) | Value::Set(_)) | None => None,
    };
    let names: BTreeSet<&String> = mine.keys().chain(theirs.keys()).collect();
    let fields = names
        .into_iter()
        .filter_map(|name| Some((name.clone(), merged(mine.get(name), theirs.get(name), before(name))?)));
    fields.collect()
}
