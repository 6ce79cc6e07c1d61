//! Dots: a dot identifies one write by its origin and a sequence number.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::canonical::{Canonical, Encoder};
use crate::excerpt::excerpt;
use crate::id::LeaderId;

/// The identity of a write: `(leader, counter)`; counters start at 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    /// The leader that accepted the write: its origin.
    pub leader: LeaderId,
    /// The sequence number of the write at that leader, across all keys.
    pub counter: u64,
}

impl Dot {
    /// The dot of a leader's `counter`-th write.
    #[must_use]
    pub fn new(leader: LeaderId, counter: u64) -> Self {
        Self { leader, counter }
    }
}

/// `F1`; with a colon if the leader's id ends in a digit: `L2:1`.
impl fmt::Display for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if self.leader.as_str().ends_with(|c: char| c.is_numeric()) { ":" } else { "" };
        write!(f, "{}{colon}{}", self.leader, self.counter)
    }
}

impl fmt::Debug for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Dot {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (leader, counter) = text
            .split_once(':')
            .unwrap_or_else(|| text.split_at(text.trim_end_matches(|c: char| c.is_ascii_digit()).len()));
        let counter =
            counter.bytes().all(|byte| byte.is_ascii_digit()).then(|| counter.parse().ok()).flatten();
        let dot = leader.parse().ok().zip(counter.filter(|counter| *counter > 0));
        dot.map(|(leader, counter)| Self { leader, counter })
            .ok_or_else(|| format!("“{}” is not the name of a write, such as F1 or L2:1", excerpt(text)))
    }
}

impl Serialize for Dot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Dot {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl Canonical for Dot {
    fn encode(&self, sink: &mut Encoder) {
        self.leader.encode(sink);
        sink.number(self.counter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dot_text_is_unambiguous() {
        assert_eq!(Dot::new("F".parse().unwrap(), 12).to_string(), "F12");
        assert_eq!(Dot::new("L1".parse().unwrap(), 2).to_string(), "L1:2");
    }

    #[test]
    fn dots_round_trip_through_text() {
        for leader in ["F", "L1", "L-1_", "東京", "7", "F²", "São"] {
            let dot = Dot::new(leader.parse().unwrap(), 12);
            assert_eq!(dot.to_string().parse(), Ok(dot));
        }
        for text in
            ["", "F", "1", "12", ":1", "F:", "F0", "F:0", "F:+1", "F:1:1", "F 1", "F99999999999999999999"]
        {
            let refused = text.parse::<Dot>().expect_err(text);
            assert!(refused.contains("is not the name of a write"), "{refused}");
        }
    }
}
