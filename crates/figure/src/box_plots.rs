//! Box plots: how a metric is distributed over many seeds, one line for each setting, on one axis.

use analysis::{Distribution, Metric, NoFigures};

use crate::axis::{AXIS_PX, Axis};
use crate::geometry::point::{Point, Rect, Size};
use crate::sheet::{MARGIN_PX, Picture, fitting_text, sheet};
use crate::svg::Element;
use crate::theme::{DARK, LIGHT, Theme};

const WIDTH_PX: f64 = 940.0;
/// The room for the names of settings, left of the axis.
const NAMES_PX: f64 = 440.0;
/// The room right of the axis, for the last number on it.
const RIGHT_PX: f64 = 48.0;
const ROW_PX: f64 = 30.0;
const BOX_PX: f64 = 14.0;
const TEXT_PX: f64 = 13.0;
/// The line below the axis, and its height.
const KEY: &str =
    "A line spans all runs, the box holds the middle half of them, and the bar in it is the median.";
const KEY_PX: f64 = 24.0;

/// The name of a setting, and how a metric is distributed over its runs.
pub type BoxPlot = (String, Result<Distribution, NoFigures>);

/// Draws the distribution of a metric for settings with these names.
#[must_use]
pub fn box_plots(metric: &Metric, rows: &[BoxPlot], dark: bool) -> Picture {
    let theme = if dark { &DARK } else { &LIGHT };
    let greatest = rows.iter().filter_map(|(_, found)| found.ok().map(|it| it.greatest)).max();
    let axis = Axis::up_to(greatest.unwrap_or_default(), NAMES_PX, WIDTH_PX - NAMES_PX - RIGHT_PX);
    let height = rows.len() as f64 * ROW_PX;
    let lines = rows.iter().enumerate().map(|(number, (name, found))| {
        let y = (number as f64 + 0.5) * ROW_PX;
        let name = fitting_text(name, NAMES_PX - MARGIN_PX - 8.0, TEXT_PX);
        let name = Element::text(Point::new(MARGIN_PX, y + 4.5), &name).filled(theme.ink);
        let plot = match found {
            Ok(found) => box_plot(&axis, *found, y, theme),
            Err(why) => {
                Element::text(Point::new(NAMES_PX + 4.0, y + 4.5), &why.to_string()).filled(theme.soft)
            }
        };
        Element::group().child(name).child(plot)
    });
    let drawn = Element::group()
        .at("font-size", TEXT_PX)
        .child(axis.draw(|figure| metric.unit.show(figure), height, theme))
        .children(lines.collect::<Vec<_>>())
        .child(Element::text(Point::new(MARGIN_PX, height + AXIS_PX + 14.0), KEY).filled(theme.soft));
    let size = Size::new(WIDTH_PX, height + AXIS_PX + KEY_PX);
    sheet(
        theme,
        (metric.name, Some(&fitting_text(metric.definition, WIDTH_PX - 2.0 * MARGIN_PX, TEXT_PX))),
        size,
        &box_plots_in_words(metric, rows),
        drawn,
    )
}

/// The text alternative of the chart: `Lost. Siblings: 0. None: median 3, from 1 to 7.`
#[must_use]
pub fn box_plots_in_words(metric: &Metric, rows: &[BoxPlot]) -> String {
    let show = |figure| metric.unit.show(figure);
    let sentences = rows.iter().map(|(name, found)| match found {
        Err(why) => format!("{name}: {why}."),
        Ok(it) if it.least == it.greatest => format!("{name}: {}.", show(it.median)),
        Ok(it) => {
            format!("{name}: median {}, from {} to {}.", show(it.median), show(it.least), show(it.greatest))
        }
    });
    format!("{}. {}", metric.name, sentences.collect::<Vec<_>>().join(" "))
}

fn box_plot(axis: &Axis, found: Distribution, y: f64, theme: &Theme) -> Element {
    let x = |figure| axis.x(figure);
    let (left, right) = (x(found.lower_quartile), x(found.upper_quartile));
    let area = Rect::new(Point::new((left + right) / 2.0, y), Size::new((right - left).max(3.0), BOX_PX));
    let end = |figure| {
        let (top, bottom) = (Point::new(x(figure), y - 4.0), Point::new(x(figure), y + 4.0));
        Element::line(top, bottom).stroked(theme.soft, 1.5)
    };
    let median = x(found.median);
    Element::group()
        .child(
            Element::line(Point::new(x(found.least), y), Point::new(x(found.greatest), y))
                .stroked(theme.soft, 1.5),
        )
        .child(end(found.least))
        .child(end(found.greatest))
        .child(Element::rect(area, 2.0).filled(theme.panel).stroked(theme.accent, 1.5))
        .child(
            Element::line(Point::new(median, y - BOX_PX / 2.0), Point::new(median, y + BOX_PX / 2.0))
                .stroked(theme.accent, 3.0),
        )
}

#[cfg(test)]
mod tests {
    use analysis::find_metric;

    use super::*;

    fn figures(figures: &[u64]) -> Result<Distribution, NoFigures> {
        Distribution::of(&figures.iter().copied().map(Some).collect::<Vec<_>>())
    }

    #[test]
    fn chart_says_in_words_what_it_shows() {
        let rows = [
            ("Siblings".to_owned(), figures(&[0, 0])),
            ("Last write wins".to_owned(), figures(&[3, 1, 7])),
            ("None".to_owned(), Err(NoFigures::NotMeasurable)),
            ("Merge".to_owned(), Err(NoFigures::NoRuns)),
        ];
        let picture = box_plots(find_metric("lost").unwrap(), &rows, false);
        let words = "Lost. Siblings: 0. Last write wins: median 3, from 1 to 7. None: not measurable in any run. Merge: not measured yet.";
        assert!(picture.svg.contains(&format!("<desc>{words}</desc>")), "{}", picture.svg);
        assert_ne!(picture.svg, box_plots(find_metric("lost").unwrap(), &rows, true).svg);
    }
}
