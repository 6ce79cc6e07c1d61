//! The operation that the writes of a workload use.

use serde::{Deserialize, Serialize};

use crate::command::RequestedOperation;
use crate::id::ClientId;
use crate::value::Value;

/// The operation that the writes of a workload use. In a file: `"put"`, `"increment"` or `"add"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WriteKind {
    /// Puts a value made of the client's id and the write's sequence number: `w2·5`.
    #[default]
    Put,
    /// Increments a number by 1.
    Increment,
    /// Adds an item made of the client's id and the write's sequence number to a set.
    Add,
}

impl WriteKind {
    /// The operation of a client's write with this sequence number.
    pub(super) fn operation(self, client: ClientId, number: u64) -> RequestedOperation {
        let unique_value = || Value::text(format!("{client}·{number}"));
        match self {
            Self::Put => RequestedOperation::Put(unique_value()),
            Self::Increment => RequestedOperation::Increment(1),
            Self::Add => RequestedOperation::Add(unique_value()),
        }
    }
}
