//! Simulated time: integer microseconds in memory, milliseconds with at most three decimals in files.

use std::fmt;
use std::ops::{Add, Sub};

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::excerpt::excerpt;
use crate::limits::{MAX_OFFSET_MS, MAX_TIME_MS};

const MICROS_PER_MS: u64 = 1_000;

/// A point in time of a run, or a duration, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micros(pub u64);

impl Micros {
    /// The start of every run.
    pub const ZERO: Self = Self(0);

    /// A whole number of milliseconds.
    #[must_use]
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms * MICROS_PER_MS)
    }

    /// The difference, or zero if `other` is greater.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Add for Micros {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Micros {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.saturating_sub(other)
    }
}

/// In milliseconds, for display: `40 ms`, `40.125 ms`.
impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_ms(f, i128::from(self.0))
    }
}

/// How far a clock is ahead of true time, in microseconds; negative is behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(pub i64);

impl Offset {
    /// A whole number of milliseconds ahead; negative is behind.
    #[must_use]
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms * MICROS_PER_MS as i64)
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_ms(f, i128::from(self.0))
    }
}

fn write_ms(f: &mut fmt::Formatter<'_>, micros: i128) -> fmt::Result {
    let sign = if micros < 0 { "−" } else { "" };
    let (whole, part) = (micros.unsigned_abs() / 1_000, micros.unsigned_abs() % 1_000);
    if part == 0 {
        return write!(f, "{sign}{whole} ms");
    }
    let decimals = format!("{part:03}");
    write!(f, "{sign}{whole}.{} ms", decimals.trim_end_matches('0'))
}

/// Reads a number of milliseconds within bounds as microseconds.
struct MillisecondsVisitor {
    min_ms: i64,
    max_ms: i64,
}

impl MillisecondsVisitor {
    fn check<E: Error>(&self, micros: i128, shown: impl fmt::Display) -> Result<i64, E> {
        let range = i128::from(self.min_ms) * 1_000..=i128::from(self.max_ms) * 1_000;
        if range.contains(&micros) {
            return i64::try_from(micros).map_err(E::custom);
        }
        let shown = excerpt(&shown.to_string());
        Err(E::custom(format!("{shown} ms is out of range: from {} to {} ms", self.min_ms, self.max_ms)))
    }
}

impl Visitor<'_> for MillisecondsVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of milliseconds")
    }

    fn visit_i64<E: Error>(self, ms: i64) -> Result<i64, E> {
        self.check(i128::from(ms) * 1_000, ms)
    }

    fn visit_u64<E: Error>(self, ms: u64) -> Result<i64, E> {
        self.check(i128::from(ms) * 1_000, ms)
    }

    /// Rounds to whole microseconds immediately. The bounds keep `ms` far below 2^53, so this is exact.
    fn visit_f64<E: Error>(self, ms: f64) -> Result<i64, E> {
        self.check(libm::round(ms * 1_000.0) as i128, ms)
    }
}

fn serialize_ms<S: Serializer>(micros: i64, serializer: S) -> Result<S::Ok, S::Error> {
    if micros % 1_000 == 0 {
        serializer.serialize_i64(micros / 1_000)
    } else {
        serializer.serialize_f64(micros as f64 / 1_000.0)
    }
}

impl Serialize for Micros {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_ms(i64::try_from(self.0).unwrap_or(i64::MAX), serializer)
    }
}

impl<'de> Deserialize<'de> for Micros {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bounds = MillisecondsVisitor { min_ms: 0, max_ms: MAX_TIME_MS as i64 };
        let micros = deserializer.deserialize_any(bounds)?;
        Ok(Self(micros.unsigned_abs()))
    }
}

impl Serialize for Offset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_ms(self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Offset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bounds = MillisecondsVisitor { min_ms: -MAX_OFFSET_MS, max_ms: MAX_OFFSET_MS };
        deserializer.deserialize_any(bounds).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_milliseconds_become_exact_microseconds() {
        for (json, micros) in
            [("40", 40_000), ("40.125", 40_125), ("0.001", 1), ("86399999.999", 86_399_999_999)]
        {
            let time: Micros = serde_json::from_str(json).unwrap();
            assert_eq!(time, Micros(micros));
            assert_eq!(serde_json::to_string(&time).unwrap(), json);
        }
        let offset: Offset = serde_json::from_str("-0.5").unwrap();
        assert_eq!(offset, Offset(-500));
    }

    #[test]
    fn time_out_of_bounds_is_rejected() {
        for json in ["-1", "86400001", "1e300", "\"40\"", "18446744073709551615"] {
            assert!(serde_json::from_str::<Micros>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn times_display_in_readable_units() {
        assert_eq!(Micros(40_125).to_string(), "40.125 ms");
        assert_eq!(Micros(40_100).to_string(), "40.1 ms");
        assert_eq!(Offset(-3_000).to_string(), "−3 ms");
    }
}
