//! The density plot for a time range with too many events: deliveries per leader as bars, conflicts and lost
//! writes as dots.

use figure::diagram::{Chart, Density};
use yew::prelude::*;

use crate::components::colours_of;
use crate::geometry::number;
use crate::store::View;

/// The bars and dots of all lanes, and a note to zoom in.
pub fn density(view: &View, chart: &Chart) -> Html {
    let plot = Density::new(view.timeline(), chart);
    let lanes = view.timeline().all_leaders().iter().zip(plot.bars).map(|(id, d)| {
        let colours = colours_of(view, *id);
        html! {
            <g key={id.to_string()} class="density" data-leader={colours.leader} data-pattern={colours.pattern}>
                <path class="bars" {d} />
            </g>
        }
    });
    html! {
        <g>
            <g>{ for lanes }</g>
            <path class="trouble" data-kind="conflict" d={plot.conflicts} />
            <path class="trouble" data-kind="lost" d={plot.lost} />
            <text class="dense-note" x={number((chart.lanes.left() + chart.lanes.right()) / 2.0)} y="47">
                { "Zoom in to see individual messages." }
            </text>
        </g>
    }
}
