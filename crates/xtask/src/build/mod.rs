//! `cargo xtask build`: builds the page's static files.

mod import_names;
mod pieces;
mod scripts;
mod shrink;
mod split;
mod stamp;
mod styles;
mod surroundings;

use std::fs::{self, File};

use lexopt::Parser;

use crate::arguments;
use crate::error::{Error, Result};
use crate::profile::Profile;
use crate::tools::Toolbox;
use crate::{progress, shell, size, workspace};

/// The file that a build holds, below the workspace's root.
const LOCK: &str = "target/page/lock";

/// Builds the release page, prints its sizes and checks that first use stays within its budget.
pub fn run(parser: Parser) -> Result<()> {
    arguments::expect_none(parser)?;
    build_page(Profile::Release)?;
    size::print_and_check()
}

/// Builds the page into the profile's folder. Only the release page is split into chunks.
///
/// Waits for another build in the same workspace, and then has little to do.
pub fn build_page(profile: Profile) -> Result<()> {
    let _alone = lock()?;
    let tools = Toolbox::for_page()?;
    progress::step(&format!("building the page into {}/", profile.folder_name()));
    match profile {
        Profile::Release => build_release_page(&tools),
        Profile::Dev => {
            let mut trunk = tools.trunk()?;
            trunk.args(["build", "--dist", profile.folder_name()]);
            shell::run(&mut trunk, "building the page")
        }
    }
}

/// trunk builds all but the page's own module, which is split into chunks first.
fn build_release_page(tools: &Toolbox) -> Result<()> {
    let folder = Profile::Release.folder();
    let page = split::build(tools)?;
    surroundings::build(tools, &folder)?;
    page.write_into(&folder)?;
    styles::join(&folder)?;
    scripts::shrink_all(&folder)?;
    surroundings::load_module(&folder, &page.name)
}

/// A file that only one build holds at a time, until it is dropped.
fn lock() -> Result<File> {
    let path = workspace::root().join(LOCK);
    let cannot_lock = || Error::because(format!("{} cannot be locked", path.display()));
    fs::create_dir_all(path.parent().unwrap_or(&path)).map_err(cannot_lock())?;
    let file = File::create(&path).map_err(cannot_lock())?;
    file.lock().map_err(cannot_lock())?;
    Ok(file)
}
