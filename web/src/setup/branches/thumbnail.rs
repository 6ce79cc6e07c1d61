//! A thumbnail of a run's final state: each leader on the map, coloured by the origins of the versions it
//! stores.

use std::collections::BTreeSet;
use std::f64::consts::TAU;

use player::{Branch, Frame, LeaderId, LeaderView};
use yew::prelude::*;

use crate::components::colours_of;
use crate::geometry::number;
use crate::geometry::point::Point;
use crate::geometry::projection::to_stage;
use crate::store::{View, use_settings};

/// The size of the thumbnail and the radius of a leader, in pixels.
const SIZE: (f64, f64) = (72.0, 44.0);
const RADIUS: f64 = 5.5;

#[derive(Properties, PartialEq)]
pub struct ThumbnailProps {
    pub branch: Branch,
}

/// The thumbnail. It is decorative: the row says the same in words.
#[component]
pub fn Thumbnail(props: &ThumbnailProps) -> Html {
    let view = use_settings();
    let end = view.end_frame_of(&props.branch).cloned();
    html! {
        <svg class="picture" viewBox={format!("0 0 {} {}", SIZE.0, SIZE.1)} aria-hidden="true">
            { end.map_or_else(Html::default, |end| leaders(&view, &end)) }
        </svg>
    }
}

/// All leaders at their map positions, scaled to fill the thumbnail.
fn leaders(view: &View, end: &Frame) -> Html {
    let spots = scale_to_fit(&end.leaders().map(|leader| map_point(&leader)).collect::<Vec<_>>());
    let discs = end.leaders().zip(spots).map(|(leader, at)| leader_pie(view, &leader, at));
    html! { <g>{ for discs }</g> }
}

/// The map position of a leader.
fn map_point(leader: &LeaderView<'_>) -> Point {
    to_stage(leader.place.latitude(), leader.place.longitude())
}

/// Scales points to fill the thumbnail.
fn scale_to_fit(points: &[Point]) -> Vec<Point> {
    let range = |of: fn(&Point) -> f64| {
        let least = points.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        (least, (most - least).max(1e-6))
    };
    let ((left, width), (top, height)) = (range(|point| point.x), range(|point| point.y));
    let margin = RADIUS + 3.0;
    let place = |point: &Point| {
        let x = ((point.x - left) / width).mul_add(SIZE.0 - 2.0 * margin, margin);
        let y = ((point.y - top) / height).mul_add(SIZE.1 - 2.0 * margin, margin);
        Point::new(x, y)
    };
    points.iter().map(place).collect()
}

/// A leader as a pie with one slice per origin of its stored versions.
fn leader_pie(view: &View, leader: &LeaderView<'_>, at: Point) -> Html {
    let versions = leader.store().flat_map(|stored| stored.dots());
    let origins: BTreeSet<LeaderId> = versions.map(|dot| dot.leader).collect();
    let parts = origins.len();
    let slices = origins.into_iter().enumerate().map(|(number, origin)| {
        let colours = colours_of(view, origin);
        html! { <path key={origin.to_string()} data-leader={colours.leader} data-pattern={colours.pattern} d={pie_slice(at, number, parts)} /> }
    });
    html! {
        <g key={leader.id.to_string()} class="end" data-down={(!leader.is_up).then_some("")}>
            <circle cx={number(at.x)} cy={number(at.y)} r={number(RADIUS)} />
            <g>{ for slices }</g>
        </g>
    }
}

/// The path of slice `number_of` of `parts` equal slices.
fn pie_slice(at: Point, number_of: usize, parts: usize) -> String {
    let point = |turn: f64| {
        let angle = TAU * (turn - 0.25);
        Point::new(RADIUS.mul_add(angle.cos(), at.x), RADIUS.mul_add(angle.sin(), at.y))
    };
    if parts == 1 {
        // An arc that ends where it begins would be empty.
        return format!("{}{}", pie_slice(at, 0, 2), pie_slice(at, 1, 2));
    }
    let share = 1.0 / parts as f64;
    let (from, to) = (point(number_of as f64 * share), point((number_of + 1) as f64 * share));
    let (middle, radius) = (format!("M{} {}", number(at.x), number(at.y)), number(RADIUS));
    format!(
        "{middle}L{} {}A{radius} {radius} 0 0 1 {} {}Z",
        number(from.x),
        number(from.y),
        number(to.x),
        number(to.y)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_pie_is_drawn_as_two_halves() {
        let whole = pie_slice(Point::new(20.0, 20.0), 0, 1);
        assert_eq!(whole.matches('A').count(), 2);
        let half = pie_slice(Point::new(20.0, 20.0), 0, 2);
        assert!(whole.starts_with(&half) && half != whole);
    }
}
