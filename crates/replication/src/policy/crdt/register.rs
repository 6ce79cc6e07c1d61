//! The register: the latest value by hybrid logical clock is kept, so a write never loses to a value that its
//! writer had seen.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::logical::LogicalClock;
use crate::operation::{Inapplicable, Operation, OperationKind};
use crate::policy::conflict_policy::{
    AcceptContext, AcceptedWrite, ConflictPolicy, Resolution, accept_as_row,
};
use crate::policy::last_write_wins::LastWriteWins;
use crate::policy::timestamp_rule::{TieBreak, Timestamp, TimestampRule};
use crate::registry::{OptionInfo, Options};
use crate::store::Entry;
use crate::write::Write;

/// A single value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Register {}

const RULE: LastWriteWins =
    LastWriteWins { timestamp: Timestamp::Hybrid, tie: TieBreak::Leader, tombstone_lifetime: None };

impl Options for Register {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl ConflictPolicy for Register {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        RULE.resolve(entry, incoming)
    }

    fn accept(&self, request: AcceptContext<'_>) -> Result<AcceptedWrite, Inapplicable> {
        match request.operation {
            Operation::Put(_) | Operation::Delete | Operation::Insert(_) | Operation::Update(_) => {
                accept_as_row(request)
            }
            Operation::Increment(_)
            | Operation::Add(_)
            | Operation::Remove(_)
            | Operation::AssignHome { .. } => Err(Inapplicable::WrongKind),
        }
    }

    fn timestamp_rule(&self) -> Option<TimestampRule> {
        Some(RULE.rule())
    }

    fn supported_operations(&self) -> &'static [OperationKind] {
        &[OperationKind::Put, OperationKind::Insert, OperationKind::Update, OperationKind::Delete]
    }

    fn logical_clock(&self) -> Option<LogicalClock> {
        RULE.logical_clock()
    }
}
