//! When a page that was opened with a run is ready to be measured.

use std::time::{Duration, Instant};

use tests::browser::{Browser, Error};

/// The page has computed the run after this, or never will.
const PATIENCE: Duration = Duration::from_secs(120);

/// Waits until nothing is being computed any more, and tells how many events there are.
pub async fn until_computed(browser: &Browser) -> Result<u64, Error> {
    let script = "return [document.querySelector('.working progress') !== null, \
                  document.querySelector('.working')?.textContent ?? '', \
                  Number(document.querySelector('[role=slider][aria-label=Time]')?.ariaValueMax ?? 0)]";
    let begun = Instant::now();
    let mut events = 0;
    while begun.elapsed() < PATIENCE {
        let (working, text, end): (bool, String, u64) =
            browser.driver().execute(script, Vec::new()).await?.convert()?;
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        events = digits.parse().unwrap_or(events);
        if !working && end > 0 {
            return Ok(events);
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Err(Error::Timeout { what: "the run to be computed".into(), instead: format!("{events} events so far") })
}
