//! The small picture of a run in a list: its leaders on the map, and their links.

use yew::prelude::*;

use crate::documents::Thumbnail;

/// The picture, half as high as it is wide.
pub fn thumbnail(picture: &Thumbnail) -> Html {
    let at = |(x, y): (u16, u16)| (f32::from(x) / 10.0, f32::from(y) / 20.0);
    let line = |(from, to): &(u16, u16)| {
        let ends = [from, to].map(|place| picture.leaders.get(usize::from(*place)).copied());
        let [Some(from), Some(to)] = ends.map(|end| end.map(at)) else {
            return html! {};
        };
        html! { <line x1={from.0.to_string()} y1={from.1.to_string()} x2={to.0.to_string()} y2={to.1.to_string()} /> }
    };
    let mark = |(place, leader): (usize, &(u16, u16))| {
        let (x, y) = at(*leader);
        let colour = format!("fill: var(--mark-{})", place % 8 + 1);
        html! { <circle cx={x.to_string()} cy={y.to_string()} r="3.2" style={colour} /> }
    };
    html! {
        <svg class="thumbnail" viewBox="0 0 100 50" aria-hidden="true">
            { for picture.links.iter().map(line) }
            { for picture.leaders.iter().enumerate().map(mark) }
        </svg>
    }
}
