//! How every link behaves: latency, jitter, order, loss, copies, width; and what each of them means.

use player::Scope;
use replication::limits::{MAX_BYTES_PER_S, MAX_LOSS_PERCENT};
use replication::{Command, Latency, LinkSettings, Micros, DeliveryOrder};
use yew::prelude::*;

use crate::components::{NumberField, OptionalNumber, Range};
use crate::setup::fields::{NamedChoice, choice_field};
use crate::store::{use_dispatch, use_settings};

/// The latency that a fixed one begins with.
const DEFAULT_FIXED_LATENCY: Micros = Micros::from_ms(100);
/// The most that these fields take: ten seconds.
const TIME_RANGE: Range = Range::ms(0, 10_000);
/// A narrow link at first: a few writes a second.
const DEFAULT_BYTES_PER_S: u64 = 1_000;

const LATENCIES: &[NamedChoice<bool>] =
    &[(false, "By distance", "1 ms, and 1 ms for each 100 km."), (true, "Fixed", "The same on every link.")];

const ORDERS: &[NamedChoice<DeliveryOrder>] = &[
    (DeliveryOrder::Fifo, "In order", "A message that comes early is held until those before it are there."),
    (DeliveryOrder::Any, "Any order", "Messages are handed over as they come."),
];

/// All settings of links.
#[component]
pub fn LinkOptions() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let now = view.frame().link_settings();
    let scope = match view.scope() {
        Scope::WholeRun => "the whole run",
        Scope::FromNow => "from here on",
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
                    <NumberField label="Latency on every link" unit="ms" value={time.0} range={TIME_RANGE} onset={fixed} />
                }
            </div>
            { with_hint(html! { <NumberField label="Jitter, at most" unit="ms" value={now.jitter.0} range={TIME_RANGE} onset={jitter} /> },
                "Each message takes longer by chance, by up to so much.") }
            { choice_field("Messages arrive", ORDERS, now.order, onset.reform(move |order| LinkSettings { order, ..now })) }
            { loss_and_bandwidth(now, &onset) }
        </div>
    }
}

/// A field, and what it means in a line.
fn with_hint(field: Html, hint: &'static str) -> Html {
    html! { <div class="meant">{ field }<p class="hint">{ hint }</p></div> }
}

fn loss_and_bandwidth(now: LinkSettings, onset: &Callback<LinkSettings>) -> Html {
    let percent = |percent: u64| u8::try_from(percent).unwrap_or_default();
    let loss = onset.reform(move |number| LinkSettings { loss_percent: percent(number), ..now });
    let copies = onset.reform(move |number| LinkSettings { duplicate_percent: percent(number), ..now });
    let width = onset.reform(move |bytes_per_s| LinkSettings { bytes_per_s, ..now });
    let most = u64::from(MAX_LOSS_PERCENT);
    html! {
        <>
            { with_hint(html! { <NumberField label="Messages lost" unit="%" value={u64::from(now.loss_percent)} range={Range::whole(0, most)} onset={loss} /> },
                "The sender waits in vain for an answer, and sends again.") }
            { with_hint(html! { <NumberField label="Messages doubled" unit="%" value={u64::from(now.duplicate_percent)} range={Range::whole(0, 100)} onset={copies} /> },
                "A copy comes too; leaders know it by its dot.") }
            <OptionalNumber
                label="Narrow links" hint="What is sent while a link is busy waits in a queue." number="Carry" unit="B/s"
                value={now.bytes_per_s} first={DEFAULT_BYTES_PER_S} range={Range::whole(1, MAX_BYTES_PER_S)} onset={width}
            />
        </>
    }
}
