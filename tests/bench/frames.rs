//! Measures frame times and the main thread's load while a busy run plays, and its load at rest.

use std::collections::BTreeMap;
use std::time::Duration;

use player::Speed;
use replication::Micros;
use scenario::Scenario;
use serde::Deserialize;
use serde_json::{Value, json};
use tests::browser::{Browser, Error, Server, Theme, page_folder};

use crate::loading::wait_until_computed;
use crate::runs::{fragment, million_events};
use crate::statistics;

/// Fifty leaders, linked all-to-all, and four hundred writes per second.
const FIFTY: &str = include_str!("fifty-leaders.json");
/// Plays the run and records the time of each frame.
const FRAMES: &str = include_str!("frames.js");
/// How long a computed page takes to settle.
const SETTLING: Duration = Duration::from_secs(1);
/// How long the page is measured at rest.
const REST_DURATION: Duration = Duration::from_secs(4);

/// A run to play, and how.
struct PlaybackCase {
    title: &'static str,
    run: Scenario,
    /// The instant to start from, at which about as many messages are in flight as ever.
    from: Micros,
    speed: Speed,
}

/// A run with two thousand messages in flight, and one with a hundred thousand events on the diagram.
fn cases() -> [PlaybackCase; 2] {
    let fifty = Scenario::from_json(FIFTY).expect("the run can be read");
    let mut short = million_events();
    if let Some(workload) = &mut short.workload {
        workload.until = Micros::from_ms(4_600);
    }
    [
        PlaybackCase {
            title: "Fifty leaders, two thousand messages in flight",
            run: fifty,
            from: Micros::from_ms(400),
            speed: Speed::Rate(50_000),
        },
        PlaybackCase {
            title: "A hundred thousand events",
            run: short,
            from: Micros::ZERO,
            speed: Speed::Rate(1_000_000),
        },
    ]
}

/// What the script in the page measured.
#[derive(Deserialize)]
struct Measurement {
    /// The time from each frame to the next, in milliseconds.
    frames: Vec<f64>,
    /// The text of the verdicts halfway through.
    verdicts: String,
}

/// Measures each of the runs.
pub async fn measure() -> Result<(), Error> {
    for case in cases() {
        println!("{}", case.title);
        measure_one(case).await?;
    }
    Ok(())
}

/// Opens a run, measures it while it plays and at rest, and prints the results.
async fn measure_one(case: PlaybackCase) -> Result<(), Error> {
    let server = Server::start(&page_folder()).await?;
    let browser = Browser::open(1440, 900, Theme::Light, "about:blank").await?;
    browser.driver().cdp().send_raw("Performance.enable", json!({})).await?;
    browser.go_to(&format!("{}{}", server.url(), fragment(case.run, case.from))).await?;
    wait_until_computed(&browser).await?;
    tokio::time::sleep(SETTLING).await;
    let before = performance_metrics(&browser).await?;
    let result = browser.driver().execute_async(FRAMES, vec![case.speed.to_string().into()]).await?;
    let after = performance_metrics(&browser).await?;
    let measured: Measurement = result.convert()?;
    let before_rest = performance_metrics(&browser).await?;
    tokio::time::sleep(REST_DURATION).await;
    let after_rest = performance_metrics(&browser).await?;
    for error in browser.console_errors().await? {
        eprintln!("console: {error}");
    }
    browser.quit().await?;
    println!("{}", measured.verdicts);
    statistics::print("frame time, playing", measured.frames);
    println!("main thread, playing                      {}", format_load(&before, &after));
    println!("main thread, at rest                      {}", format_load(&before_rest, &after_rest));
    Ok(())
}

/// Chromium's counters of the main thread's work so far, in seconds, by name.
async fn performance_metrics(browser: &Browser) -> Result<BTreeMap<String, f64>, Error> {
    let answer = browser.driver().cdp().send_raw("Performance.getMetrics", json!({})).await?;
    let metrics = answer.get("metrics").and_then(Value::as_array).cloned().unwrap_or_default();
    let named = metrics.iter().filter_map(|metric| {
        Some((metric.get("name")?.as_str()?.to_owned(), metric.get("value")?.as_f64()?))
    });
    Ok(named.collect())
}

/// The main thread's load between two readings of the counters, in percent.
fn format_load(before: &BTreeMap<String, f64>, after: &BTreeMap<String, f64>) -> String {
    let spent = |name: &str| after.get(name).unwrap_or(&0.0) - before.get(name).unwrap_or(&0.0);
    let percent = |name: &str| 100.0 * spent(name) / spent("Timestamp").max(f64::MIN_POSITIVE);
    format!(
        "{:.1} % (script {:.1}, layout {:.1}, style {:.1})",
        percent("TaskDuration"),
        percent("ScriptDuration"),
        percent("LayoutDuration"),
        percent("RecalcStyleDuration"),
    )
}
