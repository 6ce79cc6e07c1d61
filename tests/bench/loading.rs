//! Waiting until a page has computed its run.

use std::time::{Duration, Instant};

use tests::browser::{Browser, Error};

/// How long the page may take to compute the run.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Waits until the run is computed, and returns the last number of events shown.
pub async fn wait_until_computed(browser: &Browser) -> Result<u64, Error> {
    let script = "return [document.querySelector('.working progress') !== null, \
                  document.querySelector('.working')?.textContent ?? '', \
                  Number(document.querySelector('[role=slider][aria-label=Time]')?.ariaValueMax ?? 0)]";
    let started = Instant::now();
    let mut events = 0;
    while started.elapsed() < TIMEOUT {
        let (working, text, end): (bool, String, u64) =
            browser.driver().execute(script, Vec::new()).await?.convert()?;
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        events = digits.parse().unwrap_or(events);
        if !working && end > 0 {
            return Ok(events);
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Err(Error::Timeout {
        expected: "the run to be computed".into(),
        found: format!("{events} events so far"),
    })
}
