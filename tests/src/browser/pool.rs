//! Browsers that have run a story and wait for the next one: starting one takes longer than many a story.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::error::WebDriverError;

use super::{Browser, Error};

static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// How often to ask for the focus, and how long to wait in between.
const MAX_FOCUS_REQUESTS: usize = 500;
const FOCUS_INTERVAL: Duration = Duration::from_millis(20);

/// Copies nothing. Its result is whether that was possible.
const EMPTY_CLIPBOARD: &str = "document.addEventListener('copy', (event) => { \
    event.clipboardData.setData('text/plain', ''); event.preventDefault(); }, { once: true }); \
    document.execCommand('copy');";

impl Browser {
    /// An idle browser, or else a new one. It has one window, which shows an empty page.
    ///
    /// Pages find nothing that others stored in it before: each server has an origin of its own.
    pub async fn take() -> Result<Self, Error> {
        let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(browser) => Ok(browser),
            None => Self::start().await,
        }
    }

    /// Makes the browser an idle one, or quits it if that fails.
    pub async fn give_back(self) -> Result<(), Error> {
        match self.renew().await {
            Ok(()) => {
                IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(self);
                Ok(())
            }
            Err(error) => {
                eprintln!("a browser is not used again: {error}");
                self.quit().await
            }
        }
    }

    /// Puts the browser into the state of a new one, apart from what pages have stored.
    async fn renew(&self) -> Result<(), Error> {
        self.driver.action_chain().reset_actions().await?;
        self.replace_windows().await?;
        let cdp = self.driver.cdp();
        cdp.send_raw("Browser.resetPermissions", json!({})).await?;
        self.allow_copying().await?;
        let copy = json!({ "expression": EMPTY_CLIPBOARD, "userGesture": true });
        let copied = cdp.send_raw("Runtime.evaluate", copy).await?;
        if copied["result"]["value"] != Value::Bool(true) {
            return Err(WebDriverError::FatalError(format!("the clipboard was not emptied: {copied}")).into());
        }
        // What pages wrote while they were closed is not the next story's fault.
        self.console_errors().await.map(drop)
    }

    /// Closes all windows after opening a new one, which has nothing of what they were told: emulated screens, scripts for
    /// new documents, network conditions, histories.
    async fn replace_windows(&self) -> Result<(), Error> {
        let driver = &self.driver;
        let old = driver.windows().await?;
        let new = driver.new_window().await?;
        for window in old {
            driver.switch_to_window(window).await?;
            driver.close_window().await?;
        }
        driver.switch_to_window(new).await?;
        self.focus_window().await
    }

    /// Brings the window to the front and waits until it has the focus.
    async fn focus_window(&self) -> Result<(), Error> {
        for _ in 0..MAX_FOCUS_REQUESTS {
            self.driver.cdp().send_raw("Page.bringToFront", json!({})).await?;
            let has_focus = self.driver.execute("return document.hasFocus();", Vec::new()).await?;
            if has_focus.convert()? {
                return Ok(());
            }
            tokio::time::sleep(FOCUS_INTERVAL).await;
        }
        Err(WebDriverError::FatalError("the new window did not get the focus".to_owned()).into())
    }
}
