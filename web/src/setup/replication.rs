//! Replication settings for the whole run: forwarding, loop suppression, delivery order, apply errors.

use player::EditAction;
use replication::limits::MAX_TIME_MS;
use replication::{
    Acknowledgement, Command, Delivery, Departed, Forward, Micros, OnApplyError, OnSessionBehind,
    Replication, Suppression, UnchangedRows,
};
use yew::prelude::*;

use crate::components::{NamedChoice, choice_field};
use crate::components::{NumberField, Range, disclosure};
use crate::setup::section::section;
use crate::store::{use_dispatch, use_settings};

const FORWARDING: &[NamedChoice<Forward>] = &[
    (Forward::ByTopology, "Topology default", "Each topology forwards as much as it needs."),
    (Forward::Local, "Own writes only", "A leader does not forward writes it received."),
    (
        Forward::Onward,
        "Received writes",
        "A leader forwards the writes it receives, but not back to the sender.",
    ),
    (
        Forward::Everything,
        "Back to sender too",
        "A leader forwards every write it receives, even back to the sender.",
    ),
];

const SUPPRESSION: &[NamedChoice<Suppression>] = &[
    (Suppression::Dot, "By dot", "A leader drops writes it has already applied."),
    (Suppression::Path, "By path", "A leader drops writes that have already passed through it."),
    (Suppression::Origin, "By origin", "A leader drops only the writes it accepted itself."),
    (Suppression::Off, "Off", "Every arrival is applied and forwarded: in a ring, forever."),
];

const UNCHANGED_ROWS: &[NamedChoice<UnchangedRows>] = &[
    (UnchangedRows::Drop, "Stop", "A leader does not forward a reapplied row that changes nothing."),
    (UnchangedRows::Forward, "Forward", "A leader forwards every row that it reapplies."),
];

const ACKNOWLEDGEMENT: &[NamedChoice<Acknowledgement>] = &[
    (
        Acknowledgement::ByPolicy,
        "Policy default",
        "The stored values under siblings and merge, otherwise the dot.",
    ),
    (Acknowledgement::Dot, "The dot", "The client learns only that its write was accepted."),
    (
        Acknowledgement::Values,
        "The stored values",
        "The client learns what the leader now stores for the key.",
    ),
];

const DELIVERY: &[NamedChoice<Delivery>] = &[
    (Delivery::AsItComes, "Arrival order", "Writes are applied as soon as they are delivered."),
    (Delivery::Causal, "Causal", "A write is held back until every write it depends on has been applied."),
];

const DEPARTED: &[NamedChoice<Departed>] = &[
    (
        Departed::Ignore,
        "Like all others",
        "A write is stranded if its leader leaves before every other leader has it.",
    ),
    (Departed::Forward, "Peers forward", "Every leader that has them sends them to those that lack them."),
];

const ON_SESSION_BEHIND: &[NamedChoice<OnSessionBehind>] = &[
    (OnSessionBehind::Serve, "Serve", "The leader answers at once; the session is no longer causal."),
    (OnSessionBehind::Wait, "Wait", "The request waits until the leader has caught up, or times out."),
    (OnSessionBehind::Refuse, "Refuse", "The leader refuses the request."),
];

const ON_APPLY_ERROR: &[NamedChoice<OnApplyError>] = &[
    (OnApplyError::Skip, "Skip", "The write is recorded as skipped and not applied."),
    (OnApplyError::Upsert, "Apply anyway", "The value is stored, whatever the key holds (upsert)."),
    (OnApplyError::Wait, "Wait", "The write is held back until it can be applied."),
    (
        OnApplyError::Block,
        "Block the link",
        "The link is blocked until the write can be applied or you skip it.",
    ),
];

/// All replication settings.
#[component]
pub fn ReplicationOptions() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let now = view.scenario().replication;
    let onset = dispatch
        .reform(|settings| EditAction::Configure { command: Command::Replication(settings), ongoing: false });
    let body = html! {
        <>
            <p class="help">{ "These settings apply to the whole run." }</p>
            { choice_field("Forwarding", FORWARDING, now.forward, onset.reform(move |forward| Replication { forward, ..now })) }
            { choice_field("Loop suppression", SUPPRESSION, now.suppress, onset.reform(move |suppress| Replication { suppress, ..now })) }
            { choice_field("Unchanged rows", UNCHANGED_ROWS, now.unchanged_rows, onset.reform(move |unchanged_rows| Replication { unchanged_rows, ..now })) }
            { choice_field("Acknowledgement of a write", ACKNOWLEDGEMENT, now.acknowledgement, onset.reform(move |acknowledgement| Replication { acknowledgement, ..now })) }
            { choice_field("Delivery", DELIVERY, now.delivery, onset.reform(move |delivery| Replication { delivery, ..now })) }
            { choice_field("Writes of departed leaders", DEPARTED, now.departed, onset.reform(move |departed| Replication { departed, ..now })) }
            { disclosure("Clients ahead of their leader", session_fields(now, &onset)) }
            { disclosure("Writes that cannot be applied", apply_error_fields(now, &onset)) }
        </>
    };
    section("Replication", false, body)
}

/// What leaders do with clients that have seen more than they have applied. Only under causal delivery.
fn session_fields(now: Replication, onset: &Callback<Replication>) -> Html {
    let reads = onset.reform(move |session_reads| Replication { session_reads, ..now });
    let writes = onset.reform(move |session_writes| Replication { session_writes, ..now });
    let timeout = onset.reform(move |micros: u64| Replication { session_timeout: Micros(micros), ..now });
    let range = Range::ms(0, MAX_TIME_MS);
    html! {
        <>
            <p class="help">{ "These settings matter under causal delivery." }</p>
            { choice_field("Reads", ON_SESSION_BEHIND, now.session_reads, reads) }
            { choice_field("Writes", ON_SESSION_BEHIND, now.session_writes, writes) }
            <NumberField label="Timeout" unit="ms" value={now.session_timeout.0} {range} onset={timeout} />
        </>
    }
}

fn apply_error_fields(now: Replication, onset: &Callback<Replication>) -> Html {
    let update = onset.reform(move |update_missing| Replication { update_missing, ..now });
    let insert = onset.reform(move |insert_exists| Replication { insert_exists, ..now });
    let kind = onset.reform(move |wrong_kind| Replication { wrong_kind, ..now });
    html! {
        <>
            { choice_field("Update of a missing key", ON_APPLY_ERROR, now.update_missing, update) }
            { choice_field("Insert of an existing key", ON_APPLY_ERROR, now.insert_exists, insert) }
            { choice_field("Increment or add on a value of another type", ON_APPLY_ERROR, now.wrong_kind, kind) }
        </>
    }
}
