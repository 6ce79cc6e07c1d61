//! The name of a lane.

use yew::prelude::*;

use crate::components::fitting;
use crate::geometry::lanes::{Lanes, NAME_FITS};
use crate::geometry::number;

/// The name of a lane, shortened to the gutter; its tooltip is the whole name.
pub fn lane_name(lanes: &Lanes, y: String, name: &str) -> Html {
    html! {
        <text class="lane-name" x={number(lanes.name_x())} {y} clip-path="url(#gutter)">
            { fitting(name, NAME_FITS) }
            <title>{ name }</title>
        </text>
    }
}
