//! Physical clocks with an offset from true time and a drift.

use serde::{Deserialize, Deserializer, Serialize};

use crate::limits::{MAX_DRIFT_PPM, MAX_OFFSET_MS};
use crate::time::{Micros, Offset};

/// The error of a leader's or a client's clock against true time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Clock {
    /// How far ahead it is at the start of the run; in milliseconds in a file.
    #[serde(rename = "offset_ms", skip_serializing_if = "is_zero")]
    pub offset: Offset,
    /// How fast it runs, in parts per million (microseconds gained per second); negative is slow.
    #[serde(skip_serializing_if = "has_no_drift", deserialize_with = "drift_within_bounds")]
    pub drift_ppm: i32,
}

impl Clock {
    /// An accurate clock.
    pub const TRUE: Self = Self { offset: Offset(0), drift_ppm: 0 };

    /// A clock that is ahead by `offset` and does not drift.
    #[must_use]
    pub const fn with_offset(offset: Offset) -> Self {
        Self { offset, drift_ppm: 0 }
    }

    /// Checks that the drift is within bounds.
    pub(crate) fn check(self) -> Result<(), String> {
        if self.drift_ppm.unsigned_abs() > MAX_DRIFT_PPM.unsigned_abs() {
            let drift = self.drift_ppm;
            return Err(format!(
                "a drift of {drift} ppm is out of range: from -{MAX_DRIFT_PPM} to {MAX_DRIFT_PPM} ppm"
            ));
        }
        Ok(())
    }

    /// The clock after a step ahead by `by`, clamped to the largest allowed offset.
    #[must_use]
    pub fn stepped(self, by: Offset) -> Self {
        let max = Offset::from_ms(MAX_OFFSET_MS).0;
        Self { offset: Offset(self.offset.0.saturating_add(by.0).clamp(-max, max)), ..self }
    }

    /// The clock after it was set to true time, as NTP does when it steps. It keeps its drift.
    #[must_use]
    pub fn set_to_true_time(self, now: Micros) -> Self {
        self.stepped(Offset(self.offset_at(now).0.saturating_neg()))
    }

    /// How far ahead it is at true time `now`.
    #[must_use]
    pub fn offset_at(self, now: Micros) -> Offset {
        let drifted = i128::from(now.0) * i128::from(self.drift_ppm) / 1_000_000;
        Offset(self.offset.0.saturating_add(i64::try_from(drifted).unwrap_or(i64::MAX)))
    }

    /// The first instant from `earliest` on at which it shows at least this reading.
    #[must_use]
    pub fn first_showing(self, reading: i64, earliest: Micros) -> Micros {
        let is_over = |at: u64| self.reading_at(Micros(at)) >= reading;
        let (mut before, mut step) = (earliest.0, 1);
        if is_over(before) {
            return earliest;
        }
        while before.checked_add(step).is_some_and(|at| !is_over(at)) {
            before += step;
            step *= 2;
        }
        let mut over = before.saturating_add(step);
        while over - before > 1 {
            let middle = before + (over - before) / 2;
            if is_over(middle) { over = middle } else { before = middle }
        }
        Micros(over)
    }

    /// Its reading at true time `now`, in microseconds; negative before its own zero.
    #[must_use]
    pub fn reading_at(self, now: Micros) -> i64 {
        i64::try_from(now.0).unwrap_or(i64::MAX).saturating_add(self.offset_at(now).0)
    }
}

fn is_zero(offset: &Offset) -> bool {
    *offset == Offset(0)
}

fn has_no_drift(drift_ppm: &i32) -> bool {
    *drift_ppm == 0
}

fn drift_within_bounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    let drift_ppm = i32::deserialize(deserializer)?;
    Clock { drift_ppm, ..Clock::TRUE }.check().map_err(serde::de::Error::custom)?;
    Ok(drift_ppm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_reads_true_time_plus_offset_plus_drift() {
        assert_eq!(Clock::TRUE.reading_at(Micros(5)), 5);
        assert_eq!(Clock::with_offset(Offset::from_ms(-10)).reading_at(Micros::from_ms(4)), -6_000);
        let fast = Clock { offset: Offset(10), drift_ppm: 200 };
        assert_eq!(fast.reading_at(Micros(1_000_000)), 1_000_210);
    }

    #[test]
    fn first_showing_is_the_first_instant_with_the_reading() {
        for drift_ppm in [-500_000, -300, 0, 7, 500_000] {
            let clock = Clock { offset: Offset(-40), drift_ppm };
            for reading in [-1_000, 0, 1, 999, 1_000_000, 86_400_000_000] {
                let at = clock.first_showing(reading, Micros(5));
                assert!(clock.reading_at(at) >= reading);
                assert!(
                    at == Micros(5) || clock.reading_at(at - Micros(1)) < reading,
                    "{drift_ppm} {reading}"
                );
            }
        }
    }

    #[test]
    fn clock_step_keeps_drifting_from_the_new_reading() {
        let fast = Clock { offset: Offset(10), drift_ppm: 200 };
        assert_eq!(fast.stepped(Offset(-30)).reading_at(Micros(1_000_000)), 1_000_180);
        let corrected = fast.set_to_true_time(Micros(1_000_000));
        assert_eq!(corrected.reading_at(Micros(1_000_000)), 1_000_000);
        assert_eq!(corrected.reading_at(Micros(2_000_000)), 2_000_200, "it still drifts");
    }
}
