//! What a write of a workload does.

use serde::{Deserialize, Serialize};

use crate::command::Command;
use crate::id::ClientId;
use crate::key::Key;
use crate::value::Value;

/// What a write of a workload does. In a file: `"put"`, `"increment"` or `"add"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// Puts a value that names its writer and says which of its writes it is: `w2·5`.
    #[default]
    Put,
    /// Increments a number by 1.
    Increment,
    /// Adds an item to a set that names its writer and says which of its writes it is.
    Add,
}

impl Deed {
    /// The command by which a client makes its write of this number.
    pub(super) fn command(self, client: ClientId, key: Key, number: u64) -> Command {
        let named = || Value::text(format!("{client}·{number}"));
        match self {
            Self::Put => Command::Write { client, at: None, key, value: named(), context: None },
            Self::Increment => Command::Increment { client, at: None, key, by: 1, context: None },
            Self::Add => Command::Add { client, at: None, key, item: named(), context: None },
        }
    }
}
