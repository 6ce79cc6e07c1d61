//! How the links of a run behave: latency, jitter, loss and order.

use serde::{Deserialize, Deserializer, Serialize};

use crate::geography::{Place, distance_m};
use crate::limits::MAX_LOSS_PERCENT;
use crate::time::Micros;

/// How long a message takes, before jitter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Latency {
    /// 1 ms, and 1 ms for each 100 km between the leaders.
    ///
    /// Light in fibre makes 200 km a millisecond; cables are about twice as long as the great circle.
    #[default]
    #[serde(rename = "by-distance")]
    ByDistance,
    /// The same on every link.
    #[serde(rename = "fixed_ms")]
    Fixed(Micros),
}

impl Latency {
    /// How long a message takes from one place to another, before jitter.
    #[must_use]
    pub fn between(self, from: Place, to: Place) -> Micros {
        match self {
            Self::ByDistance => Micros(1_000 + distance_m(from, to) / 100),
            Self::Fixed(latency) => latency,
        }
    }
}

/// In which order a link hands messages over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// In the order of the sender's log: one that comes early is held until those before it are there.
    #[default]
    Fifo,
    /// As they come.
    Any,
}

/// The behaviour of all links of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LinkSettings {
    /// How long a message takes, before jitter.
    pub latency: Latency,
    /// At most how much longer a message may take; each draws its own share.
    #[serde(rename = "jitter_ms", skip_serializing_if = "is_zero")]
    pub jitter: Micros,
    /// How many of a hundred messages are lost. A lost message is sent again.
    #[serde(skip_serializing_if = "is_lossless", deserialize_with = "loss_within_bounds")]
    pub loss_percent: u8,
    /// In which order messages are handed over.
    pub order: Order,
}

fn is_zero(time: &Micros) -> bool {
    *time == Micros::ZERO
}

fn is_lossless(percent: &u8) -> bool {
    *percent == 0
}

fn loss_within_bounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let percent = u64::deserialize(deserializer)?;
    match u8::try_from(percent) {
        Ok(percent) if percent <= MAX_LOSS_PERCENT => Ok(percent),
        _ => {
            let message = format!("a loss of {percent} percent is out of bounds: {MAX_LOSS_PERCENT} at most");
            Err(serde::de::Error::custom(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latency_by_distance_is_that_of_long_cables() {
        let frankfurt = Place::from_degrees(50.1, 8.7);
        let tokyo = Place::from_degrees(35.7, 139.7);
        let latency = Latency::ByDistance.between(frankfurt, tokyo);
        assert!((Micros::from_ms(90)..Micros::from_ms(100)).contains(&latency), "{latency}");
        assert_eq!(Latency::ByDistance.between(tokyo, tokyo), Micros::from_ms(1));
    }
}
