//! Chromium, driven through chromedriver, with the screen and preferences of a user.

mod chromedriver;
mod error;
mod faults;
mod pool;
mod screen;
mod server;
mod watchdog;

use std::path::{Path, PathBuf};
use std::time::Duration;

use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, LoggingPrefsLogLevel, TimeoutConfiguration};

use chromedriver::Chromedriver;
pub use error::Error;
pub use faults::{Fault, Faults};
pub use screen::{Motion, Screen, Theme};
pub use server::{Copies, Server};
pub use watchdog::Watchdog;

/// How long a single request to chromedriver may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);

/// Makes Chromium quiet, reproducible and independent of a display.
const FLAGS: &[&str] = &[
    "--headless=new",
    // Root in a container cannot use the sandbox, and only our own page is opened.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
];

/// One browser.
pub struct Browser {
    driver: WebDriver,
    // Killed when the browser is dropped.
    _chromedriver: Chromedriver,
}

impl Browser {
    /// Starts a browser with a fresh profile, with one window that shows an empty page.
    pub async fn start() -> Result<Self, Error> {
        let chromedriver = Chromedriver::start()?;
        let mut capabilities = DesiredCapabilities::chrome();
        for flag in FLAGS {
            capabilities.add_arg(flag)?;
        }
        if let Some(chromium) = std::env::var_os("CHROMIUM") {
            capabilities.set_binary(&chromium.to_string_lossy())?;
        }
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::Severe)?;
        let driver = WebDriver::builder(chromedriver.address(), capabilities)
            .request_timeout(REQUEST_TIMEOUT)
            .connect()
            .await?;
        let patient = Some(REQUEST_TIMEOUT);
        driver.update_timeouts(TimeoutConfiguration::new(patient, patient, None)).await?;
        let browser = Self { driver, _chromedriver: chromedriver };
        browser.allow_copying().await?;
        Ok(browser)
    }

    /// Allows pages to copy without asking, as windows do when a user clicks; the headless shell would not.
    async fn allow_copying(&self) -> Result<(), Error> {
        let permission =
            serde_json::json!({ "permission": { "name": "clipboard-write" }, "setting": "granted" });
        Ok(self.driver.cdp().send_raw("Browser.setPermission", permission).await.map(drop)?)
    }

    /// Starts a browser of this size and theme, and opens `url` in it.
    pub async fn open(width: u32, height: u32, theme: Theme, url: &str) -> Result<Self, Error> {
        let browser = Self::start().await?;
        browser.show(Screen { width, height, touch: false }, theme, Motion::Full).await?;
        browser.go_to(url).await?;
        Ok(browser)
    }

    /// The underlying WebDriver.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Emulates this screen, theme and motion; a real window cannot be narrower than 500 CSS pixels.
    pub async fn show(&self, screen: Screen, theme: Theme, motion: Motion) -> Result<(), Error> {
        let cdp = self.driver.cdp();
        cdp.emulation().set_device_metrics_override(screen.width, screen.height, 1.0, screen.touch).await?;
        let touch = serde_json::json!({ "enabled": screen.touch });
        cdp.send_raw("Emulation.setTouchEmulationEnabled", touch).await?;
        let features = serde_json::json!([
            { "name": "prefers-color-scheme", "value": theme.css_name() },
            { "name": "prefers-reduced-motion", "value": motion.css_name() },
        ]);
        cdp.send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "features": features })).await?;
        Ok(())
    }

    /// Loads `url` from scratch, even if only the fragment differs from the current address.
    pub async fn go_to(&self, url: &str) -> Result<(), Error> {
        self.driver.goto("about:blank").await?;
        Ok(self.driver.goto(url).await?)
    }

    /// Saves a screenshot of the window as a PNG.
    pub async fn take_screenshot(&self, file: &Path) -> Result<(), Error> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|reason| Error::Screenshot(file.to_owned(), reason))?;
        }
        let png = self.driver.screenshot_as_png().await?;
        std::fs::write(file, png).map_err(|reason| Error::Screenshot(file.to_owned(), reason))
    }

    /// The errors in the console since the last call: panics, refused scripts, missing files.
    pub async fn console_errors(&self) -> Result<Vec<String>, Error> {
        let entries = self.driver.browser_log().await?;
        Ok(entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect())
    }

    /// Quits the browser and waits for its end.
    pub async fn quit(self) -> Result<(), Error> {
        Ok(self.driver.quit().await?)
    }
}

/// The folder of the built page: `PAGE_FOLDER`, or `dist/`.
pub fn page_folder() -> PathBuf {
    std::env::var_os("PAGE_FOLDER")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist"), PathBuf::from)
}

/// The path of the screenshot with this name.
pub fn screenshot_file(name: &str) -> PathBuf {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots").join(format!("{name}.png"))
}
