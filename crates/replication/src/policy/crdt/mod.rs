//! Conflict-free replicated data types: operations that commute (Shapiro et al., 2011).
//!
//! To add a type, write one file here that implements [`ConflictPolicy`], and add one line to the list below.

mod counter;
mod register;
mod set;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use counter::Counter;
pub use register::Register;
pub use set::ObservedSet;

use crate::logical::LogicalClock;
use crate::operation::{Inapplicable, OperationKind};
use crate::policy::conflict_policy::{AcceptContext, AcceptedWrite, ConflictPolicy, Resolution, VersionRule};
use crate::policy::timestamp_rule::TimestampRule;
use crate::registry::{OptionInfo, OptionKind, Options, registry};
use crate::store::Entry;
use crate::write::Write;

registry! {
    /// The data type of every key.
    DataType: as_policy -> dyn ConflictPolicy, "a data type: “counter”, “set” or “register”";
    Counter(Counter) = "counter", "Counter", "Increments at different leaders add up.";
    Set(ObservedSet) = "set", "Set", "An item added at one leader while another removes it stays.";
    Register(Register) = "register", "Register", "The latest value by hybrid logical clock is kept.";
}

#[allow(clippy::derivable_impls, reason = "the macro makes the enum")]
impl Default for DataType {
    fn default() -> Self {
        Self::Counter(Counter::default())
    }
}

/// The options of CRDTs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Crdt {
    /// The data type of every key.
    #[serde(rename = "type")]
    pub data_type: DataType,
}

impl Options for Crdt {
    const OPTIONS: &'static [OptionInfo] = &[OptionInfo {
        id: "type",
        label: "Every key is a",
        help: "",
        section: None,
        kind: OptionKind::Variant { variants: || DataType::VARIANTS.to_vec(), default: "counter" },
    }];
}

impl ConflictPolicy for Crdt {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        self.data_type.as_policy().resolve(entry, incoming)
    }

    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        self.data_type.as_policy().accept(request)
    }

    fn timestamp_rule(&self) -> Option<TimestampRule> {
        self.data_type.as_policy().timestamp_rule()
    }

    fn version_rule(&self) -> VersionRule {
        self.data_type.as_policy().version_rule()
    }

    fn supported_operations(&self) -> &'static [OperationKind] {
        self.data_type.as_policy().supported_operations()
    }

    fn logical_clock(&self) -> Option<LogicalClock> {
        self.data_type.as_policy().logical_clock()
    }
}
