//! The files of a package, and the zip file that holds them.

use std::fmt;
use std::io::Write as _;

use miniz_oxide::deflate::compress_to_vec;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter, crc32};

use crate::texts::{escaped, identifier};

/// The names of the files, the manifest first.
pub const FILES: [&str; 3] = ["imsmanifest.xml", "index.html", "scorm.js"];

const MANIFEST: &str = include_str!("../package/imsmanifest.xml");
const PAGE: &str = include_str!("../package/index.html");
const SCRIPT: &str = include_str!("../package/scorm.js");

/// How thoroughly files are compressed, from 0 to 10.
const LEVEL: u8 = 6;

/// A lesson to be packaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Package<'a> {
    /// The title of the lesson.
    pub title: &'a str,
    /// What it is for, in one line.
    pub purpose: &'a str,
    /// The address of its embed.
    pub address: &'a str,
}

/// A package could not be written.
#[derive(Debug)]
pub struct PackageError(rawzip::Error);

impl fmt::Display for PackageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the package could not be written: {}", self.0)
    }
}

impl std::error::Error for PackageError {}

impl From<rawzip::Error> for PackageError {
    fn from(error: rawzip::Error) -> Self {
        Self(error)
    }
}

impl From<std::io::Error> for PackageError {
    fn from(error: std::io::Error) -> Self {
        Self(error.into())
    }
}

impl Package<'_> {
    /// The contents of the files, in the order of [`FILES`].
    #[must_use]
    pub fn contents(&self) -> [String; 3] {
        [MANIFEST, PAGE, SCRIPT].map(|template| self.filled(template))
    }

    /// A file with what differs between packages. The script has none of it.
    fn filled(&self, template: &str) -> String {
        let values = [
            ("{identifier}", identifier(self.title)),
            ("{title}", escaped(self.title)),
            ("{purpose}", escaped(self.purpose)),
            ("{address}", escaped(self.address)),
        ];
        let mut filled = String::with_capacity(template.len());
        let mut rest = template;
        // One pass, so that a title that looks like a place for a value stays as it is.
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            rest = &rest[at..];
            let found = values.iter().find(|(place, _)| rest.starts_with(place));
            let (taken, text) = found.map_or((1, "{"), |(place, value)| (place.len(), value.as_str()));
            filled.push_str(text);
            rest = &rest[taken..];
        }
        filled + rest
    }

    /// The zip file. The same lesson always makes the same bytes.
    ///
    /// # Errors
    /// If it has too many bytes for a zip file.
    pub fn zip(&self) -> Result<Vec<u8>, PackageError> {
        let mut zip = ZipArchiveWriter::new(Vec::new());
        for (name, content) in FILES.into_iter().zip(self.contents()) {
            let content = content.as_bytes();
            // Compressed, because some systems cannot read a stored file whose size is written behind it.
            let file = zip.new_file(name).compression_method(CompressionMethod::DEFLATE);
            let (mut entry, _) = file.start()?;
            entry.write_all(&compress_to_vec(content, LEVEL))?;
            entry.finish(DataDescriptorOutput::new(crc32(content), content.len() as u64))?;
        }
        Ok(zip.finish()?)
    }
}
