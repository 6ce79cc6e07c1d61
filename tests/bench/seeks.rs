//! Seeks in a run of a million events: how long until another instant is on screen, and in how much memory.

use std::time::{Duration, Instant};

use serde::Deserialize;
use tests::browser::{Browser, Server, Theme, Trouble, page_folder};

use crate::{figures, fragment};
use replication::Micros;

/// The run: eight leaders that all pass on what they get, and some thousands of writes.
const MILLION: &str = include_str!("a-million-events.json");
/// Catches the page's memory when it is made.
const CATCH_MEMORY: &str = include_str!("catch-memory.js");
/// Seeks and measures, in the page.
const SEEK: &str = include_str!("seek.js");
/// The page has computed the run after this, or never will.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the page measured, in milliseconds and MiB.
#[derive(Deserialize)]
struct Measured {
    /// For each seek, how long script, style and layout took.
    work: Vec<f64>,
    /// For each seek, how long it took until the frame after it was painted.
    shown: Vec<f64>,
    /// The page's memory.
    memory: f64,
}

/// Opens the run, seeks to and fro, and prints what was measured.
pub async fn measure() -> Result<(), Trouble> {
    let server = Server::start(&page_folder()).await?;
    let browser = Browser::open(1440, 900, Theme::Light, "about:blank").await?;
    let catch = serde_json::json!({ "source": CATCH_MEMORY });
    browser.driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", catch).await?;
    let begun = Instant::now();
    browser.go_to(&format!("{}{}", server.url(), fragment(MILLION, Micros::ZERO))).await?;
    let events = until_computed(&browser, begun).await?;
    let seconds = begun.elapsed().as_secs_f64();
    let told = browser.driver().execute_async(SEEK, Vec::new()).await?;
    let measured: Measured = told.convert()?;
    for error in browser.console_errors().await? {
        eprintln!("console: {error}");
    }
    browser.quit().await?;
    println!("events                                    {events}");
    println!("opened, computed and drawn after          {seconds:.1} s");
    figures::tell("a seek: script, style and layout", measured.work);
    figures::tell("a seek: until its frame is painted", measured.shown);
    println!("memory of the page                        {:.0} MiB", measured.memory);
    Ok(())
}

/// Waits until nothing is being computed any more, and tells how many events there are.
async fn until_computed(browser: &Browser, begun: Instant) -> Result<u64, Trouble> {
    let script = "return [document.querySelector('.working progress') !== null, \
                  document.querySelector('.working')?.textContent ?? '', \
                  Number(document.querySelector('[role=slider][aria-label=Time]')?.ariaValueMax ?? 0)]";
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
    Err(Trouble::Waited { what: "the run to be computed".into(), instead: format!("{events} events so far") })
}
