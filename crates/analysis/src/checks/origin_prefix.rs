//! Consistent prefix per origin: a leader answers reads without gaps in the writes of any leader (SEMANTICS C4).

use super::check::{Check, CheckKind};
use super::collector::Collector;
use super::fold::{Fold, Found, Now};
use super::witness::{Finding, Witness};
use crate::trace_state::Moment;

/// A leader answers reads without gaps in the writes of any leader.
pub static ORIGIN_PREFIX: Check = Check {
    id: "consistent-prefix",
    name: "Consistent prefix",
    definition: "A leader that answers a read has applied the writes of each leader without a gap.",
    kind: CheckKind::Property,
    begin: || Box::new(OriginPrefix::default()),
};

#[derive(Default)]
struct OriginPrefix {
    found: Collector,
    checked: usize,
}

impl Fold for OriginPrefix {
    fn follow(&mut self, moment: &Moment<'_, '_>) {
        let Some(read) = moment.served.as_ref().filter(|served| served.is_read) else { return };
        self.checked += 1;
        let replica = moment.replicas.leaders.get(&read.leader);
        let Some((missing, later)) =
            replica.and_then(|replica| replica.first_gap(&moment.replicas.assignments))
        else {
            return;
        };
        self.found.push(Witness {
            number: moment.number,
            at: moment.at,
            clients: vec![read.client],
            leaders: vec![read.leader],
            keys: vec![read.key.clone()],
            writes: vec![missing, later],
            finding: Finding::OriginGap { missing, later },
        });
    }

    fn found(&self, _now: &Now<'_>) -> Found {
        Found::of(&self.found, self.checked)
    }
}
