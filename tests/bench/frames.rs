//! How even the frames are while a busy run is played, how much of the main thread that takes, and that nothing
//! at all is done while it stands still.

use std::collections::BTreeMap;
use std::time::Duration;

use player::Speed;
use replication::Micros;
use scenario::Scenario;
use serde::Deserialize;
use serde_json::{Value, json};
use tests::browser::{Browser, Server, Theme, Error, page_folder};

use crate::figures;
use crate::opened::until_computed;
use crate::runs::{fragment, million};

/// Every leader linked with every other, four hundred writes in a second.
const FIFTY: &str = include_str!("fifty-leaders.json");
/// Plays, and notes when each frame comes.
const FRAMES: &str = include_str!("frames.js");
/// A page that is ready has settled after this.
const SETTLING: Duration = Duration::from_secs(1);
/// How long nothing is done to see that the page does nothing.
const REST: Duration = Duration::from_secs(4);

/// A run to be played.
struct Play {
    title: &'static str,
    run: Scenario,
    /// From where on: where about as much is under way as ever is.
    from: Micros,
    speed: Speed,
}

/// Two thousand messages at once; and a hundred thousand events, all of which are on the diagram.
fn plays() -> [Play; 2] {
    let fifty = Scenario::from_json(FIFTY).expect("the run can be read");
    let mut short = million();
    if let Some(workload) = &mut short.workload {
        workload.until = Micros::from_ms(4_600);
    }
    [
        Play {
            title: "Fifty leaders, two thousand messages under way",
            run: fifty,
            from: Micros::from_ms(400),
            speed: Speed::Rate(50_000),
        },
        Play {
            title: "A hundred thousand events",
            run: short,
            from: Micros::ZERO,
            speed: Speed::Rate(1_000_000),
        },
    ]
}

/// What the page measured.
#[derive(Deserialize)]
struct Measured {
    /// How long after the one before each frame came, in milliseconds.
    frames: Vec<f64>,
    /// What stood in the verdicts in the middle of it.
    verdicts: String,
}

/// Plays each of the runs.
pub async fn measure() -> Result<(), Error> {
    for play in plays() {
        println!("{}", play.title);
        measure_one(play).await?;
    }
    Ok(())
}

/// Opens a run, plays it, lets it stand still, and prints what was measured.
async fn measure_one(play: Play) -> Result<(), Error> {
    let server = Server::start(&page_folder()).await?;
    let browser = Browser::open(1440, 900, Theme::Light, "about:blank").await?;
    browser.driver().cdp().send_raw("Performance.enable", json!({})).await?;
    browser.go_to(&format!("{}{}", server.url(), fragment(play.run, play.from))).await?;
    until_computed(&browser).await?;
    tokio::time::sleep(SETTLING).await;
    let before = busy(&browser).await?;
    let told = browser.driver().execute_async(FRAMES, vec![play.speed.to_string().into()]).await?;
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

/// How long the main thread has been busy with what, in seconds, by Chromium's own count.
async fn busy(browser: &Browser) -> Result<BTreeMap<String, f64>, Error> {
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
