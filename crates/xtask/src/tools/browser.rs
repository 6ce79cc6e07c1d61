//! Chromium and chromedriver, which the browser tests need.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};
use crate::{progress, shell};

/// The paths of a browser and its driver.
pub struct Browser {
    /// Chromium or Google Chrome.
    pub chromium: PathBuf,
    /// The driver of the same version.
    pub chromedriver: PathBuf,
}

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MACOS_CHROME: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const HEADLESS_SHELL: &str = "chromium-headless-shell";
/// Installed together, so that they have the same version.
const DEBIAN_PACKAGES: [&str; 3] = ["chromium", "chromium-driver", HEADLESS_SHELL];

/// Finds both programs; on Debian, as root, installs missing ones.
pub fn ensure() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if can_install() {
        install()?;
    }
    find().ok_or_else(|| {
        Error::new("the browser tests need Chromium and chromedriver on PATH: install both (Debian: `apt-get install chromium chromium-driver`)")
    })
}

/// The same with Chromium's headless shell, if there is one: the same engine without windows, toolbars and extensions, which
/// runs the stories in two thirds of the processor time.
pub fn ensure_for_stories() -> Result<Browser> {
    if std::env::var_os("CHROMIUM").is_some() {
        return ensure();
    }
    if shell::on_path(HEADLESS_SHELL).is_none() && can_install() {
        // Chromium itself will do.
        let _ = install();
    }
    let browser = ensure()?;
    let wanted = version(&browser.chromedriver);
    let fitting = shell::on_path(HEADLESS_SHELL).filter(|found| wanted.is_some() && version(found) == wanted);
    Ok(match fitting {
        Some(chromium) => Browser { chromium, ..browser },
        None => browser,
    })
}

/// The version that a program prints, such as `148.0.7778.167`: a driver fits only browsers of its own.
fn version(program: &Path) -> Option<String> {
    let printed = shell::output(Command::new(program).arg("--version"))?;
    let is_version =
        |word: &&str| word.contains('.') && word.starts_with(|letter: char| letter.is_ascii_digit());
    printed.split_whitespace().find(is_version).map(str::to_owned)
}

/// Looks at the environment variables first, then at PATH.
fn find() -> Option<Browser> {
    let chromium = from_environment("CHROMIUM")
        .or_else(|| BROWSERS.iter().find_map(|name| shell::on_path(name)))
        .or_else(|| Some(PathBuf::from(MACOS_CHROME)).filter(|path| path.is_file()))?;
    let chromedriver = from_environment("CHROMEDRIVER").or_else(|| shell::on_path("chromedriver"))?;
    Some(Browser { chromium, chromedriver })
}

fn from_environment(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_file())
}

/// Whether this is Debian, and its packages may be installed.
fn can_install() -> bool {
    shell::on_path("apt-get").is_some() && is_root()
}

fn is_root() -> bool {
    shell::output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

fn install() -> Result<()> {
    progress::step(&format!("installing Debian's packages {}", DEBIAN_PACKAGES.join(", ")));
    shell::run(&mut apt_get(&["update"]), "updating the list of Debian's packages")?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(DEBIAN_PACKAGES);
    shell::run(&mut apt_get(&arguments), "installing Debian's packages of Chromium")
}

/// `apt-get`, quiet and without prompts.
fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet=2").args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

impl Browser {
    /// Sets the environment variables that tell a test program where both are.
    pub fn set_env(&self, command: &mut Command) {
        command.env("CHROMIUM", &self.chromium).env("CHROMEDRIVER", &self.chromedriver);
    }
}
