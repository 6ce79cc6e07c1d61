//! The default workload.

use replication::{Centi, Micros, RequestSettings, Workload, WriteKind};

/// Three clients on three keys for two seconds, reading before they write: enough to see conflicts.
#[must_use]
pub fn first_workload() -> Workload {
    Workload {
        clients: 3,
        at: std::collections::BTreeMap::new(),
        from: Micros::ZERO,
        until: Micros::from_ms(2_000),
        per_second: Centi(200),
        reads_percent: 50,
        writes: WriteKind::Put,
        deletes_percent: 0,
        reads_first: true,
        keys: 3,
        zipf: Centi(0),
        requests: RequestSettings::default(),
    }
}
