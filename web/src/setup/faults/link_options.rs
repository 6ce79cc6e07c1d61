//! The settings of every link: latency, jitter, delivery order, loss, duplication, bandwidth.

use player::Scope;
use replication::limits::{MAX_BYTES_PER_S, MAX_LOSS_PERCENT};
use replication::{Command, DeliveryOrder, Latency, LinkSettings, Micros};
use yew::prelude::*;

use crate::components::{NamedChoice, choice_field};
use crate::components::{NumberField, OptionalNumber, Range};
use crate::setup::seed::RunSeed;
use crate::store::{use_dispatch, use_settings};

/// The initial value when latency becomes fixed.
const DEFAULT_FIXED_LATENCY: Micros = Micros::from_ms(100);
/// Times in this form: up to ten seconds.
const TIME_RANGE: Range = Range::ms(0, 10_000);
/// The initial bandwidth limit: a few writes per second.
const DEFAULT_BYTES_PER_S: u64 = 1_000;

const LATENCIES: &[NamedChoice<bool>] =
    &[(false, "By distance", "1 ms plus 1 ms per 100 km."), (true, "Fixed", "The same on every link.")];

const ORDERS: &[NamedChoice<DeliveryOrder>] = &[
    (
        DeliveryOrder::Fifo,
        "In order",
        "A message that arrives early is buffered until those before it have arrived.",
    ),
    (DeliveryOrder::Any, "Any order", "Messages are delivered as they arrive."),
];

/// The form with all link settings.
#[component]
pub fn LinkOptions() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let now = view.frame().link_settings();
    let scope = match view.scope() {
        Scope::WholeRun => "the whole run",
        Scope::FromNow => "from the playhead on",
    };
    let onset = dispatch.reform(move |settings: LinkSettings| view.choose(Command::Links(settings)));
    let latency = onset.reform(move |fixed: bool| {
        let latency = if fixed { Latency::Fixed(DEFAULT_FIXED_LATENCY) } else { Latency::ByDistance };
        LinkSettings { latency, ..now }
    });
    let fixed = onset.reform(move |time| LinkSettings { latency: Latency::Fixed(Micros(time)), ..now });
    let jitter = onset.reform(move |time| LinkSettings { jitter: Micros(time), ..now });
    html! {
        <div class="options">
            <h3 class="part">{ "Every link" }<span class="aside">{ scope }</span></h3>
            { choice_field("Latency", LATENCIES, now.latency != Latency::ByDistance, latency) }
            <div>
                if let Latency::Fixed(time) = now.latency {
                    <NumberField label="Fixed latency" unit="ms" value={time.0} range={TIME_RANGE} onset={fixed} />
                }
            </div>
            { with_hint(html! { <NumberField label="Maximum jitter" unit="ms" value={now.jitter.0} range={TIME_RANGE} onset={jitter} /> },
                "Each message is delayed at random, by up to this much.") }
            { choice_field("Delivery order", ORDERS, now.order, onset.reform(move |order| LinkSettings { order, ..now })) }
            { loss_and_bandwidth(now, &onset) }
            <RunSeed />
        </div>
    }
}

/// A field with a line of explanation.
fn with_hint(field: Html, hint: &'static str) -> Html {
    html! { <div class="meant">{ field }<p class="hint">{ hint }</p></div> }
}

fn loss_and_bandwidth(now: LinkSettings, onset: &Callback<LinkSettings>) -> Html {
    let percent = |percent: u64| u8::try_from(percent).unwrap_or_default();
    let loss = onset.reform(move |number| LinkSettings { loss_percent: percent(number), ..now });
    let duplication = onset.reform(move |number| LinkSettings { duplicate_percent: percent(number), ..now });
    let bandwidth = onset.reform(move |bytes_per_s| LinkSettings { bytes_per_s, ..now });
    let most = u64::from(MAX_LOSS_PERCENT);
    html! {
        <>
            { with_hint(html! { <NumberField label="Lost messages" unit="%" value={u64::from(now.loss_percent)} range={Range::whole(0, most)} onset={loss} /> },
                "The sender times out and retransmits.") }
            { with_hint(html! { <NumberField label="Duplicated messages" unit="%" value={u64::from(now.duplicate_percent)} range={Range::whole(0, 100)} onset={duplication} /> },
                "An extra copy arrives; leaders recognise it by its dot.") }
            <OptionalNumber
                label="Limit bandwidth" hint="Messages queue while a link is busy." number="Bandwidth" unit="B/s"
                value={now.bytes_per_s} initial={DEFAULT_BYTES_PER_S} range={Range::whole(1, MAX_BYTES_PER_S)} onset={bandwidth}
            />
        </>
    }
}
