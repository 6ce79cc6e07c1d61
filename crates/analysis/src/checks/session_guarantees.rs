//! The four session guarantees, by what the leader that serves a request has applied (SEMANTICS C4).

use super::check::{Check, CheckKind};
use super::collector::Collector;
use super::fold::{Fold, Found, Now};
use super::tally::Tally;
use super::witness::{Finding, Witness};
use crate::session_violations::{SessionGuarantee, violated_guarantees};
use crate::trace_state::Moment;

/// A client's reads include its own writes.
pub static READ_YOUR_WRITES: Check = Check {
    id: "read-your-writes",
    name: "Read your writes",
    definition: "A leader that answers a read has applied the client’s own earlier writes to the key.",
    kind: CheckKind::Property,
    begin: || Box::new(Session::of(SessionGuarantee::ReadYourWrites)),
};

/// A client never reads an older state than before.
pub static MONOTONIC_READS: Check = Check {
    id: "monotonic-reads",
    name: "Monotonic reads",
    definition: "A leader that answers a read has applied what the client had already read of the key.",
    kind: CheckKind::Property,
    begin: || Box::new(Session::of(SessionGuarantee::MonotonicReads)),
};

/// A client's writes are accepted where its earlier ones are applied.
pub static MONOTONIC_WRITES: Check = Check {
    id: "monotonic-writes",
    name: "Monotonic writes",
    definition: "A leader that accepts a write has applied the client’s own earlier writes.",
    kind: CheckKind::Property,
    begin: || Box::new(Session::of(SessionGuarantee::MonotonicWrites)),
};

/// A write is accepted where what its client had read is applied.
pub static WRITES_FOLLOW_READS: Check = Check {
    id: "writes-follow-reads",
    name: "Writes follow reads",
    definition: "A leader that accepts a write has applied what the client had read.",
    kind: CheckKind::Property,
    begin: || Box::new(Session::of(SessionGuarantee::WritesFollowReads)),
};

struct Session {
    guarantee: SessionGuarantee,
    found: Collector,
    checked: Tally,
}

impl Session {
    fn of(guarantee: SessionGuarantee) -> Self {
        Self { guarantee, found: Collector::default(), checked: Tally::default() }
    }

    fn is_about(&self, is_read: bool) -> bool {
        match self.guarantee {
            SessionGuarantee::ReadYourWrites | SessionGuarantee::MonotonicReads => is_read,
            SessionGuarantee::MonotonicWrites | SessionGuarantee::WritesFollowReads => !is_read,
        }
    }
}

impl Fold for Session {
    fn follow(&mut self, moment: &Moment<'_>) {
        let Some(served) = moment.served.as_ref().filter(|served| self.is_about(served.is_read)) else {
            return;
        };
        self.checked.add(moment.number, 1);
        let violated = violated_guarantees(served).find(|(guarantee, _)| *guarantee == self.guarantee);
        let Some((guarantee, missing)) = violated else { return };
        self.found.push(Witness {
            number: moment.number,
            at: moment.at,
            clients: vec![served.client],
            leaders: vec![served.leader],
            keys: vec![served.key.clone()],
            writes: vec![missing],
            finding: Finding::Session(guarantee, missing),
        });
    }

    fn found(&self, now: &Now<'_>) -> Found {
        Found::of(&self.found, &self.checked, now)
    }
}
