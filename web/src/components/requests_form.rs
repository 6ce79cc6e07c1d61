//! The form for how a client sends its requests: to which leader, over which latency, its timeout and its retries.

use replication::limits::MAX_ATTEMPTS;
use replication::{Contact, Latency, Micros, RequestSettings, Retry};
use yew::prelude::*;

use super::fields::{NamedChoice, list_field};
use super::number_field::{NumberField, OptionalNumber, Range, Switch};

/// Times in this form: up to a minute.
const TIME_RANGE: Range = Range::ms(0, 60_000);
/// The initial latency when it becomes fixed, and the initial timeout.
const FIRST_LATENCY: Micros = Micros::from_ms(5);
const FIRST_TIMEOUT: Micros = Micros::from_ms(300);

const CONTACTS: &[NamedChoice<Contact>] = &[
    (Contact::Own, "Its own leader", "Unless a command names another."),
    (
        Contact::Nearest,
        "Nearest leader that is up",
        "It learns this from its own requests: after a timeout, it avoids the leader for a while.",
    ),
];

/// The kinds of latency.
#[derive(Clone, Copy, PartialEq)]
enum LatencyKind {
    None,
    ByDistance,
    Fixed,
}

const LATENCIES: &[NamedChoice<LatencyKind>] = &[
    (LatencyKind::None, "None", "As if it were next to every leader."),
    (LatencyKind::ByDistance, "By distance", "1 ms plus 1 ms per 100 km, each way."),
    (LatencyKind::Fixed, "Fixed", "The same to every leader, each way."),
];

const RETRIES: &[NamedChoice<Retry>] = &[
    (Retry::Never, "Give up", "The request stays unanswered, though a leader may still execute it."),
    (
        Retry::Same,
        "Retry at the same leader",
        "Also retries when the leader is unavailable. If only the response was late, the request is executed twice.",
    ),
    (
        Retry::Nearest,
        "Retry at the nearest other leader",
        "Also retries when the leader is unavailable. Both leaders may execute the request.",
    ),
];

#[derive(Properties, PartialEq)]
pub struct RequestsFormProps {
    pub settings: RequestSettings,
    /// Whether the client has a place of its own, from which there is always a latency.
    #[prop_or_default]
    pub has_place: bool,
    pub onset: Callback<RequestSettings>,
}

/// The form.
#[component]
pub fn RequestsForm(props: &RequestsFormProps) -> Html {
    let (now, onset) = (props.settings, &props.onset);
    let timeout = onset.reform(move |time: Option<u64>| RequestSettings { timeout: time.map(Micros), ..now });
    let attempts = onset.reform(move |number: u64| RequestSettings {
        attempts: u32::try_from(number).unwrap_or(now.attempts),
        ..now
    });
    let key = onset.reform(move |idempotency_key| RequestSettings { idempotency_key, ..now });
    let avoid = onset.reform(move |time| RequestSettings { avoid: Micros(time), ..now });
    let avoids = now.contact == Contact::Nearest || now.retry == Retry::Nearest;
    html! {
        <div class="options">
            { list_field("Sends requests to", CONTACTS, now.contact, onset.reform(move |contact| RequestSettings { contact, ..now })) }
            { latency_fields(props) }
            <OptionalNumber
                label="Request timeout" hint="Without one, it waits forever." number="Times out after" unit="ms"
                value={now.timeout.map(|time| time.0)} initial={FIRST_TIMEOUT.0} range={TIME_RANGE} onset={timeout}
            />
            { list_field("When a request times out", RETRIES, now.retry, onset.reform(move |retry| RequestSettings { retry, ..now })) }
            <div>
                if now.retry != Retry::Never {
                    <NumberField label="Maximum attempts" value={u64::from(now.attempts)} range={Range::whole(1, u64::from(MAX_ATTEMPTS))} onset={attempts} />
                }
            </div>
            <Switch
                label="Idempotency key" hint="A leader that has applied a write recognises its retry, so that an increment counts once."
                on={now.idempotency_key} onset={key}
            />
            <div>
                if avoids {
                    <NumberField label="Avoid a failed leader for" unit="ms" value={now.avoid.0} range={TIME_RANGE} onset={avoid} />
                }
            </div>
        </div>
    }
}

fn latency_fields(props: &RequestsFormProps) -> Html {
    let (now, onset) = (props.settings, &props.onset);
    // From a place, latency is by distance unless it is fixed.
    let kinds = if props.has_place { &LATENCIES[1..] } else { LATENCIES };
    let kind = match now.latency {
        None if props.has_place => LatencyKind::ByDistance,
        None => LatencyKind::None,
        Some(Latency::ByDistance) => LatencyKind::ByDistance,
        Some(Latency::Fixed(_)) => LatencyKind::Fixed,
    };
    let onkind = onset.reform(move |kind: LatencyKind| {
        let latency = match kind {
            LatencyKind::None => None,
            LatencyKind::ByDistance => Some(Latency::ByDistance),
            LatencyKind::Fixed => Some(Latency::Fixed(FIRST_LATENCY)),
        };
        RequestSettings { latency, ..now }
    });
    let fixed =
        onset.reform(move |time| RequestSettings { latency: Some(Latency::Fixed(Micros(time))), ..now });
    html! {
        <>
            { list_field("Latency to leaders", kinds, kind, onkind) }
            <div>
                if let Some(Latency::Fixed(time)) = now.latency {
                    <NumberField label="Fixed latency to leaders" unit="ms" value={time.0} range={TIME_RANGE} onset={fixed} />
                }
            </div>
        </>
    }
}
