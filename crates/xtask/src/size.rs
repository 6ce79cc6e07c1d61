//! `cargo xtask size`: how much a visitor downloads.

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

/// What some files weigh: as they are, and as a server sends them.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    /// Compressed as hard as either format can, as a static host does once.
    fn of(content: &[u8]) -> Result<Self> {
        let unable = || Error::because("a file's compressed size cannot be measured");
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(content).map_err(unable())?;
        let gzip = gzip.finish().map_err(unable())?;
        let mut brotli = Vec::new();
        let strongest = brotli::enc::BrotliEncoderParams::default();
        brotli::BrotliCompress(&mut &*content, &mut brotli, &strongest).map_err(unable())?;
        Ok(Self { raw: content.len(), gzip: gzip.len(), brotli: brotli.len() })
    }

    fn add(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }

    fn line(&self, of: &str) -> String {
        format!("{of:<12} {:>12} {:>12} {:>12}", self.raw, self.gzip, self.brotli)
    }
}

/// Every file in the folder and the folders in it.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let missing =
        || Error::because(format!("{} cannot be read; `cargo xtask build` makes it", folder.display()));
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
    fn compressed_sizes_are_smaller_where_something_repeats() {
        let sizes = Sizes::of(&[7; 10_000]).unwrap();
        assert_eq!(sizes.raw, 10_000);
        assert!(sizes.gzip < 100 && sizes.brotli < 100, "{sizes:?}");
    }

    #[test]
    fn a_missing_folder_says_what_makes_it() {
        let error = files_below(Path::new("/nowhere")).unwrap_err().to_string();
        assert!(error.contains("cargo xtask build"), "{error}");
    }
}
