//! The time axis of a diagram: microseconds to pixels and back, and labelled ticks at round times.

use super::number::clamped;

/// A linear scale from simulated time to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    /// The time at the left end, in microseconds.
    pub from_us: u64,
    /// The time at the right end, in microseconds.
    pub to_us: u64,
    /// The left end, in pixels.
    pub left_px: f64,
    /// The right end, in pixels.
    pub right_px: f64,
}

/// A tick on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its time, in microseconds.
    pub at_us: u64,
    /// Its x coordinate, in pixels.
    pub x: f64,
    /// Its label: a number, and on the last tick the unit.
    pub label: String,
}

/// The unit of the labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Millionths of a second.
    Microseconds,
    /// Thousandths of a second.
    Milliseconds,
    /// Seconds.
    Seconds,
}

impl Unit {
    /// The unit that keeps numbers of about this size short.
    #[must_use]
    pub const fn fitting(us: u64) -> Self {
        match us {
            0..1_000 => Self::Microseconds,
            1_000..1_000_000 => Self::Milliseconds,
            _ => Self::Seconds,
        }
    }

    /// The unit in microseconds.
    #[must_use]
    pub const fn in_us(self) -> u64 {
        match self {
            Self::Microseconds => 1,
            Self::Milliseconds => 1_000,
            Self::Seconds => 1_000_000,
        }
    }

    /// The unit's symbol.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Microseconds => "µs",
            Self::Milliseconds => "ms",
            Self::Seconds => "s",
        }
    }

    /// A time in this unit, exact, without trailing zeros and without the symbol.
    #[must_use]
    pub fn format(self, us: u64) -> String {
        let (whole, rest) = (us / self.in_us(), us % self.in_us());
        if rest == 0 {
            return whole.to_string();
        }
        let digits = self.in_us().ilog10() as usize;
        let decimals = format!("{rest:0digits$}");
        format!("{whole}.{}", decimals.trim_end_matches('0'))
    }
}

impl TimeScale {
    /// The x coordinate of a time, in pixels; not clamped to the scale.
    #[must_use]
    pub fn x(self, at_us: u64) -> f64 {
        let fraction = (at_us as f64 - self.from_us as f64) / self.span_us() as f64;
        (self.right_px - self.left_px).mul_add(fraction, self.left_px)
    }

    /// The time at an x coordinate, clamped to the scale.
    #[must_use]
    pub fn time_at(self, x: f64) -> u64 {
        let width = self.right_px - self.left_px;
        let fraction = if width > 0.0 { clamped((x - self.left_px) / width, 0.0, 1.0) } else { 0.0 };
        self.from_us + (fraction * self.span_us() as f64).round() as u64
    }

    /// The duration that a number of pixels spans, rounded up, in microseconds.
    #[must_use]
    pub fn duration_us(self, pixels: f64) -> u64 {
        let width = (self.right_px - self.left_px).max(1.0);
        (pixels.max(0.0) / width * self.span_us() as f64).ceil() as u64
    }

    /// Ticks at round times, at least `apart_px` apart. The last label carries the unit.
    #[must_use]
    pub fn ticks(self, apart_px: f64) -> Vec<Tick> {
        let step = round_step(self.duration_us(apart_px.max(1.0)));
        let unit = Unit::fitting(self.to_us);
        let first = self.from_us.div_ceil(step).saturating_mul(step);
        let mut ticks: Vec<Tick> = std::iter::successors(Some(first), |at| at.checked_add(step))
            .take_while(|at| *at <= self.to_us)
            .map(|at| Tick { at_us: at, x: self.x(at), label: unit.format(at) })
            .collect();
        if let Some(last) = ticks.last_mut() {
            last.label = format!("{} {}", last.label, unit.symbol());
        }
        ticks
    }

    /// The scale's length in microseconds, at least 1.
    fn span_us(self) -> u64 {
        self.to_us.saturating_sub(self.from_us).max(1)
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50 … microseconds that is at least `least_us`.
#[must_use]
pub fn round_step(least_us: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if step >= least_us {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: TimeScale = TimeScale { from_us: 0, to_us: 420_000, left_px: 120.0, right_px: 960.0 };

    #[test]
    fn time_to_pixels_and_back_is_the_same_time() {
        for at in [0, 1_000, 283_000, 420_000] {
            assert_eq!(SCALE.time_at(SCALE.x(at)), at);
        }
        assert_eq!(SCALE.time_at(0.0), 0);
        assert_eq!(SCALE.time_at(5_000.0), 420_000);
        assert_eq!(SCALE.duration_us(84.0), 42_000);
    }

    #[test]
    fn steps_are_one_two_five() {
        assert_eq!([0, 1, 3, 6, 11, 21, 51, 42_000].map(round_step), [1, 1, 5, 10, 20, 50, 100, 50_000]);
        assert!(round_step(u64::MAX) == u64::MAX);
    }

    #[test]
    fn ticks_are_at_round_times_and_the_last_one_has_the_unit() {
        let ticks = SCALE.ticks(70.0);
        let labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["0", "50", "100", "150", "200", "250", "300", "350", "400 ms"]);
        assert!(ticks.windows(2).all(|pair| pair[1].x - pair[0].x >= 70.0));
    }

    #[test]
    fn a_scale_that_starts_after_zero_has_ticks_inside_it() {
        let scale = TimeScale { from_us: 1_234_000, to_us: 4_000_000, ..SCALE };
        let ticks = scale.ticks(100.0);
        assert_eq!(ticks.first().map(|tick| tick.label.as_str()), Some("1.5"));
        assert_eq!(ticks.last().map(|tick| tick.label.as_str()), Some("4 s"));
    }

    #[test]
    fn an_empty_scale_neither_divides_by_zero_nor_loops() {
        let none = TimeScale { from_us: 5, to_us: 5, left_px: 10.0, right_px: 10.0 };
        assert_eq!(none.time_at(40.0), 5);
        assert!(none.x(5) == 10.0);
        assert!(none.ticks(50.0).is_empty());
    }

    #[test]
    fn times_are_formatted_exactly() {
        assert_eq!(Unit::Milliseconds.format(283_000), "283");
        assert_eq!(Unit::Milliseconds.format(40_050), "40.05");
        assert_eq!(Unit::Seconds.format(1_200_000), "1.2");
        assert_eq!(Unit::Seconds.format(1_000_001), "1.000001");
        assert_eq!(Unit::Microseconds.format(7), "7");
        assert_eq!(Unit::fitting(1_500), Unit::Milliseconds);
    }
}
