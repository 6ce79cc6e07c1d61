//! The per-user folder that keeps installed tools between builds, whatever happens to `target`.

use std::path::PathBuf;

use crate::error::{Error, Result};

/// `$XDG_CACHE_HOME/polyleader`, or `~/.cache/polyleader`.
pub fn folder() -> Result<PathBuf> {
    let given = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let base = given.or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    base.map(|base| base.join("polyleader"))
        .ok_or_else(|| Error::new("there is no place to keep tools: set HOME or XDG_CACHE_HOME"))
}
