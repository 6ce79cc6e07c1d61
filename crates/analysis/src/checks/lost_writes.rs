//! No lost writes: every accepted write is kept, or was replaced in order (SEMANTICS C2).

use timeline::Loss;

use super::check::{Check, CheckKind};
use super::collector::MAX_WITNESSES;
use super::fold::{Fold, Found, Now};
use super::witness::{Finding, Witness};

/// Every accepted write is kept, or was replaced in order.
pub static LOST_WRITES: Check = Check {
    id: "no-lost-writes",
    name: "No lost writes",
    definition: "Every accepted write is kept, superseded by one whose writer had seen it, or overwritten in order.",
    kind: CheckKind::Property,
    begin: || Box::new(LostWrites),
};

struct LostWrites;

impl Fold for LostWrites {
    fn found(&self, now: &Now<'_>) -> Found {
        let mut lost: Vec<&Loss> = now.outcome.lost.iter().collect();
        lost.sort_by_key(|loss| loss.record_number);
        let witnesses = lost.iter().take(MAX_WITNESSES).filter_map(|loss| witness(now, loss)).collect();
        Found { checked: now.outcome.fates.accepted, violations: lost.len(), witnesses, ..Found::default() }
    }
}

fn witness(now: &Now<'_>, loss: &Loss) -> Option<Witness> {
    let Loss { dot, cause, to, record_number } = *loss;
    let write = &now.timeline.writes().get(&dot)?.write;
    let record = now.timeline.records().get(record_number)?;
    Some(Witness {
        number: record_number,
        at: record.at,
        clients: write.client.into_iter().collect(),
        leaders: record.event.leader().into_iter().collect(),
        keys: vec![write.key.clone()],
        writes: [dot].into_iter().chain(to).collect(),
        finding: Finding::Lost { cause, to },
    })
}
