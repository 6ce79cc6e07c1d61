//! Seeks in a run of a million events: how long until another instant is on screen, and in how much memory.

use std::time::{Duration, Instant};

use serde::Deserialize;
use tests::browser::{Browser, Server, Theme, Error, page_folder};

use crate::figures;
use crate::opened::until_computed;
use crate::runs::{fragment, million};
use replication::Micros;

/// Catches the page's memory when it is made.
const CATCH_MEMORY: &str = include_str!("catch-memory.js");
/// Seeks and measures, in the page.
const SEEK: &str = include_str!("seek.js");
/// Chooses a leader, so that the inspector has it.
const CHOOSE: &str = "document.querySelector('.leader[data-id=T]')\
                      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))";
/// What the inspector takes a moment for is there after this.
const SETTLING: Duration = Duration::from_secs(1);

/// What the page measured, in milliseconds and MiB.
#[derive(Deserialize)]
struct Measured {
    /// For each seek, how long the main thread was at it: script, style, layout, and handing over what is to be
    /// painted.
    work: Vec<f64>,
    /// For each seek, how long it took until the next frame had been handed over too: at least one frame.
    shown: Vec<f64>,
    /// How long the same computation took before each of them.
    pace: Vec<f64>,
    /// The page's memory.
    memory: f64,
}

/// Opens the run, seeks to and fro, and prints what was measured.
pub async fn measure() -> Result<(), Error> {
    let server = Server::start(&page_folder()).await?;
    let browser = Browser::open(1440, 900, Theme::Light, "about:blank").await?;
    let catch = serde_json::json!({ "source": CATCH_MEMORY });
    browser.driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", catch).await?;
    let begun = Instant::now();
    browser.go_to(&format!("{}{}", server.url(), fragment(million(), Micros::ZERO))).await?;
    let events = until_computed(&browser).await?;
    let seconds = begun.elapsed().as_secs_f64();
    let measured = measure_seeks(&browser).await?;
    browser.driver().execute(CHOOSE, Vec::new()).await?;
    tokio::time::sleep(SETTLING).await;
    let with_inspector = measure_seeks(&browser).await?;
    for error in browser.console_errors().await? {
        eprintln!("console: {error}");
    }
    browser.quit().await?;
    println!("A million events");
    println!("events, when last told                    {events}");
    println!("opened, computed and drawn after          {seconds:.1} s");
    figures::tell("a seek: all that the main thread does", measured.work);
    figures::tell("a seek: until the frame after it", measured.shown);
    figures::tell("the machine: one and the same computation", measured.pace);
    figures::tell("the same, a leader chosen: the main thread", with_inspector.work);
    figures::tell("the same, a leader chosen: the frame after", with_inspector.shown);
    println!("memory of the page                        {:.0} MiB", with_inspector.memory);
    Ok(())
}

async fn measure_seeks(browser: &Browser) -> Result<Measured, Error> {
    Ok(browser.driver().execute_async(SEEK, Vec::new()).await?.convert()?)
}
