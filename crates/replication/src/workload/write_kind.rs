//! What a write of a workload does.

use serde::{Deserialize, Serialize};

use crate::command::RequestedOperation;
use crate::id::ClientId;
use crate::value::Value;

/// What a write of a workload does. In a file: `"put"`, `"increment"` or `"add"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WriteKind {
    /// Puts a value that names its writer and says which of its writes it is: `w2·5`.
    #[default]
    Put,
    /// Increments a number by 1.
    Increment,
    /// Adds an item to a set that names its writer and says which of its writes it is.
    Add,
}

impl WriteKind {
    /// What a client asks for with its write of this number.
    pub(super) fn operation(self, client: ClientId, number: u64) -> RequestedOperation {
        let named = || Value::text(format!("{client}·{number}"));
        match self {
            Self::Put => RequestedOperation::Put(named()),
            Self::Increment => RequestedOperation::Increment(1),
            Self::Add => RequestedOperation::Add(named()),
        }
    }
}
