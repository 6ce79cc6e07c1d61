//! `cargo xtask size`: prints how much a visitor downloads.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use lexopt::Parser;

use crate::arguments;
use crate::error::{Error, Result};
use crate::profile::Profile;

/// Prints the sizes of `dist/`.
pub fn run(parser: Parser) -> Result<()> {
    arguments::expect_none(parser)?;
    print()
}

/// Prints one line for the WebAssembly and one for everything together.
pub fn print() -> Result<()> {
    let folder = Profile::Release.folder();
    let mut wasm = Sizes::default();
    let mut everything = Sizes::default();
    for file in files_below(&folder)? {
        let sizes = Sizes::of(
            &fs::read(&file).map_err(Error::because(format!("{} cannot be read", file.display())))?,
        )?;
        everything.add(sizes);
        if file.extension().is_some_and(|extension| extension == "wasm") {
            wasm.add(sizes);
        }
    }
    println!("{:<12} {:>12} {:>12} {:>12}", "bytes", "raw", "gzip", "brotli");
    println!("{}", wasm.line("wasm"));
    println!("{}", everything.line("all of dist"));
    Ok(())
}

/// The sizes of some files in bytes: raw, and as a server sends them.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    /// Compressed at the highest level, as static hosts do.
    fn of(content: &[u8]) -> Result<Self> {
        let not_measured = || Error::because("cannot compress a file to measure its size");
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(content).map_err(not_measured())?;
        let gzip = gzip.finish().map_err(not_measured())?;
        let mut brotli = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams::default();
        brotli::BrotliCompress(&mut &*content, &mut brotli, &parameters).map_err(not_measured())?;
        Ok(Self { raw: content.len(), gzip: gzip.len(), brotli: brotli.len() })
    }

    fn add(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }

    fn line(&self, label: &str) -> String {
        format!("{label:<12} {:>12} {:>12} {:>12}", self.raw, self.gzip, self.brotli)
    }
}

/// Every file below the folder.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let missing =
        || Error::because(format!("{} cannot be read; run `cargo xtask build` first", folder.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(missing())? {
        let path = entry.map_err(missing())?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
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

    #[test]
    fn missing_folder_error_names_the_build_command() {
        let error = files_below(Path::new("/nowhere")).unwrap_err().to_string();
        assert!(error.contains("cargo xtask build"), "{error}");
    }
}
