//! The small picture of a scenario: its leaders as they lie to each other on the map, and the links between them.

use replication::{LeaderId, Place};
use scenario::Scenario;
use yew::prelude::*;

use crate::components::mark_letters;
use crate::geometry::point::Point;
use crate::geometry::projection::to_stage;

const WIDTH: f64 = 100.0;
const HEIGHT: f64 = 60.0;
/// Free space around the leaders, so that their discs fit in.
const MARGIN: f64 = 12.0;
/// The map is this much wider than high.
const MAP_RATIO: f64 = 2.0;
/// How far along a one-way link its arrowhead is.
const ARROW_AT: f64 = 0.62;

/// The picture of the setup with which a run begins.
pub fn picture(scenario: &Scenario) -> Html {
    let ids: Vec<LeaderId> = scenario.leaders.iter().map(|leader| leader.id).collect();
    let points =
        arranged(&scenario.leaders.iter().map(|leader| leader.place.unwrap_or_default()).collect::<Vec<_>>());
    let links = scenario.topology.rules().links(&ids);
    let end = |id| ids.iter().position(|other| *other == id).and_then(|place| points.get(place).copied());
    let lines = links.iter().filter(|link| link.from < link.to || !links.contains(&link.reversed()));
    let lines = lines
        .filter_map(|link| Some(line(end(link.from)?, end(link.to)?, !links.contains(&link.reversed()))));
    let discs = ids.iter().zip(&points).enumerate().map(|(number, (id, at))| disc(number, *id, *at));
    html! {
        <svg class="picture" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} aria-hidden="true">
            { for lines }
            { for discs }
        </svg>
    }
}

fn line(from: Point, to: Point, is_one_way: bool) -> Html {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let (tip_x, tip_y) = (x.mul_add(ARROW_AT, from.x), y.mul_add(ARROW_AT, from.y));
    let angle = y.atan2(x).to_degrees();
    html! {
        <>
            <line x1={text(from.x)} y1={text(from.y)} x2={text(to.x)} y2={text(to.y)} />
            if is_one_way {
                <path d="M3,0L-3,-3.2V3.2Z" transform={format!("translate({},{}) rotate({})", text(tip_x), text(tip_y), text(angle))} />
            }
        </>
    }
}

fn disc(number: usize, id: LeaderId, at: Point) -> Html {
    html! {
        <g data-leader={(number % 8).to_string()} transform={format!("translate({},{})", text(at.x), text(at.y))}>
            <circle r="7.5" />
            <text y="3" text-anchor="middle">{ mark_letters(id) }</text>
        </g>
    }
}

fn text(number: f64) -> String {
    format!("{number:.1}")
}

/// The places on the map, scaled to fill the picture.
fn arranged(places: &[Place]) -> Vec<Point> {
    let on_map = places.iter().map(|place| {
        let at = to_stage(place.latitude(), place.longitude());
        Point::new(at.x * MAP_RATIO, at.y)
    });
    let on_map: Vec<Point> = on_map.collect();
    let span = |of: fn(&Point) -> f64| {
        let (least, most) = on_map
            .iter()
            .map(of)
            .fold((f64::MAX, f64::MIN), |(least, most), at| (least.min(at), most.max(at)));
        (f64::midpoint(least, most), most - least)
    };
    let ((middle_x, width), (middle_y, height)) = (span(|at| at.x), span(|at| at.y));
    let fit = |room: f64, size: f64| if size > 0.0 { (room - 2.0 * MARGIN) / size } else { f64::MAX };
    let scale = fit(WIDTH, width).min(fit(HEIGHT, height));
    // All in one place.
    let scale = if scale == f64::MAX { 0.0 } else { scale };
    let placed = on_map.iter().map(|at| {
        Point::new(
            (at.x - middle_x).mul_add(scale, WIDTH / 2.0),
            (at.y - middle_y).mul_add(scale, HEIGHT / 2.0),
        )
    });
    placed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaders_of_every_example_fit_into_the_picture_and_do_not_cover_each_other() {
        for example in scenario::GALLERY {
            let places: Vec<Place> =
                example.scenario().leaders.iter().map(|leader| leader.place.unwrap_or_default()).collect();
            let points = arranged(&places);
            for (number, at) in points.iter().enumerate() {
                assert!((MARGIN - 0.1..=WIDTH - MARGIN + 0.1).contains(&at.x), "{}: {at:?}", example.id);
                assert!((MARGIN - 0.1..=HEIGHT - MARGIN + 0.1).contains(&at.y), "{}: {at:?}", example.id);
                for other in &points[number + 1..] {
                    let apart = (at.x - other.x).hypot(at.y - other.y);
                    assert!(apart > 12.0, "{}: {apart}", example.id);
                }
            }
        }
    }
}
