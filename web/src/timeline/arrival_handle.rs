//! The handle on the selected message's arrowhead: drag it, or use the arrow keys, to change the arrival time.

use player::Micros;
use timeline::MessageSpan;
use yew::prelude::*;

use crate::geometry::number;
use crate::store::{use_dispatch, use_view};
use crate::timeline::dragging::{arrive_at, earliest_arrival};
use crate::timeline::message_lines::arrives;
use figure::diagram::Chart;

/// The radius of the handle, in pixels.
const RADIUS_PX: f64 = 11.0;
/// The step of an arrow key, and with Shift.
const STEP: Micros = Micros::from_ms(10);
const FINE_STEP: Micros = Micros::from_ms(1);

#[derive(Properties, PartialEq)]
pub struct ArrivalHandleProps {
    pub chart: Chart,
    pub span: MessageSpan,
    /// Where it is being dragged to.
    pub dragged: Option<Micros>,
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
    let ArrivalHandleProps { chart, span, dragged } = *props;
    let Some((delivered_at, _)) = span.outcome.filter(|_| arrives(&span)) else {
        return Html::default();
    };
    let earliest = earliest_arrival(&span);
    let onkeydown = move |event: KeyboardEvent| {
        if let Some(at) = nudged(delivered_at, &event) {
            event.prevent_default();
            event.stop_propagation();
            dispatch.emit(arrive_at(&span, at));
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
                {onkeydown}
            />
        </g>
    }
}
