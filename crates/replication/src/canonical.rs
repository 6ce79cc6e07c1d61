//! One unambiguous row of bytes for each thing that is hashed: by the fingerprint, and by random draws.
//!
//! The standard `Hash` trait will not do: it feeds discriminants and lengths in the machine's own width, so
//! that native and WebAssembly would differ.

/// Takes the bytes. Numbers go in as eight bytes, low byte first; texts with their length before them.
pub(crate) trait Encoder {
    fn bytes(&mut self, bytes: &[u8]);

    fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    fn signed(&mut self, number: i64) {
        self.bytes(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// What kind of thing follows. A tag, once released, keeps its number for ever.
    fn tag(&mut self, tag: u8) {
        self.bytes(&[tag]);
    }
}

impl<H: std::hash::Hasher> Encoder for H {
    fn bytes(&mut self, bytes: &[u8]) {
        self.write(bytes);
    }
}

/// A thing that has such a row of bytes.
pub(crate) trait Canonical {
    fn encode(&self, sink: &mut dyn Encoder);
}

impl<T: Canonical> Canonical for [T] {
    fn encode(&self, sink: &mut dyn Encoder) {
        sink.number(self.len() as u64);
        for item in self {
            item.encode(sink);
        }
    }
}

impl<T: Canonical> Canonical for Option<T> {
    fn encode(&self, sink: &mut dyn Encoder) {
        sink.tag(u8::from(self.is_some()));
        if let Some(item) = self {
            item.encode(sink);
        }
    }
}
