//! The trace of a run, and its fingerprint.

use std::fmt;
use std::hash::Hasher as _;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use siphasher::sip::SipHasher13;

use crate::canonical::{Canonical as _, Encoder};
use crate::event::Record;
use crate::time::Micros;

/// Every event of a run, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The events, each with its time.
    pub records: Vec<Record>,
}

impl Trace {
    /// The fingerprint of the whole trace.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let mut fingerprinter = Fingerprinter::default();
        self.records.iter().for_each(|record| fingerprinter.add(record));
        fingerprinter.fingerprint()
    }

    /// The time of the last event; zero if there is none.
    #[must_use]
    pub fn ends_at(&self) -> Micros {
        self.records.last().map_or(Micros::ZERO, |record| record.at)
    }
}

/// A 64-bit checksum of a trace: SipHash-1-3 over the canonical encoding of its records. Displays as sixteen
/// hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Fingerprint {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_hex = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let bits = is_hex.then(|| u64::from_str_radix(text, 16).ok()).flatten();
        bits.map(Self).ok_or("a fingerprint has 16 hexadecimal digits")
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// Computes a fingerprint record by record, so that a long run need not be held in memory.
#[derive(Clone, Debug)]
pub struct Fingerprinter(SipHasher13);

impl Default for Fingerprinter {
    fn default() -> Self {
        Self(SipHasher13::new())
    }
}

impl Fingerprinter {
    /// Adds the next record.
    pub fn add(&mut self, record: &Record) {
        let mut bytes = Encoder::default();
        record.encode(&mut bytes);
        self.0.write(bytes.as_slice());
    }

    /// The fingerprint of all records so far.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(self.0.finish())
    }
}
