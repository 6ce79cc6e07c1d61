//! Link settings: latency, jitter, loss, duplication, bandwidth and delivery order.

use serde::{Deserialize, Deserializer, Serialize};

use crate::geography::{Place, distance_m};
use crate::limits::{MAX_BYTES_PER_S, MAX_LOSS_PERCENT};
use crate::time::Micros;

/// The latency of a link, without jitter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Latency {
    /// 1 ms, and 1 ms for each 100 km between the leaders.
    ///
    /// Light in fibre travels 200 km per millisecond, and cables are about twice as long as the great circle.
    #[default]
    #[serde(rename = "by-distance")]
    ByDistance,
    /// The same on every link.
    #[serde(rename = "fixed_ms")]
    Fixed(Micros),
}

impl Latency {
    /// The latency from one place to another, without jitter.
    #[must_use]
    pub fn between(self, from: Place, to: Place) -> Micros {
        match self {
            Self::ByDistance => Micros(1_000 + distance_m(from, to) / 100),
            Self::Fixed(latency) => latency,
        }
    }
}

/// The order in which a link delivers messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryOrder {
    /// In the order of the sender's log: an early message is buffered until those before it have arrived.
    #[default]
    Fifo,
    /// In the order of arrival.
    Any,
}

/// The settings of all links of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LinkSettings {
    /// The latency, without jitter.
    pub latency: Latency,
    /// The maximum jitter. Each message draws its own, from zero to this.
    #[serde(rename = "jitter_ms", skip_serializing_if = "is_zero")]
    pub jitter: Micros,
    /// The loss rate, in percent. A lost message is retransmitted.
    #[serde(skip_serializing_if = "is_lossless", deserialize_with = "loss_within_bounds")]
    pub loss_percent: u8,
    /// The duplication rate, in percent.
    #[serde(skip_serializing_if = "is_lossless", deserialize_with = "percent")]
    pub duplicate_percent: u8,
    /// The bandwidth in bytes per second; unlimited if left out. Messages queue while the link is busy.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "bytes_within_bounds")]
    pub bytes_per_s: Option<u64>,
    /// The delivery order of messages.
    pub order: DeliveryOrder,
}

impl LinkSettings {
    /// Whether chance decides when, whether or how often a message arrives.
    #[must_use]
    pub fn is_random(&self) -> bool {
        self.jitter > Micros::ZERO || self.loss_percent > 0 || self.duplicate_percent > 0
    }

    /// How long a link is busy sending this many bytes.
    #[must_use]
    pub fn transmission_time(&self, bytes: u64) -> Micros {
        let per_second = self.bytes_per_s.filter(|bytes| *bytes > 0);
        let time = per_second.map_or(0, |per_second| u128::from(bytes) * 1_000_000 / u128::from(per_second));
        Micros(u64::try_from(time).unwrap_or(u64::MAX))
    }
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
            let message = format!("a loss of {percent}% is out of range: from 0% to {MAX_LOSS_PERCENT}%");
            Err(serde::de::Error::custom(message))
        }
    }
}

fn percent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let percent = u64::deserialize(deserializer)?;
    u8::try_from(percent)
        .ok()
        .filter(|percent| *percent <= 100)
        .ok_or_else(|| serde::de::Error::custom(format!("{percent}% is out of range: from 0% to 100%")))
}

fn bytes_within_bounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let bytes = u64::deserialize(deserializer)?;
    match (1..=MAX_BYTES_PER_S).contains(&bytes) {
        true => Ok(Some(bytes)),
        false => {
            let message = format!("{bytes} bytes per second is out of range: from 1 to {MAX_BYTES_PER_S}");
            Err(serde::de::Error::custom(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_latency_is_one_ms_per_100_km() {
        let frankfurt = Place::from_degrees(50.1, 8.7);
        let tokyo = Place::from_degrees(35.7, 139.7);
        let latency = Latency::ByDistance.between(frankfurt, tokyo);
        assert!((Micros::from_ms(90)..Micros::from_ms(100)).contains(&latency), "{latency}");
        assert_eq!(Latency::ByDistance.between(tokyo, tokyo), Micros::from_ms(1));
    }
}
