//! A canonical byte encoding for everything that is hashed: by the fingerprint and by random draws.
//!
//! The standard `Hash` trait would not do: it hashes discriminants and lengths at the platform's word size, so
//! native and WebAssembly would differ.

use smallvec::SmallVec;

/// The encoding of one value, in one piece: that is hashed faster than many small pieces. Most are short enough to need
/// no allocation. Numbers are encoded as eight bytes, little-endian; strings are length-prefixed.
#[derive(Default)]
pub(crate) struct Encoder(SmallVec<[u8; 256]>);

impl Encoder {
    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(crate) fn signed(&mut self, number: i64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.text_bytes(text.as_bytes());
    }

    /// The same for a text that is at hand as bytes.
    pub(crate) fn text_bytes(&mut self, text: &[u8]) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text);
    }

    /// Encodes which variant follows. A released tag never changes its number.
    pub(crate) fn tag(&mut self, tag: u8) {
        self.0.push(tag);
    }
}

/// A value with a canonical encoding.
pub(crate) trait Canonical {
    fn encode(&self, encoder: &mut Encoder);
}

impl<T: Canonical> Canonical for [T] {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.number(self.len() as u64);
        for item in self {
            item.encode(encoder);
        }
    }
}

impl<T: Canonical> Canonical for Option<T> {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.tag(u8::from(self.is_some()));
        if let Some(item) = self {
            item.encode(encoder);
        }
    }
}
