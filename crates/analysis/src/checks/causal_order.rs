//! Causal order: no leader applies a write before what it depends on (SEMANTICS C3).

use replication::Event;

use super::check::{Check, CheckKind};
use super::collector::Collector;
use super::fold::{Fold, Found, Now};
use super::tally::Tally;
use super::witness::{Finding, Witness};
use crate::trace_state::Moment;

/// No leader applies a write before what it depends on.
pub static CAUSAL_ORDER: Check = Check {
    id: "causal-order",
    name: "Causal order",
    definition: "No leader applies a write before the writes that it depends on.",
    kind: CheckKind::Property,
    begin: || Box::new(CausalOrder::default()),
};

#[derive(Default)]
struct CausalOrder {
    found: Collector,
    checked: Tally,
}

impl Fold for CausalOrder {
    fn follow(&mut self, moment: &Moment<'_>) {
        let Event::Applied { leader, write, .. } = moment.event else { return };
        self.checked.add(moment.number, 1);
        let Some(missing) = moment.missing.iter().min().copied() else { return };
        self.found.push(Witness {
            number: moment.number,
            at: moment.at,
            clients: write.client.into_iter().collect(),
            leaders: vec![*leader],
            keys: vec![write.key.clone()],
            writes: vec![write.dot, missing],
            finding: Finding::AppliedBefore(missing),
        });
    }

    fn found(&self, now: &Now<'_>) -> Found {
        Found::of(&self.found, &self.checked, now)
    }
}
