//! A stamp of a folder's inputs, so that it is not rebuilt from the same inputs.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The name of the file that is written once a folder is complete.
const FILE: &str = "made-of";

/// A hash of a folder's inputs.
pub struct Stamp {
    folder: PathBuf,
    hash: String,
}

impl Stamp {
    /// The stamp of a folder that is made from these bytes by these rules.
    pub fn new(folder: &Path, input: &[u8], rules: &[&str]) -> Self {
        let hashes = [input].into_iter().chain(rules.iter().map(|rule| rule.as_bytes())).map(hash);
        let hash = hashes.map(|hash| format!("{hash:016x}")).collect::<Vec<_>>().join(" ");
        Self { folder: folder.to_owned(), hash }
    }

    /// Whether the folder is complete and was made from the same.
    pub fn matches(&self) -> bool {
        fs::read_to_string(self.folder.join(FILE)).is_ok_and(|made_of| made_of == self.hash)
    }

    /// Marks the folder as complete.
    pub fn write(&self) -> Result<()> {
        fs::write(self.folder.join(FILE), &self.hash)
            .map_err(Error::because(format!("{} cannot be marked as complete", self.folder.display())))
    }

    /// Whether this is the name of the file that marks a folder.
    pub fn is_in(name: &std::ffi::OsStr) -> bool {
        name == FILE
    }
}

/// A hash that is the same on every machine.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_is_made_again_unless_it_is_complete_and_of_the_same() {
        let folder = std::env::temp_dir().join(format!("stamp-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let stamp = Stamp::new(&folder, b"one", &["rule"]);
        assert!(!stamp.matches(), "incomplete");
        stamp.write().unwrap();
        assert!(stamp.matches());
        assert!(!Stamp::new(&folder, b"another", &["rule"]).matches());
        assert!(!Stamp::new(&folder, b"one", &["another rule"]).matches());
        fs::remove_dir_all(&folder).unwrap();
        assert!(!stamp.matches(), "gone");
    }
}
