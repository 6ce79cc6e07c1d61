//! The handle on the selected message's arrowhead: drag it, or use the arrow keys, to change the arrival time.

use player::EditAction;
use replication::{DeliveryOverride, Micros};
use timeline::{DeliveryOutcome, MessageSpan};
use yew::prelude::*;

use crate::geometry::number;
use crate::platform::events::{capture_pointer, closest};
use crate::store::{use_dispatch, use_view};
use crate::timeline::chart::Chart;

/// The radius of the handle, in pixels.
const RADIUS_PX: f64 = 11.0;
/// The step of an arrow key, and with Shift.
const STEP: Micros = Micros::from_ms(10);
const FINE_STEP: Micros = Micros::from_ms(1);

#[derive(Properties, PartialEq)]
pub struct ArrivalHandleProps {
    pub chart: Chart,
    pub span: MessageSpan,
}

/// The time under a pointer on the timeline.
pub fn time_at(chart: &Chart, event: &PointerEvent) -> Option<Micros> {
    let diagram = closest(event, ".timeline")?;
    let x = f64::from(event.client_x()) - diagram.get_bounding_client_rect().left();
    Some(Micros(chart.time.time_at(x)))
}

/// The arrival time after an arrow key.
fn nudged(at: Micros, event: &KeyboardEvent) -> Option<Micros> {
    let step = if event.shift_key() { FINE_STEP } else { STEP };
    match event.key().as_str() {
        "ArrowLeft" | "ArrowDown" => Some(at - step),
        "ArrowRight" | "ArrowUp" => Some(at + step),
        _ => None,
    }
}

/// A disc around the arrowhead, and a line to its dragged position.
#[component]
pub fn ArrivalHandle(props: &ArrivalHandleProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let dragged = use_state_eq(|| None::<Micros>);
    let ArrivalHandleProps { chart, span } = *props;
    let Some((delivered_at, DeliveryOutcome::Delivered)) = span.outcome else {
        return Html::default();
    };
    let earliest = span.starts_at + Micros(2);
    let arrive = move |at: Micros| {
        let then = Some(DeliveryOverride::ArriveAt(at.max(earliest)));
        dispatch.emit(EditAction::OverrideMessage { message: span.message, delivery: then });
    };
    let onpointerdown = {
        let dragged = dragged.setter();
        move |event: PointerEvent| {
            event.stop_propagation();
            if let Some(knob) = closest(&event, ".knob").filter(|_| event.button() == 0) {
                capture_pointer(&event, &knob);
                dragged.set(Some(delivered_at));
            }
        }
    };
    let onpointermove = {
        let dragged = dragged.clone();
        move |event: PointerEvent| {
            if dragged.is_some() {
                event.stop_propagation();
                dragged.set(time_at(&chart, &event).map(|at| at.max(earliest)));
            }
        }
    };
    let onpointerup = {
        let (dragged, arrive) = (dragged.clone(), arrive.clone());
        move |event: PointerEvent| {
            event.stop_propagation();
            if let Some(at) = (*dragged).filter(|at| *at != delivered_at) {
                arrive(at);
            }
            dragged.set(None);
        }
    };
    let onpointercancel = {
        let dragged = dragged.setter();
        move |_: PointerEvent| dragged.set(None)
    };
    let onkeydown = move |event: KeyboardEvent| {
        if let Some(at) = nudged(delivered_at, &event) {
            event.prevent_default();
            event.stop_propagation();
            arrive(at);
        }
    };
    let shown = dragged.unwrap_or(delivered_at);
    let link = span.message.link;
    let (x1, x2) = (number(chart.x(span.sent_at)), number(chart.x(shown)));
    let (y1, y2) = (number(chart.lanes.y(view.lane(link.from))), number(chart.lanes.y(view.lane(link.to))));
    let label = format!("Arrival of {} at {}", span.message.dot, view.leader_name(link.to));
    html! {
        <g class="handle" data-dragged={dragged.is_some().then_some("")}>
            <line class="ghost" {x1} {y1} x2={x2.clone()} y2={y2.clone()} />
            <circle
                class="knob" role="slider" tabindex="0" aria-label={label} aria-valuemin={(earliest.0 / 1_000).to_string()}
                aria-valuemax={(chart.to().0 / 1_000).to_string()} aria-valuenow={(shown.0 / 1_000).to_string()} aria-valuetext={shown.to_string()}
                cx={x2} cy={y2} r={number(RADIUS_PX)}
                {onpointerdown} {onpointermove} {onpointerup} {onpointercancel} {onkeydown}
            />
        </g>
    }
}
