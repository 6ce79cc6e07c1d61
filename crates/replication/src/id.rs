//! Ids of leaders, clients and links: short strings, stored inline and `Copy`.
//!
//! Draws, events and the order of what is due go by ids, never by numbers: those would shift when a leader is added or
//! removed. Within a step, slots (`shared_map.rs`) stand for ids that have been looked up.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::canonical::{Canonical, Encoder};
use crate::excerpt::excerpt;
use crate::limits::MAX_ID_BYTES;

/// Why a string is not a valid id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdError {
    /// The text is empty.
    Empty,
    /// The text exceeds the limit in bytes.
    TooLong(String),
    /// The text contains a character other than letters, digits, `-` and `_`.
    BadCharacter(String, char),
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "an ID cannot be empty"),
            Self::TooLong(text) => {
                write!(f, "the ID “{}” is too long: {MAX_ID_BYTES} bytes at most", excerpt(text))
            }
            Self::BadCharacter(text, c) => {
                let shown = excerpt(text);
                write!(f, "the ID “{shown}” contains {c:?}: only letters, digits, - and _ are allowed")
            }
        }
    }
}

impl std::error::Error for IdError {}

/// Up to 16 bytes of UTF-8, padded with zeros. Ordered bytewise, like strings.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Id([u8; MAX_ID_BYTES]);

/// Compares eight bytes at a time: ids are compared constantly, and WebAssembly would compare byte by byte.
impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        let ([start, rest], [other_start, other_rest]) = (self.words(), other.words());
        if start != other_start {
            return u64::from_be(start).cmp(&u64::from_be(other_start));
        }
        u64::from_be(rest).cmp(&u64::from_be(other_rest))
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Id {
    /// The bytes as two numbers, in the order of bytes of this machine.
    fn words(&self) -> [u64; 2] {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = self.0;
        [u64::from_ne_bytes([a, b, c, d, e, f, g, h]), u64::from_ne_bytes([i, j, k, l, m, n, o, p])]
    }

    /// The length of the text without its padding.
    fn len(&self) -> usize {
        let padding = u128::from_be_bytes(self.0).trailing_zeros() / u8::BITS;
        MAX_ID_BYTES - padding as usize
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0[..self.len()]).unwrap_or_default()
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if text.is_empty() {
            return Err(IdError::Empty);
        }
        if text.len() > MAX_ID_BYTES {
            return Err(IdError::TooLong(text.into()));
        }
        if let Some(c) = text.chars().find(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_'))) {
            return Err(IdError::BadCharacter(text.into(), c));
        }
        let mut bytes = [0; MAX_ID_BYTES];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self(bytes))
    }
}

macro_rules! id_type {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Id);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }

        impl Canonical for $name {
            fn encode(&self, encoder: &mut Encoder) {
                encoder.padded_text(&self.0.0, self.0.len());
            }
        }
    };
}

id_type! {
    /// The id of a leader in commands, dots and vectors: 1 to 16 bytes of letters, digits, `-` and `_`.
    LeaderId
}
id_type! {
    /// The id of a client in commands: 1 to 16 bytes of letters, digits, `-` and `_`.
    ClientId
}

/// A directed link, identified by its two ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(LeaderId, LeaderId)", into = "(LeaderId, LeaderId)")]
pub struct LinkId {
    /// The leader that sends.
    pub from: LeaderId,
    /// The leader that receives.
    pub to: LeaderId,
}

impl LinkId {
    /// The link from one leader to another.
    #[must_use]
    pub fn new(from: LeaderId, to: LeaderId) -> Self {
        Self { from, to }
    }

    /// The link in the other direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { from: self.to, to: self.from }
    }
}

impl From<(LeaderId, LeaderId)> for LinkId {
    fn from((from, to): (LeaderId, LeaderId)) -> Self {
        Self { from, to }
    }
}

impl From<LinkId> for (LeaderId, LeaderId) {
    fn from(link: LinkId) -> Self {
        (link.from, link.to)
    }
}

impl fmt::Display for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}→{}", self.from, self.to)
    }
}

impl fmt::Debug for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Canonical for LinkId {
    fn encode(&self, encoder: &mut Encoder) {
        self.from.encode(encoder);
        self.to.encode(encoder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_their_text_and_sort_bytewise() {
        let ids: Vec<LeaderId> = ["Tokyo", "F", "sixteen-letters_", "São", "sixteen-letter-1", "F1"]
            .map(|id| id.parse().unwrap())
            .into();
        let mut sorted = ids.clone();
        sorted.sort();
        assert_eq!(
            sorted.iter().map(LeaderId::as_str).collect::<Vec<_>>(),
            ["F", "F1", "São", "Tokyo", "sixteen-letter-1", "sixteen-letters_"]
        );
    }

    #[test]
    fn invalid_id_is_rejected_with_the_reason() {
        assert_eq!("".parse::<LeaderId>(), Err(IdError::Empty));
        assert!(matches!("seventeen-letters".parse::<LeaderId>(), Err(IdError::TooLong(_))));
        assert_eq!("a b".parse::<ClientId>(), Err(IdError::BadCharacter("a b".into(), ' ')));
        assert!(matches!("a\0".parse::<ClientId>(), Err(IdError::BadCharacter(..))));
    }
}
