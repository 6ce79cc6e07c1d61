//! Causally consistent prefix: a leader answers reads with what its writes depend on (SEMANTICS C4).

use super::check::{Check, CheckKind};
use super::collector::Collector;
use super::fold::{Fold, Found, Now};
use super::witness::{Finding, Witness};
use crate::trace_state::Moment;

/// A leader answers reads with what its writes depend on.
pub static CAUSAL_PREFIX: Check = Check {
    id: "causal-prefix",
    name: "Causal prefix",
    definition: "A leader that answers a read has applied what its applied writes depend on.",
    kind: CheckKind::Property,
    begin: || Box::new(CausalPrefix::default()),
};

#[derive(Default)]
struct CausalPrefix {
    found: Collector,
    checked: usize,
}

impl Fold for CausalPrefix {
    fn follow(&mut self, moment: &Moment<'_, '_>) {
        let Some(read) = moment.served.as_ref().filter(|served| served.is_read) else { return };
        self.checked += 1;
        let Some(gap) = moment.causal_gap(read.leader) else { return };
        let (missing, applied) = (gap.missing, gap.applied);
        self.found.push(Witness {
            number: moment.number,
            at: moment.at,
            clients: vec![read.client],
            leaders: vec![read.leader],
            keys: vec![read.key.clone()],
            writes: vec![missing, applied],
            finding: Finding::CausalGap { missing, applied },
        });
    }

    fn found(&self, _now: &Now<'_>) -> Found {
        Found::of(&self.found, self.checked)
    }
}
