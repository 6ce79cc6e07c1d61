//! Fifty leaders with two thousand messages under way: how even the frames are while the run is played, how
//! much of the main thread that takes, and that nothing at all is done while it stands still.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use replication::Micros;
use serde::Deserialize;
use serde_json::{Value, json};
use tests::browser::{Browser, Server, Theme, Trouble, page_folder};

use crate::{figures, fragment};

/// The run: every leader linked with every other, four hundred writes in a second.
const FIFTY: &str = include_str!("fifty-leaders.json");
/// Where about as much is under way as ever is.
const BUSY: Micros = Micros::from_ms(400);
/// Plays, and notes when each frame comes.
const FRAMES: &str = include_str!("frames.js");
/// The page is drawn after this.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long nothing is done to see that the page does nothing.
const REST: Duration = Duration::from_secs(4);

/// What the page measured.
#[derive(Deserialize)]
struct Measured {
    /// How long after the one before each frame came, in milliseconds.
    frames: Vec<f64>,
    /// What stood in the verdicts in the middle of it.
    verdicts: String,
}

/// Opens the run, plays it, lets it stand still, and prints what was measured.
pub async fn measure() -> Result<(), Trouble> {
    let server = Server::start(&page_folder()).await?;
    let browser = Browser::open(1440, 900, Theme::Light, "about:blank").await?;
    browser.driver().cdp().send_raw("Performance.enable", json!({})).await?;
    browser.go_to(&format!("{}{}", server.url(), fragment(FIFTY, BUSY))).await?;
    until_drawn(&browser).await?;
    let before = busy(&browser).await?;
    let told = browser.driver().execute_async(FRAMES, Vec::new()).await?;
    let after = busy(&browser).await?;
    let measured: Measured = told.convert()?;
    let before_rest = busy(&browser).await?;
    tokio::time::sleep(REST).await;
    let after_rest = busy(&browser).await?;
    for error in browser.console_errors().await? {
        eprintln!("console: {error}");
    }
    browser.quit().await?;
    println!("{}", measured.verdicts);
    figures::tell("a frame of playing it", measured.frames);
    println!("main thread, playing                      {}", share(&before, &after));
    println!("main thread, at rest                      {}", share(&before_rest, &after_rest));
    Ok(())
}

async fn until_drawn(browser: &Browser) -> Result<(), Trouble> {
    let begun = Instant::now();
    let script = "return document.querySelectorAll('.leader').length";
    let mut leaders = 0;
    while begun.elapsed() < PATIENCE {
        leaders = browser.driver().execute(script, Vec::new()).await?.convert()?;
        if leaders == 50 {
            tokio::time::sleep(Duration::from_secs(1)).await;
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(Trouble::Waited { what: "fifty leaders".into(), instead: format!("{leaders} of them") })
}

/// How long the main thread has been busy with what, in seconds, by Chromium's own count.
async fn busy(browser: &Browser) -> Result<BTreeMap<String, f64>, Trouble> {
    let told = browser.driver().cdp().send_raw("Performance.getMetrics", json!({})).await?;
    let metrics = told.get("metrics").and_then(Value::as_array).cloned().unwrap_or_default();
    let named = metrics.iter().filter_map(|metric| {
        Some((metric.get("name")?.as_str()?.to_owned(), metric.get("value")?.as_f64()?))
    });
    Ok(named.collect())
}

/// Between two counts, how much of the time the main thread was busy, and with what.
fn share(before: &BTreeMap<String, f64>, after: &BTreeMap<String, f64>) -> String {
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
