//! The values that a run writes and merges: what a merge rule will meet.

use std::collections::BTreeSet;

use replication::Value;
use timeline::Timeline;

/// Every value that a write of a run has stored, each once, the smallest first.
#[must_use]
pub fn observed_values(timeline: &Timeline) -> Vec<Value> {
    let writes = timeline.writes().iter();
    let values: BTreeSet<Value> = writes.filter_map(|(_, record)| record.write.value().cloned()).collect();
    let mut values: Vec<Value> = values.into_iter().collect();
    values.sort_by_key(Value::size_bytes);
    values
}
