//! Which stretch of a run the diagram shows.

use player::Micros;

/// The shortest stretch: a tenth of a millisecond.
const SHORTEST: u64 = 100;
/// By how much one step of zooming shortens the stretch.
const STEP: u64 = 2;

/// A stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Window {
    /// The whole run, however long it becomes.
    #[default]
    Whole,
    /// A part of it.
    Part {
        /// Where it begins.
        from: Micros,
        /// How long it is.
        span: Micros,
    },
}

impl Window {
    /// Where it begins and ends, in a diagram that ends there.
    #[must_use]
    pub fn bounds(self, end: Micros) -> (Micros, Micros) {
        match self {
            Self::Whole => (Micros::ZERO, end),
            Self::Part { from, span } => (from, from + span),
        }
    }

    /// Half as long, with an instant that stays where it is.
    #[must_use]
    pub fn zoomed_in(self, end: Micros, around: Micros) -> Self {
        let (from, to) = self.bounds(end);
        let span = ((to - from).0 / STEP).max(SHORTEST);
        if span >= (to - from).0 {
            return self;
        }
        let around = around.max(from).min(to);
        Self::Part { from: around - Micros((around - from).0 / STEP), span: Micros(span) }
    }

    /// Twice as long, with an instant that stays where it is; the whole run if that is no longer.
    #[must_use]
    pub fn zoomed_out(self, end: Micros, around: Micros) -> Self {
        let (from, to) = self.bounds(end);
        let span = (to - from).0 * STEP;
        if span >= end.0 {
            return Self::Whole;
        }
        let around = around.max(from).min(to);
        let from = (around - Micros((around - from).0 * STEP)).0.min(end.0 - span);
        Self::Part { from: Micros(from), span: Micros(span) }
    }

    /// So that an instant is in it: a page further on or back, with a little of what was there before.
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

    fn part(from: u64, span: u64) -> Window {
        Window::Part { from: Micros(from), span: Micros(span) }
    }

    #[test]
    fn zooming_keeps_an_instant_in_its_place() {
        let near = Window::Whole.zoomed_in(END, Micros(200_000));
        assert_eq!(near, part(100_000, 500_000));
        assert_eq!(near.zoomed_in(END, Micros(100_000)), part(100_000, 250_000));
        assert_eq!(part(400_000, 200_000).zoomed_out(END, Micros(500_000)), part(300_000, 400_000));
    }

    #[test]
    fn zoomed_out_far_enough_it_is_the_whole_run_again() {
        assert_eq!(part(100_000, 500_000).zoomed_out(END, Micros(200_000)), Window::Whole);
        assert_eq!(Window::Whole.zoomed_out(END, Micros(5)), Window::Whole);
    }

    #[test]
    fn there_is_an_end_to_zooming_in() {
        let nearest = (0..100).fold(Window::Whole, |window, _| window.zoomed_in(END, Micros(77)));
        let (from, to) = nearest.bounds(END);
        assert_eq!(to - from, Micros(SHORTEST));
        assert!(from <= Micros(77) && Micros(77) <= to);
    }

    #[test]
    fn a_part_goes_along_with_the_playhead() {
        let window = part(100_000, 80_000);
        assert_eq!(window.following(Micros(150_000)), window);
        assert_eq!(window.following(Micros(200_000)), part(190_000, 80_000));
        assert_eq!(window.following(Micros(5_000)), part(0, 80_000));
        assert_eq!(Window::Whole.following(Micros(5)), Window::Whole);
    }
}
