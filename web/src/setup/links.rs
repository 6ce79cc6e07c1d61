//! How links behave: latency, jitter, loss, order.

use player::Action;
use replication::limits::MAX_LOSS_PERCENT;
use replication::{Command, Latency, LinkSettings, Micros, Order};
use yew::prelude::*;

use crate::parts::{Choices, Segmented};
use crate::platform::events::{number_of, value_of};
use crate::setup::{group, section};
use crate::store::{View, use_dispatch, use_view};

/// The latency that a fixed one begins with.
const FIRST_FIXED: Micros = Micros::from_ms(100);
/// The most that these fields take, in milliseconds: ten seconds.
const MAX_FIELD_MS: i64 = 10_000;

/// All settings of links.
#[component]
pub fn Links() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let settings = view.world().links;
    let change = {
        let view = view.clone();
        Callback::from(move |settings: LinkSettings| dispatch.emit(choose(&view, settings)))
    };
    let body = html! {
        <>
            { latency(settings, &change) }
            <div>
                if let Latency::Fixed(fixed) = settings.latency {
                    { number("Latency on every link", "ms", fixed.0 / 1_000, MAX_FIELD_MS, &change, move |ms| LinkSettings { latency: Latency::Fixed(Micros::from_ms(ms)), ..settings }) }
                }
            </div>
            { number("Jitter, at most", "ms", settings.jitter.0 / 1_000, MAX_FIELD_MS, &change, move |ms| LinkSettings { jitter: Micros::from_ms(ms), ..settings }) }
            { number("Messages lost", "%", u64::from(settings.loss_percent), i64::from(MAX_LOSS_PERCENT), &change, move |percent| LinkSettings { loss_percent: u8::try_from(percent).unwrap_or(MAX_LOSS_PERCENT), ..settings }) }
            { order(settings, &change) }
        </>
    };
    section("Links", false, body)
}

fn choose(view: &View, settings: LinkSettings) -> Action {
    view.choose(Command::Links(settings))
}

fn pairs(choices: &[(&str, &str, &str)]) -> Choices {
    choices.iter().map(|(id, title, about)| ((*id).into(), (*title).into(), (*about).into())).collect()
}

fn latency(settings: LinkSettings, change: &Callback<LinkSettings>) -> Html {
    let change = change.clone();
    let onchoose = Callback::from(move |id: String| {
        let latency = if id == "fixed" { Latency::Fixed(FIRST_FIXED) } else { Latency::ByDistance };
        change.emit(LinkSettings { latency, ..settings });
    });
    let choices = pairs(&[
        ("distance", "By distance", "1 ms, and 1 ms for each 100 km."),
        ("fixed", "Fixed", "The same on every link."),
    ]);
    let chosen = if settings.latency == Latency::ByDistance { "distance" } else { "fixed" };
    group(
        "Latency",
        html! { <Segmented label="Latency" name="latency" {choices} {chosen} {onchoose} fill=true /> },
    )
}

fn order(settings: LinkSettings, change: &Callback<LinkSettings>) -> Html {
    let change = change.clone();
    let onchoose = Callback::from(move |id: String| {
        let order = if id == "any" { Order::Any } else { Order::Fifo };
        change.emit(LinkSettings { order, ..settings });
    });
    let choices = pairs(&[
        ("fifo", "In order", "A message that comes early is held until those before it are there."),
        ("any", "Any order", "Messages are handed over as they come."),
    ]);
    let chosen = if settings.order == Order::Any { "any" } else { "fifo" };
    group(
        "Messages arrive",
        html! { <Segmented label="Messages arrive" name="order" {choices} {chosen} {onchoose} fill=true /> },
    )
}

fn number(
    label: &'static str,
    unit: &'static str,
    value: u64,
    most: i64,
    change: &Callback<LinkSettings>,
    with: impl Fn(u64) -> LinkSettings + 'static,
) -> Html {
    let change = change.clone();
    let onchange = move |event: Event| {
        if let Some(number) = number_of(&value_of(&event)) {
            change.emit(with(number.clamp(0, most).unsigned_abs()));
        }
    };
    html! {
        <label class="field">
            <span class="label">{ label }</span>
            <span class="with-unit">
                <input class="input" data-size="small" type="number" min="0" max={most.to_string()} value={value.to_string()} {onchange} />
                <span class="unit">{ unit }</span>
            </span>
        </label>
    }
}
