//! The per-user folder of installed tools, which survives `cargo clean`.

use std::path::PathBuf;

use crate::error::{Error, Result};

/// `$XDG_CACHE_HOME/polyleader`, or `~/.cache/polyleader`.
pub fn folder() -> Result<PathBuf> {
    let configured = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let base = configured.or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    base.map(|base| base.join("polyleader"))
        .ok_or_else(|| Error::new("no folder to install tools into: set HOME or XDG_CACHE_HOME"))
}
