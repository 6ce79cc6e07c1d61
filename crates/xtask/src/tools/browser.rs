//! Chromium and the program that drives it in tests.

use std::path::PathBuf;
use std::process::Command;

use crate::error::{Error, Result};
use crate::{report, shell};

/// A browser and its driver, ready to be started.
pub struct Browser {
    /// Chromium, or Google's Chrome.
    pub chromium: PathBuf,
    /// The driver, of the same version.
    pub chromedriver: PathBuf,
}

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ON_A_MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const DEBIAN_PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// Finds both, and installs Debian's packages where that is possible and allowed.
pub fn ensure() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if shell::on_path("apt-get").is_some() && is_root() {
        install()?;
    }
    find().ok_or_else(|| {
        Error::new("the browser tests need Chromium and chromedriver on PATH: install both (Debian: `apt-get install chromium chromium-driver`)")
    })
}

/// The environment variables come first, then PATH.
fn find() -> Option<Browser> {
    let chromium = from_environment("CHROMIUM")
        .or_else(|| BROWSERS.iter().find_map(|name| shell::on_path(name)))
        .or_else(|| Some(PathBuf::from(ON_A_MAC)).filter(|path| path.is_file()))?;
    let chromedriver = from_environment("CHROMEDRIVER").or_else(|| shell::on_path("chromedriver"))?;
    Some(Browser { chromium, chromedriver })
}

fn from_environment(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_file())
}

fn is_root() -> bool {
    shell::output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

fn install() -> Result<()> {
    report::step("setting up Chromium and chromedriver (Debian's packages)");
    shell::run(&mut apt_get(&["update"]), "updating the list of Debian's packages")?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(DEBIAN_PACKAGES);
    shell::run(&mut apt_get(&arguments), "installing Debian's chromium and chromium-driver")
}

/// Quiet, and never asking anything.
fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet=2").args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

impl Browser {
    /// Tells a test program where the two are.
    pub fn announce_to(&self, command: &mut Command) {
        command.env("CHROMIUM", &self.chromium).env("CHROMEDRIVER", &self.chromedriver);
    }
}
