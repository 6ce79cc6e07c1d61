//! The horizontal axis of a chart.

use crate::geometry::point::Point;
use crate::svg::Element;
use crate::theme::Theme;

/// The height of the numbers below the chart, in pixels.
pub const AXIS_PX: f64 = 34.0;
/// About this many intervals are marked.
const INTERVALS: u64 = 5;

/// The axis, from 0 to a round number.
pub struct Axis {
    step: u64,
    intervals: u64,
    left: f64,
    length: f64,
}

impl Axis {
    /// An axis that reaches at least so far. Its ends are `left` and `left + length`, in pixels.
    pub fn up_to(greatest: u64, left: f64, length: f64) -> Self {
        let greatest = greatest.max(1);
        let step = round_step(greatest.div_ceil(INTERVALS));
        Self { step, intervals: greatest.div_ceil(step), left, length }
    }

    /// Where a figure is on it, in pixels.
    pub fn x(&self, figure: u64) -> f64 {
        self.left + self.length * figure as f64 / (self.step * self.intervals) as f64
    }

    /// Its lines, from 0 down to `height`, with the numbers below.
    pub fn draw(&self, show: impl Fn(u64) -> String, height: f64, theme: &Theme) -> Element {
        let marks = (0..=self.intervals).map(|number| {
            let figure = number * self.step;
            let x = self.x(figure);
            let label = Element::text(Point::new(x, height + 20.0), &show(figure));
            Element::group()
                .child(
                    Element::line(Point::new(x, 0.0), Point::new(x, height + 5.0)).stroked(theme.line, 1.0),
                )
                .child(label.filled(theme.soft).with("text-anchor", "middle"))
        });
        Element::group().children(marks.collect::<Vec<_>>())
    }
}

/// The least of 1, 2, 5, 10, 20, 50, … that is not less than a number.
fn round_step(least: u64) -> u64 {
    let mut power = 1;
    loop {
        for digit in [1, 2, 5] {
            if digit * power >= least {
                return digit * power;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axis_ends_at_a_round_number() {
        for (greatest, step, intervals) in
            [(0, 1, 1), (4, 1, 4), (7, 2, 4), (40, 10, 4), (41, 10, 5), (1_234, 500, 3)]
        {
            let axis = Axis::up_to(greatest, 100.0, 400.0);
            assert_eq!((axis.step, axis.intervals), (step, intervals), "{greatest}");
            assert!(axis.x(greatest) <= 500.0);
        }
    }
}
