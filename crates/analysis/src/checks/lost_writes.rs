//! No lost writes: every accepted write is kept, or was replaced in order (SEMANTICS C2).

use timeline::Loss;

use super::check::{Check, CheckKind};
use super::collector::Collector;
use super::fold::{Fold, Found, Now};
use super::witness::{Finding, Witness};

/// Every accepted write is kept, or was replaced in order.
pub static LOST_WRITES: Check = Check {
    id: "no-lost-writes",
    name: "No lost writes",
    definition: "Every accepted write is kept, or a write that saw it or came later in order replaced it.",
    kind: CheckKind::Property,
    begin: || Box::new(LostWrites),
};

struct LostWrites;

impl Fold for LostWrites {
    fn found(&self, now: &Now<'_>) -> Found {
        let mut collector = Collector::default();
        let outcome = now.outcome;
        outcome.lost.iter().filter_map(|loss| witness(now, loss)).for_each(|it| collector.push(it));
        collector.first.sort_by_key(|witness| witness.number);
        Found::of(&collector, outcome.fates.accepted)
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
