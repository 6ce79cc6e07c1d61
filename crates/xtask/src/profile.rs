//! The two ways to compile the page, and the folder that each is built into.

use std::path::PathBuf;

use crate::workspace;

/// How the page is compiled, and with it where its files go.
#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    /// Small and fast; slow to compile.
    Release,
    /// Quick to compile; for work on the page.
    Dev,
}

impl Profile {
    /// The folder of the page's files, from the workspace's root.
    pub fn folder_name(self) -> &'static str {
        match self {
            Self::Release => "dist",
            Self::Dev => "dist-dev",
        }
    }

    /// The folder of the page's files.
    pub fn folder(self) -> PathBuf {
        workspace::root().join(self.folder_name())
    }
}
