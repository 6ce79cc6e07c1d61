//! The time window that the diagram shows.

use player::Micros;

/// The shortest window, in microseconds.
const MIN_SPAN_US: u64 = 100;
/// The zoom factor of one step.
const ZOOM_FACTOR: u64 = 2;

/// A time window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeWindow {
    /// The whole run, even as it grows.
    #[default]
    WholeRun,
    /// A part of the run.
    Part {
        /// Its start.
        from: Micros,
        /// Its length.
        span: Micros,
    },
}

impl TimeWindow {
    /// The window's start and end, for a run that ends at `end`.
    #[must_use]
    pub fn bounds(self, end: Micros) -> (Micros, Micros) {
        match self {
            Self::WholeRun => (Micros::ZERO, end),
            Self::Part { from, span } => (from, from + span),
        }
    }

    /// Half as long, around an instant that stays in place.
    #[must_use]
    pub fn zoomed_in(self, end: Micros, around: Micros) -> Self {
        let (from, to) = self.bounds(end);
        let span = ((to - from).0 / ZOOM_FACTOR).max(MIN_SPAN_US);
        if span >= (to - from).0 {
            return self;
        }
        let around = around.max(from).min(to);
        Self::Part { from: around - Micros((around - from).0 / ZOOM_FACTOR), span: Micros(span) }
    }

    /// Twice as long, around an instant that stays in place; the whole run once the window would cover it.
    #[must_use]
    pub fn zoomed_out(self, end: Micros, around: Micros) -> Self {
        let (from, to) = self.bounds(end);
        let span = (to - from).0 * ZOOM_FACTOR;
        if span >= end.0 {
            return Self::WholeRun;
        }
        let around = around.max(from).min(to);
        let from = (around - Micros((around - from).0 * ZOOM_FACTOR)).0.min(end.0 - span);
        Self::Part { from: Micros(from), span: Micros(span) }
    }

    /// Moved by a page, with a small overlap, if an instant is outside the window.
    #[must_use]
    pub fn following(self, at: Micros) -> Self {
        match self {
            Self::Part { from, span } if at < from || at > from + span => {
                Self::Part { from: at - Micros(span.0 / 8), span }
            }
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: Micros = Micros(1_000_000);

    fn part(from: u64, span: u64) -> TimeWindow {
        TimeWindow::Part { from: Micros(from), span: Micros(span) }
    }

    #[test]
    fn zooming_keeps_the_given_instant_in_place() {
        let near = TimeWindow::WholeRun.zoomed_in(END, Micros(200_000));
        assert_eq!(near, part(100_000, 500_000));
        assert_eq!(near.zoomed_in(END, Micros(100_000)), part(100_000, 250_000));
        assert_eq!(part(400_000, 200_000).zoomed_out(END, Micros(500_000)), part(300_000, 400_000));
    }

    #[test]
    fn zooming_out_far_enough_shows_the_whole_run() {
        assert_eq!(part(100_000, 500_000).zoomed_out(END, Micros(200_000)), TimeWindow::WholeRun);
        assert_eq!(TimeWindow::WholeRun.zoomed_out(END, Micros(5)), TimeWindow::WholeRun);
    }

    #[test]
    fn zooming_in_is_limited() {
        let nearest = (0..100).fold(TimeWindow::WholeRun, |window, _| window.zoomed_in(END, Micros(77)));
        let (from, to) = nearest.bounds(END);
        assert_eq!(to - from, Micros(MIN_SPAN_US));
        assert!(from <= Micros(77) && Micros(77) <= to);
    }

    #[test]
    fn a_window_follows_the_playhead() {
        let window = part(100_000, 80_000);
        assert_eq!(window.following(Micros(150_000)), window);
        assert_eq!(window.following(Micros(200_000)), part(190_000, 80_000));
        assert_eq!(window.following(Micros(5_000)), part(0, 80_000));
        assert_eq!(TimeWindow::WholeRun.following(Micros(5)), TimeWindow::WholeRun);
    }
}
