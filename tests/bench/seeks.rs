//! Measures seek times and memory in a run of a million events.

use std::time::{Duration, Instant};

use replication::Micros;
use serde::Deserialize;
use tests::browser::{Browser, Error, Server, Theme, page_folder};

use crate::loading::wait_until_computed;
use crate::runs::{fragment, million_events};
use crate::statistics;

/// Exposes the page's WebAssembly memory to the measuring script.
const EXPOSE_MEMORY: &str = include_str!("expose-memory.js");
/// Seeks and measures, in the page.
const SEEK: &str = include_str!("seek.js");
/// Selects a leader, so that the inspector shows it.
const SELECT_LEADER: &str = "document.querySelector('.leader[data-id=T]')\
                      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))";
/// How long the inspector takes to settle.
const SETTLING: Duration = Duration::from_secs(1);

/// What the script in the page measured, in milliseconds and MiB.
#[derive(Deserialize)]
struct Measurement {
    /// For each seek, the main thread's work: script, style, layout and submitting the frame.
    work: Vec<f64>,
    /// For each seek, the time until the following frame was submitted: at least one frame.
    shown: Vec<f64>,
    /// The time of a fixed computation before each seek, which shows how fast the machine was just then.
    pace: Vec<f64>,
    /// The size of the page's WebAssembly memory.
    memory: f64,
}

/// Opens the run, seeks at random, and prints the results.
pub async fn measure() -> Result<(), Error> {
    let server = Server::start(&page_folder()).await?;
    let browser = Browser::open(1440, 900, Theme::Light, "about:blank").await?;
    let script = serde_json::json!({ "source": EXPOSE_MEMORY });
    browser.driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
    let started = Instant::now();
    browser.go_to(&format!("{}{}", server.url(), fragment(million_events(), Micros::ZERO))).await?;
    let events = wait_until_computed(&browser).await?;
    let seconds = started.elapsed().as_secs_f64();
    let measured = measure_seeks(&browser).await?;
    browser.driver().execute(SELECT_LEADER, Vec::new()).await?;
    tokio::time::sleep(SETTLING).await;
    let with_inspector = measure_seeks(&browser).await?;
    for error in browser.console_errors().await? {
        eprintln!("console: {error}");
    }
    browser.quit().await?;
    println!("A million events");
    println!("events, as last shown                     {events}");
    println!("time to open, compute and draw            {seconds:.1} s");
    statistics::print("seek: main thread", measured.work);
    statistics::print("seek: until the next frame", measured.shown);
    statistics::print("fixed computation (machine speed)", measured.pace);
    statistics::print("leader selected: main thread", with_inspector.work);
    statistics::print("leader selected: until the next frame", with_inspector.shown);
    println!("memory of the page                        {:.0} MiB", with_inspector.memory);
    Ok(())
}

async fn measure_seeks(browser: &Browser) -> Result<Measurement, Error> {
    Ok(browser.driver().execute_async(SEEK, Vec::new()).await?.convert()?)
}
