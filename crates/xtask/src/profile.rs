//! The two build profiles of the page, and their folders.

use std::path::PathBuf;

use crate::workspace;

/// The folder of the release page's parts with their functions' names, before they are shrunk, relative to the
/// workspace's root.
pub const PARTS_FOLDER: &str = "target/page/parts";

/// A build profile of the page.
#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    /// Small and fast, slow to compile: what is published.
    Release,
    /// Quick to compile, for work on the page.
    Dev,
}

impl Profile {
    /// The folder that the page is built into, relative to the workspace's root.
    pub fn folder_name(self) -> &'static str {
        match self {
            Self::Release => "dist",
            Self::Dev => "dist-dev",
        }
    }

    /// The absolute path of the folder that the page is built into.
    pub fn folder(self) -> PathBuf {
        workspace::root().join(self.folder_name())
    }
}
