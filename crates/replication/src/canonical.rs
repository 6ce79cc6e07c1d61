//! A canonical byte encoding for everything that is hashed: by the fingerprint and by random draws.
//!
//! The standard `Hash` trait would not do: it hashes discriminants and lengths at the platform's word size, so
//! native and WebAssembly would differ.

/// Most encodings are shorter, and need no allocation.
const SHORT: usize = 256;

/// The encoding of one value, in one piece: that is hashed faster than many small pieces. Numbers are encoded as eight
/// bytes, little-endian; strings are length-prefixed.
pub(crate) struct Encoder {
    /// The encoding while it is short.
    short: [u8; SHORT],
    len: usize,
    /// The encoding once it is longer.
    long: Vec<u8>,
}

impl Default for Encoder {
    fn default() -> Self {
        Self { short: [0; SHORT], len: 0, long: Vec::new() }
    }
}

impl Encoder {
    pub(crate) fn as_slice(&self) -> &[u8] {
        if self.long.is_empty() { &self.short[..self.len] } else { &self.long }
    }

    #[inline]
    fn bytes(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        match self.short.get_mut(self.len..end) {
            Some(free) => {
                free.copy_from_slice(bytes);
                self.len = end;
            }
            None => self.lengthen(bytes),
        }
    }

    #[cold]
    fn lengthen(&mut self, bytes: &[u8]) {
        if self.long.is_empty() {
            self.long.extend_from_slice(&self.short[..self.len]);
            self.len = SHORT;
        }
        self.long.extend_from_slice(bytes);
    }

    #[inline]
    pub(crate) fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    pub(crate) fn signed(&mut self, number: i64) {
        self.bytes(&number.to_le_bytes());
    }

    #[inline]
    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// The same for a text that ends where its padding begins.
    #[inline]
    pub(crate) fn padded_text<const N: usize>(&mut self, padded: &[u8; N], len: usize) {
        self.number(len as u64);
        // Copies of known length are faster.
        match self.short.get_mut(self.len..self.len + N) {
            Some(free) => {
                free.copy_from_slice(padded);
                self.len += len;
            }
            None => self.bytes(&padded[..len]),
        }
    }

    /// Encodes which variant follows. A released tag never changes its number.
    pub(crate) fn tag(&mut self, tag: u8) {
        self.bytes(&[tag]);
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
