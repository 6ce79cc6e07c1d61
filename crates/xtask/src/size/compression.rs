//! How large a file is, raw and as a server sends it.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::error::{Error, Result};

/// The sizes of some files in bytes.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub struct Sizes {
    pub raw: usize,
    pub gzip: usize,
    pub brotli: usize,
}

impl Sizes {
    /// Compressed at the highest level, as static hosts do.
    pub fn of(content: &[u8]) -> Result<Self> {
        let not_measured = || Error::because("cannot compress a file to measure its size");
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(content).map_err(not_measured())?;
        let gzip = gzip.finish().map_err(not_measured())?;
        let mut brotli = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams::default();
        brotli::BrotliCompress(&mut &*content, &mut brotli, &parameters).map_err(not_measured())?;
        Ok(Self { raw: content.len(), gzip: gzip.len(), brotli: brotli.len() })
    }

    /// Adds the sizes of other files.
    pub fn add(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }

    /// A row of the table.
    pub fn line(&self, label: &str) -> String {
        format!("{label:<44} {:>10} {:>10} {:>10}", self.raw, self.gzip, self.brotli)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitive_content_compresses_well() {
        let sizes = Sizes::of(&[7; 10_000]).unwrap();
        assert_eq!(sizes.raw, 10_000);
        assert!(sizes.gzip < 100 && sizes.brotli < 100, "{sizes:?}");
    }
}
