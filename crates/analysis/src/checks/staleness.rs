//! Staleness: the acknowledged writes of the key that the leader of a read had not applied (SEMANTICS C4).

use replication::{Dot, Event, Micros, ResponseKind};

use super::check::{Check, CheckKind};
use super::collector::Collector;
use super::fold::{Fold, Found, Now};
use super::tally::Tally;
use super::witness::{Finding, Witness};
use crate::trace_state::{KeyNumber, Moment, Unapplied};

/// At most this many of the writes that a read lacks are named; the rest are counted.
const MAX_NAMED: usize = 20;

/// A leader that answers a read has applied every acknowledged write of the key.
pub static STALENESS: Check = Check {
    id: "fresh-reads",
    name: "Fresh reads",
    definition: "A leader that answers a read has applied every acknowledged write to the key.",
    kind: CheckKind::Figure,
    begin: || Box::new(Staleness::default()),
};

#[derive(Default)]
struct Staleness {
    found: Collector,
    checked: Tally,
    /// By the number of the key.
    acknowledged: Vec<Acknowledged>,
}

/// The acknowledged writes of a key.
#[derive(Default)]
struct Acknowledged {
    writes: Unapplied,
    at: Vec<Micros>,
}

impl Fold for Staleness {
    fn follow(&mut self, moment: &Moment<'_>) {
        let Some(key) = moment.key else { return };
        match moment.event {
            Event::Accepted { write, acknowledged: true, .. } if write.client.is_some() => {
                self.acknowledge(key, write.dot, moment.at);
            }
            Event::RequestAnswered { request, dot } if request.attempt.is_none() => {
                self.acknowledge(key, *dot, moment.at);
            }
            Event::ResponseReceived { response: ResponseKind::Acknowledged(dot), .. } => {
                self.acknowledge(key, *dot, moment.at);
            }
            Event::Answered { .. } => self.read(key, moment),
            _ => {}
        }
    }

    fn found(&self, now: &Now<'_>) -> Found {
        Found::of(&self.found, &self.checked, now)
    }
}

impl Staleness {
    fn acknowledge(&mut self, key: KeyNumber, dot: Dot, at: Micros) {
        if key.place() >= self.acknowledged.len() {
            self.acknowledged.resize_with(key.place() + 1, Acknowledged::default);
        }
        let acknowledged = &mut self.acknowledged[key.place()];
        acknowledged.writes.push(dot);
        acknowledged.at.push(at);
    }

    fn read(&mut self, key: KeyNumber, moment: &Moment<'_>) {
        let Some(read) = &moment.served else { return };
        self.checked.add(moment.number, 1);
        let (Some(acknowledged), Some(replica)) =
            (self.acknowledged.get_mut(key.place()), moment.replicas.leaders.get(&read.leader))
        else {
            return;
        };
        let length = acknowledged.writes.len();
        let has_applied = |replica: &crate::trace_state::Replica, dot| replica.applied.contains(dot);
        let mut missing = acknowledged.writes.missing_at(read.leader, replica, length, has_applied);
        let Some((place, oldest)) = missing.next() else { return };
        let mut writes = vec![oldest];
        writes.extend(missing.by_ref().take(MAX_NAMED - 1).map(|(_, dot)| dot));
        let count = writes.len() + missing.count();
        let age = moment.at - acknowledged.at[place];
        let witness = Witness {
            number: moment.number,
            at: moment.at,
            clients: vec![read.client],
            leaders: vec![read.leader],
            keys: vec![read.key.clone()],
            finding: Finding::Stale { missing: count, oldest, age },
            writes,
        };
        self.found.push_measured(witness, age.0);
    }
}
