//! How often an outcome occurs, by the instant from which a run is redrawn.

use analysis::{Certainty, CertaintyPoint, PossibleOutcome};
use explain::{capitalized, describe_certainty};
use replication::Micros;

use crate::axis::{AXIS_PX, Axis};
use crate::geometry::point::{Point, Size};
use crate::sheet::{MARGIN_PX, Picture, fitting_text, sheet};
use crate::svg::Element;
use crate::theme::{DARK, LIGHT, Theme};

const WIDTH_PX: f64 = 940.0;
const HEIGHT_PX: f64 = 200.0;
/// The room for the numbers left of the chart, and for half of the last one below it.
const LEFT_PX: f64 = 72.0;
const RIGHT_PX: f64 = 48.0;
const TEXT_PX: f64 = 13.0;

/// Draws the share of runs by instant, and marks from when on the outcome is certain.
#[must_use]
pub fn certainty_chart(outcome: &PossibleOutcome, found: &Certainty, dark: bool) -> Picture {
    let theme = if dark { &DARK } else { &LIGHT };
    let ends_at = found.points.last().map_or(0, |point| point.at.0);
    let axis = Axis::up_to(ends_at, LEFT_PX, WIDTH_PX - LEFT_PX - RIGHT_PX);
    let title = capitalized(outcome.statement);
    let subtitle = "Share of the runs that are the same up to an instant and redrawn from there.";
    let drawn = Element::group()
        .at("font-size", TEXT_PX)
        .child(axis.draw(|figure| Micros(figure).to_string(), HEIGHT_PX, theme))
        .children([0, 50, 100].map(|percent| level(percent, theme)))
        .children(found.certain_from().map(|at| certain_mark(&axis, at, theme)))
        .child(Element::path(&line(&axis, &found.points)).filled("none").stroked(theme.accent, 2.0))
        .children(found.points.iter().map(|point| {
            Element::circle(position(&axis, point), 3.0).filled(theme.panel).stroked(theme.accent, 1.5)
        }));
    let heading = (title.as_str(), Some(fitting_text(subtitle, WIDTH_PX - 2.0 * MARGIN_PX, TEXT_PX)));
    let size = Size::new(WIDTH_PX, HEIGHT_PX + AXIS_PX);
    sheet(theme, (heading.0, heading.1.as_deref()), size, &describe_certainty(outcome, found), drawn)
}

fn height_of(share: u64) -> f64 {
    HEIGHT_PX * (1.0 - share as f64 / 10_000.0)
}

fn position(axis: &Axis, point: &CertaintyPoint) -> Point {
    Point::new(axis.x(point.at.0), height_of(point.share()))
}

/// A horizontal line with its percentage.
fn level(percent: u64, theme: &Theme) -> Element {
    let y = height_of(percent * 100);
    let label = Element::text(Point::new(LEFT_PX - 8.0, y + 4.5), &format!("{percent}%"));
    let line = Element::line(Point::new(LEFT_PX, y), Point::new(WIDTH_PX - RIGHT_PX, y));
    Element::group()
        .child(line.stroked(theme.line, 1.0))
        .child(label.filled(theme.soft).with("text-anchor", "end"))
}

fn certain_mark(axis: &Axis, at: Micros, theme: &Theme) -> Element {
    let x = axis.x(at.0);
    Element::line(Point::new(x, 0.0), Point::new(x, HEIGHT_PX))
        .stroked(theme.ink, 1.5)
        .with("stroke-dasharray", "4 3")
}

/// The line through all points: between two instants nothing is known, so they are joined straight.
fn line(axis: &Axis, points: &[CertaintyPoint]) -> String {
    let corners = points.iter().map(|point| {
        let at = position(axis, point);
        format!("{:.1} {:.1}", at.x, at.y)
    });
    format!("M{}", corners.collect::<Vec<_>>().join(" L"))
}

#[cfg(test)]
mod tests {
    use analysis::find_possible_outcome;

    use super::*;

    #[test]
    fn chart_has_a_point_for_each_instant_and_says_when_it_is_certain() {
        let point = |ms, holding| CertaintyPoint { at: Micros::from_ms(ms), holding, runs: 10, other: None };
        let found = Certainty { holds: true, points: vec![point(0, 4), point(100, 7), point(200, 10)] };
        let picture = certainty_chart(find_possible_outcome("loss").unwrap(), &found, false);
        assert_eq!(picture.svg.matches("<circle").count(), 3);
        assert!(picture.svg.contains("A write is lost") && picture.svg.contains("Certain from 200 ms on"));
    }
}
