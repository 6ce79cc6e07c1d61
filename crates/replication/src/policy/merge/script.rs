//! User-written merge code, run by the installed script engine.

use serde::{Deserialize, Deserializer, Serialize};

use crate::limits::MAX_SCRIPT_BYTES;
use crate::merge_history::EffectKind;
use crate::policy::merge::code_fold::CodeFold;
use crate::policy::merge::merge_function::{MergeFunction, latest};
use crate::registry::{OptionInfo, OptionKind, Options};
use crate::script::{MergeError, MergeRun};
use crate::value::Value;
use crate::versions::Dot;
use crate::write::{Contains, MergeHistory};

/// The code in a new scenario, until the user changes it.
const DEFAULT_SOURCE: &str =
    "fn merge(mine, theirs, ancestor) {\n    if mine > theirs { mine } else { theirs }\n}";

/// The merge code option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Script {
    /// The code: a function `merge(mine, theirs, ancestor)`.
    #[serde(deserialize_with = "source_within_bounds")]
    pub source: String,
}

impl Default for Script {
    fn default() -> Self {
        Self { source: DEFAULT_SOURCE.into() }
    }
}

impl Options for Script {
    const OPTIONS: &'static [OptionInfo] =
        &[OptionInfo { id: "source", label: "Merge code", help: "", section: None, kind: OptionKind::Code }];
}

impl MergeFunction for Script {
    fn merge(&self, history: &MergeHistory) -> Result<Option<Value>, MergeError> {
        self.run(&mut history.clone(), &[]).result
    }

    /// Whatever the code made of them, unless it kept exactly one.
    fn contains(&self, history: &MergeHistory, result: Option<&Value>) -> Contains {
        let is_equal = |dot: &&Dot| history.get(**dot).is_some_and(|write| write.value() == result);
        let equal: Vec<Dot> = history.heads().iter().filter(is_equal).copied().collect();
        match equal[..] {
            [only] => latest(history, |write| write.dot == only),
            [] | [_, _, ..] => latest(history, |_| true),
        }
    }

    fn effects(&self) -> EffectKind {
        EffectKind::Code(self.source.clone())
    }

    fn source(&self) -> Option<&str> {
        Some(&self.source)
    }

    fn runs_script(&self) -> bool {
        true
    }

    fn run(&self, history: &mut MergeHistory, stored: &[Dot]) -> MergeRun {
        let is_stored = |dot: &&Dot| stored.contains(dot);
        let heads = history.heads().to_vec();
        let (first, arrived): (Vec<&Dot>, Vec<&Dot>) = heads.iter().partition(is_stored);
        CodeFold::run(&self.source, history, first.into_iter().chain(arrived).copied().collect())
    }
}

fn source_within_bounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let source = String::deserialize(deserializer)?;
    match source.len() <= MAX_SCRIPT_BYTES {
        true => Ok(source),
        false => {
            let message = format!("the merge code is too long: {MAX_SCRIPT_BYTES} bytes at most");
            Err(serde::de::Error::custom(message))
        }
    }
}
