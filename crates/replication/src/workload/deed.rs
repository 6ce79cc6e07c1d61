//! What a write of a workload does.

use serde::{Deserialize, Serialize};

use crate::command::Command;
use crate::id::ClientId;
use crate::value::{Key, Value};

/// What a write of a workload does. In a file: `"put"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// Puts a value that names its writer and says which of its writes it is: `w2·5`.
    #[default]
    Put,
}

impl Deed {
    /// The command by which a client makes its write of this number.
    pub(super) fn command(self, client: ClientId, key: Key, number: u64) -> Command {
        match self {
            Self::Put => {
                let value = Value::text(format!("{client}·{number}"));
                Command::Write { client, at: None, key, value, context: None }
            }
        }
    }
}
