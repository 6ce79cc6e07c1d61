//! A clock-offset dial: offsets along an arc open at the bottom, true time at the top, ahead to the right.

use crate::geometry::number;
use crate::geometry::point::Point;

/// The arc's extent from the top to either end, in degrees.
pub const SWEEP_DEGREES: f64 = 135.0;
/// The possible end offsets of a dial, in milliseconds, ascending.
const ENDS_MS: [i64; 9] = [500, 1_000, 2_000, 5_000, 10_000, 60_000, 3_600_000, 86_400_000, 31_536_000_000];
/// The number of steps from true time to the end of a dial.
const STEPS: i64 = 100;

/// The range of offsets on a dial, symmetric around true time, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DialScale {
    /// The offset at the ahead end.
    pub end: i64,
}

impl DialScale {
    /// The smallest scale that contains this offset, and those of `others` within ten times that.
    #[must_use]
    pub fn fitting(offset: i64, others: impl Iterator<Item = i64>) -> Self {
        let least = |offset: i64| {
            let ends = ENDS_MS.map(|ms| ms * 1_000);
            ends.into_iter().find(|end| *end >= offset.saturating_abs()).unwrap_or(ENDS_MS[8] * 1_000)
        };
        let own = least(offset);
        let others = others.filter(|other| other.saturating_abs() <= own.saturating_mul(10));
        Self { end: others.map(least).fold(own, i64::max) }
    }

    /// The change per key press.
    #[must_use]
    pub fn step(self) -> i64 {
        self.end / STEPS
    }

    /// The angle of an offset, in degrees from the top, clamped to the ends.
    #[must_use]
    pub fn angle(self, offset: i64) -> f64 {
        let share = offset as f64 / self.end as f64;
        share.clamp(-1.0, 1.0) * SWEEP_DEGREES
    }

    /// The offset at an angle, rounded to whole steps.
    #[must_use]
    pub fn offset(self, angle: f64) -> i64 {
        let steps = (angle.clamp(-SWEEP_DEGREES, SWEEP_DEGREES) / SWEEP_DEGREES * STEPS as f64).round();
        steps as i64 * self.step()
    }
}

/// The point at an angle on a circle around the origin.
#[must_use]
pub fn on_circle(angle: f64, radius: f64) -> Point {
    let turn = angle.to_radians();
    Point::new(turn.sin() * radius, -turn.cos() * radius)
}

/// The angle of a point, seen from the origin.
#[must_use]
pub fn angle_of(point: Point) -> f64 {
    point.x.atan2(-point.y).to_degrees()
}

/// The SVG path of an arc from one angle to a greater one.
#[must_use]
pub fn arc(from: f64, to: f64, radius: f64) -> String {
    let (start, end) = (on_circle(from, radius), on_circle(to, radius));
    let is_long = if to - from > 180.0 { 1 } else { 0 };
    let radius = number(radius);
    format!(
        "M{} {}A{radius} {radius} 0 {is_long} 1 {} {}",
        number(start.x),
        number(start.y),
        number(end.x),
        number(end.y)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF_A_SECOND: DialScale = DialScale { end: 500_000 };

    #[test]
    fn offset_and_angle_are_inverse() {
        for offset in [-500_000, -40_000, 0, 5_000, 500_000] {
            assert_eq!(HALF_A_SECOND.offset(HALF_A_SECOND.angle(offset)), offset);
        }
        assert_eq!(HALF_A_SECOND.angle(0), 0.0);
        assert_eq!(HALF_A_SECOND.angle(9_000_000), SWEEP_DEGREES);
        assert_eq!(HALF_A_SECOND.offset(180.0), 500_000, "in the gap below, the nearer end counts");
        assert_eq!(HALF_A_SECOND.offset(-170.0), -500_000);
    }

    #[test]
    fn the_scale_includes_the_offset_and_nearby_others() {
        let end_ms = |offset: i64, others: &[i64]| {
            DialScale::fitting(offset * 1_000, others.iter().map(|ms| ms * 1_000)).end / 1_000
        };
        assert_eq!(end_ms(0, &[]), 500);
        assert_eq!(end_ms(-501, &[]), 1_000);
        assert_eq!(end_ms(0, &[1_800]), 2_000);
        assert_eq!(end_ms(0, &[86_000]), 500);
        assert_eq!(end_ms(70_000, &[86_000]), 3_600_000);
        assert_eq!(end_ms(i64::MAX / 1_000, &[]), 31_536_000_000);
    }

    #[test]
    fn the_top_is_true_time_and_ahead_is_to_the_right() {
        let top = on_circle(0.0, 10.0);
        assert!(top.x.abs() < 1e-9 && (top.y + 10.0).abs() < 1e-9);
        assert!((angle_of(Point::new(5.0, 0.0)) - 90.0).abs() < 1e-9);
        assert!((angle_of(Point::new(-5.0, 0.0)) + 90.0).abs() < 1e-9);
        assert_eq!(arc(-135.0, 135.0, 10.0), "M-7.07 7.07A10 10 0 1 1 7.07 7.07");
    }
}
