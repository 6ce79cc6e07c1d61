//! Keys of the store.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits::MAX_KEY_BYTES;
use crate::shown_text::shown_name;

/// A key of the store: 1 to 64 bytes without control characters.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The first eight bytes, padded with zeros: they decide most comparisons.
    start: u64,
    text: Arc<str>,
}

/// Why a string is not a valid key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The text is empty.
    Empty,
    /// The text exceeds the limit in bytes.
    TooLong,
    /// The text contains a control character.
    Control,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "a key cannot be empty"),
            Self::TooLong => write!(f, "the key is too long: {MAX_KEY_BYTES} bytes at most"),
            Self::Control => write!(f, "a key cannot contain control characters"),
        }
    }
}

impl std::error::Error for KeyError {}

impl Key {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Bytewise, like strings.
impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let are_short = || self.text.len() <= 8 && other.text.len() <= 8;
        match self.start.cmp(&other.start) {
            // Keys have no control characters, so the padding is in no key.
            Ordering::Equal if are_short() => Ordering::Equal,
            Ordering::Equal => self.text.cmp(&other.text),
            differs => differs,
        }
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl std::str::FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        if text.len() > MAX_KEY_BYTES {
            return Err(KeyError::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(KeyError::Control);
        }
        let mut start = [0; 8];
        start.iter_mut().zip(text.bytes()).for_each(|(place, byte)| *place = byte);
        Ok(Self { start: u64::from_be_bytes(start), text: text.into() })
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// As it is shown among other text; [`Key::as_str`] is the key itself.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown_name(&self.text, "(invisible key)"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unprintable_key_is_shown_in_printable_form() {
        for (text, shown) in [
            ("cart", "cart"),
            ("\u{202e}live", "live"),
            ("סל", "\u{2068}סל\u{2069}"),
            ("\u{200b}", "(invisible key)"),
        ] {
            let key: Key = text.parse().unwrap();
            assert_eq!((key.to_string().as_str(), key.as_str()), (shown, text));
        }
    }

    #[test]
    fn keys_sort_bytewise_whatever_their_length() {
        let texts = ["", "a", "aa", "abcdefg", "abcdefgh", "abcdefghi", "abcdefgi", "b", "z", "é", "日本"];
        let keys: Vec<Key> = texts.iter().filter_map(|text| text.parse().ok()).collect();
        assert_eq!(keys.len(), texts.len() - 1, "a key is not empty");
        for one in &keys {
            for other in &keys {
                assert_eq!(one.cmp(other), one.as_str().cmp(other.as_str()), "{one} and {other}");
                assert_eq!(one == other, one.as_str() == other.as_str());
            }
        }
    }
}
