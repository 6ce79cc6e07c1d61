//! The marker where the two compared runs diverge.

use player::Micros;
use yew::prelude::*;

use crate::geometry::number;
use figure::diagram::Chart;

/// The width of the label, in pixels.
const LABEL_PX: f64 = 96.0;

/// A line across all lanes, if the instant is in the visible time range.
pub fn divergence_marker(chart: &Chart, at: Option<Micros>) -> Html {
    let Some(at) = at.filter(|at| chart.from() <= *at && *at <= chart.drawn_to()) else {
        return Html::default();
    };
    let x = chart.x(at);
    let overflows = x + LABEL_PX > chart.lanes.width;
    let (anchor, text_x) = if overflows { ("end", x - 5.0) } else { ("start", x + 5.0) };
    html! {
        <g class="divergence-marker">
            <line x1={number(x)} x2={number(x)} y1="26" y2={number(chart.lanes.axis_y())} />
            <text x={number(text_x)} y={number(chart.lanes.axis_y() - 5.0)} text-anchor={anchor}>{ "runs diverge here" }</text>
        </g>
    }
}
