//! Options of last write wins: whose clock counts, what decides a tie, and how long tombstones are kept.

use replication::limits::MAX_MS;
use replication::{LastWriteWins, Micros, TieBreak, Timestamp};
use yew::prelude::*;

use crate::parts::{OptionalNumber, Range, fold};
use crate::setup::fields::{Named, one_of};

const TIMESTAMPS: &[Named<Timestamp>] = &[
    (Timestamp::Leader, "Leader’s clock", "The clock of the leader that accepted the write."),
    (Timestamp::Client, "Client’s clock", "The clock of the client that wrote."),
    (
        Timestamp::Hybrid,
        "Hybrid logical clock",
        "Near true time, and later than whatever the leader or the client had heard of.",
    ),
    (Timestamp::Lamport, "Lamport clock", "Only counts: one more than whatever had been heard of."),
];

const TIES: &[Named<TieBreak>] = &[
    (TieBreak::Leader, "Leader", "The write of the leader with the greater id wins."),
    (TieBreak::Value, "Value", "The greater value wins."),
];

/// How long tombstones are kept at first, when they are not kept for ever.
const FIRST_LIFETIME: Micros = Micros::from_ms(500);

/// The form.
pub fn form(rule: LastWriteWins, onset: Callback<LastWriteWins>) -> Html {
    let lifetime = onset.reform(move |lifetime: Option<u64>| LastWriteWins {
        tombstone_lifetime: lifetime.map(Micros),
        ..rule
    });
    let further = html! {
        <>
            { one_of("Tie decided by", TIES, rule.tie, onset.reform(move |tie| LastWriteWins { tie, ..rule })) }
            <OptionalNumber
                label="Drop tombstones" hint="What was deleted can come back with an older write that arrives after that."
                number="Kept for" unit="ms" value={rule.tombstone_lifetime.map(|lifetime| lifetime.0)}
                first={FIRST_LIFETIME.0} range={Range::ms(0, MAX_MS)} onset={lifetime}
            />
        </>
    };
    html! {
        <div class="options">
            { one_of("Timestamp from", TIMESTAMPS, rule.timestamp, onset.reform(move |timestamp| LastWriteWins { timestamp, ..rule })) }
            { fold("Ties and deletes", further) }
        </div>
    }
}
