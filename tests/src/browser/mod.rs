//! A real Chromium, driven through chromedriver, that looks at the page as a visitor would.

mod chromedriver;
mod screen;
mod server;
mod error;

use std::path::{Path, PathBuf};
use std::time::Duration;

use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, LoggingPrefsLogLevel};

use chromedriver::Chromedriver;
pub use screen::{Motion, Screen, Theme};
pub use server::Server;
pub use error::Error;

/// Nothing a page does on this machine takes longer.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// What makes Chromium quiet, repeatable and able to run where there is no screen.
const FLAGS: &[&str] = &[
    "--headless=new",
    // A container's root may not use the sandbox; only our own page is ever opened.
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

/// One browser with one window and a fresh profile.
pub struct Browser {
    driver: WebDriver,
    // Ended when the browser is dropped.
    _chromedriver: Chromedriver,
}

impl Browser {
    /// Starts a browser whose window is an empty page.
    pub async fn start() -> Result<Self, Error> {
        let chromedriver = Chromedriver::start()?;
        let mut wanted = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wanted.add_arg(flag)?;
        }
        if let Some(chromium) = std::env::var_os("CHROMIUM") {
            wanted.set_binary(&chromium.to_string_lossy())?;
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::Severe)?;
        let driver = WebDriver::builder(chromedriver.address(), wanted)
            .request_timeout(REQUEST_TIMEOUT)
            .connect()
            .await?;
        Ok(Self { driver, _chromedriver: chromedriver })
    }

    /// Starts a browser of this size and theme, and opens `url` in it.
    pub async fn open(width: u32, height: u32, theme: Theme, url: &str) -> Result<Self, Error> {
        let browser = Self::start().await?;
        browser.show(Screen { width, height, touch: false }, theme, Motion::Full).await?;
        browser.go_to(url).await?;
        Ok(browser)
    }

    /// The driver, for what this type does not say.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Gives the page exactly this size, theme and motion: a window alone is never narrower than 500.
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

    /// Opens `url` from scratch, even where it differs from the one before in the fragment alone.
    pub async fn go_to(&self, url: &str) -> Result<(), Error> {
        self.driver.goto("about:blank").await?;
        Ok(self.driver.goto(url).await?)
    }

    /// Keeps what the window shows as a PNG.
    pub async fn take_screenshot(&self, file: &Path) -> Result<(), Error> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|reason| Error::Screenshot(file.to_owned(), reason))?;
        }
        let png = self.driver.screenshot_as_png().await?;
        std::fs::write(file, png).map_err(|reason| Error::Screenshot(file.to_owned(), reason))
    }

    /// The errors in the console since it was last asked: panics, refused scripts, missing files.
    pub async fn console_errors(&self) -> Result<Vec<String>, Error> {
        let entries = self.driver.browser_log().await?;
        Ok(entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect())
    }

    /// Ends the browser, and waits until it is gone.
    pub async fn quit(self) -> Result<(), Error> {
        Ok(self.driver.quit().await?)
    }
}

/// The folder of the built page: `PAGE_FOLDER`, or `dist/`.
pub fn page_folder() -> PathBuf {
    std::env::var_os("PAGE_FOLDER")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist"), PathBuf::from)
}

/// The file of a screenshot, named after what it shows.
pub fn screenshot_file(name: &str) -> PathBuf {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots").join(format!("{name}.png"))
}
