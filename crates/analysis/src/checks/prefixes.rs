//! Consistent prefixes: a leader answers reads without gaps in what it has applied (SEMANTICS C4).

use replication::{Dot, LeaderId};

use super::check::{Check, CheckKind};
use super::collector::Collector;
use super::fold::{Fold, Found, Now};
use super::tally::Tally;
use super::witness::{Finding, Witness};
use crate::trace_state::Moment;

/// A leader answers reads without gaps in the writes of any leader.
pub static ORIGIN_PREFIX: Check = Check {
    id: "consistent-prefix",
    name: "Consistent prefix",
    definition: "A leader that answers a read has applied the writes of each leader without a gap.",
    kind: CheckKind::Property,
    begin: || Box::new(Prefix::without(origin_gap)),
};

/// A leader answers reads with what its writes depend on.
pub static CAUSAL_PREFIX: Check = Check {
    id: "causal-prefix",
    name: "Causal prefix",
    definition: "A leader that answers a read has applied what its applied writes depend on.",
    kind: CheckKind::Property,
    begin: || Box::new(Prefix::without(causal_gap)),
};

/// The first gap in what a leader has applied: the write that is missing, and the one that shows it.
type Gap = (Dot, Dot, Finding);

fn origin_gap(moment: &Moment<'_>, leader: LeaderId) -> Option<Gap> {
    let replica = moment.replicas.leaders.get(&leader)?;
    let (missing, later) = replica.first_gap(&moment.replicas.assignments)?;
    Some((missing, later, Finding::OriginGap { missing, later }))
}

fn causal_gap(moment: &Moment<'_>, leader: LeaderId) -> Option<Gap> {
    let gap = moment.causal_gap(leader)?;
    let (missing, applied) = (gap.missing, gap.applied);
    Some((missing, applied, Finding::CausalGap { missing, applied }))
}

/// Reads that are answered by leaders with a gap of one kind.
struct Prefix {
    gap: fn(&Moment<'_>, LeaderId) -> Option<Gap>,
    found: Collector,
    checked: Tally,
}

impl Prefix {
    fn without(gap: fn(&Moment<'_>, LeaderId) -> Option<Gap>) -> Self {
        Self { gap, found: Collector::default(), checked: Tally::default() }
    }
}

impl Fold for Prefix {
    fn follow(&mut self, moment: &Moment<'_>) {
        let Some(read) = moment.served.as_ref().filter(|served| served.is_read) else { return };
        self.checked.add(moment.number, 1);
        let Some((missing, shown_by, finding)) = (self.gap)(moment, read.leader) else { return };
        self.found.push(Witness {
            number: moment.number,
            at: moment.at,
            clients: vec![read.client],
            leaders: vec![read.leader],
            keys: vec![read.key.clone()],
            writes: vec![missing, shown_by],
            finding,
        });
    }

    fn found(&self, now: &Now<'_>) -> Found {
        Found::of(&self.found, &self.checked, now)
    }
}
