//! Decimal numbers with two digits after the point, stored as whole hundredths.

use std::fmt;
use std::ops::RangeInclusive;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serialize, Serializer};

use crate::excerpt::excerpt;

/// A number in hundredths: 1.2 is `Centi(120)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Centi(pub u32);

impl Centi {
    /// Deserializes a number within bounds.
    pub(super) fn within<'de, D: Deserializer<'de>>(
        deserializer: D,
        bounds: RangeInclusive<Self>,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Bounds(bounds))
    }
}

/// In decimal: `2`, `0.5`, `1.25`.
impl fmt::Display for Centi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{whole}"),
            _ if rest % 10 == 0 => write!(f, "{whole}.{}", rest / 10),
            _ => write!(f, "{whole}.{rest:02}"),
        }
    }
}

impl Serialize for Centi {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 % 100 {
            0 => serializer.serialize_u32(self.0 / 100),
            _ => serializer.serialize_f64(f64::from(self.0) / 100.0),
        }
    }
}

struct Bounds(RangeInclusive<Centi>);

impl Bounds {
    fn check<E: Error>(&self, hundredths: i128, shown: impl fmt::Display) -> Result<Centi, E> {
        let number = u32::try_from(hundredths).ok().map(Centi);
        let (least, most) = (self.0.start(), self.0.end());
        number.filter(|number| self.0.contains(number)).ok_or_else(|| {
            let shown = excerpt(&shown.to_string());
            E::custom(format!("{shown} is out of range: from {least} to {most}"))
        })
    }
}

impl Visitor<'_> for Bounds {
    type Value = Centi;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Centi, E> {
        self.check(i128::from(number) * 100, number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Centi, E> {
        self.check(i128::from(number) * 100, number)
    }

    /// Rounds to whole hundredths immediately. The bounds keep the number far below 2^53, so this is exact.
    fn visit_f64<E: Error>(self, number: f64) -> Result<Centi, E> {
        self.check(libm::round(number * 100.0) as i128, number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Centi, String> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let read = Centi::within(&mut deserializer, Centi(1)..=Centi(500));
        read.map_err(|error| error.to_string())
    }

    #[test]
    fn json_decimals_become_exact_hundredths() {
        for (json, hundredths) in [("1", 100), ("1.2", 120), ("0.01", 1), ("4.99", 499), ("1.05", 105)] {
            assert_eq!(read(json), Ok(Centi(hundredths)));
            assert_eq!(serde_json::to_string(&Centi(hundredths)).unwrap(), json);
            assert_eq!(Centi(hundredths).to_string(), json);
        }
        assert_eq!(read("1.204"), Ok(Centi(120)), "more than two decimals are rounded");
    }

    #[test]
    fn number_out_of_bounds_is_rejected() {
        for json in ["0", "0.004", "-1", "5.01", "6", "1e300", "-1e300", "18446744073709551615"] {
            let refused = read(json).expect_err(json);
            assert!(refused.contains("is out of range: from 0.01 to 5"), "{refused}");
        }
        assert!(read("\"1\"").is_err());
    }
}
