//! Measures how soon after navigation the page paints something, how soon its stage is drawn and can be used, and the
//! frames while the opening run plays.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use tests::browser::{Browser, Error, Server, Theme, page_folder};

use crate::statistics;

/// Watches the page from its first moment on.
const WATCH: &str = include_str!("start.js");
/// Each page is loaded this often. Every load has its own browser, because one would keep compiled code.
const LOADS: usize = 5;
/// A processor as fast as this machine's, and one that is four times slower.
const THROTTLING: [u32; 2] = [1, 4];
/// How long a page may take.
const TIMEOUT: Duration = Duration::from_secs(60);
/// A page to load, and what makes up its drawn stage, as CSS selectors.
struct Subject {
    title: &'static str,
    folder: PathBuf,
    drawn: &'static [&'static str],
}

/// This page, and the reference page in the folder that `REFERENCE_PAGE` names, if there is one: RaftScope.
fn subjects() -> Vec<Subject> {
    let page = Subject {
        title: "Start of the page",
        folder: page_folder(),
        drawn: &[
            "canvas.messages",
            ".leader[role=button]",
            "[role=button].link .line[d]",
            "body:not(:has(.first-paint))",
        ],
    };
    let reference = std::env::var_os("REFERENCE_PAGE").map(|folder| Subject {
        title: "Start of the reference page",
        folder: folder.into(),
        drawn: &["svg .server circle", ".logs rect"],
    });
    std::iter::once(page).chain(reference).collect()
}

/// Times in milliseconds since navigation began; the shift of layout is Chromium's score.
#[derive(Deserialize)]
struct Started {
    painted: Option<f64>,
    usable: Option<f64>,
    shifted: Option<f64>,
    /// The time from each frame to the next, once the stage can be used.
    frames: Option<Vec<f64>>,
}

/// Loads each page several times, in turns, and prints the medians.
pub async fn measure() -> Result<(), Error> {
    let subjects = subjects();
    for throttling in THROTTLING {
        let mut loads: Vec<Vec<Started>> = subjects.iter().map(|_| Vec::new()).collect();
        for _ in 0..LOADS {
            for (subject, loads) in subjects.iter().zip(&mut loads) {
                loads.push(load(subject, throttling).await?);
            }
        }
        for (subject, loads) in subjects.iter().zip(loads) {
            println!("{}, processor {throttling} × slower", subject.title);
            let times = |time: fn(&Started) -> Option<f64>| loads.iter().filter_map(time).collect();
            statistics::print("first contentful paint", times(|load| load.painted));
            statistics::print("stage drawn and usable", times(|load| load.usable));
            let frames = loads.iter().filter_map(|load| load.frames.as_deref()).flatten();
            statistics::print("frames of the first seconds", frames.copied().collect());
            let shift = loads.iter().filter_map(|load| load.shifted).fold(0.0, f64::max);
            println!("{:41} {shift:.3}", "largest layout shift");
        }
    }
    Ok(())
}

/// Loads a page once, with nothing cached.
async fn load(subject: &Subject, throttling: u32) -> Result<Started, Error> {
    let server = Server::start(&subject.folder).await?;
    let browser = Browser::open(1440, 900, Theme::Light, "about:blank").await?;
    let network = browser.driver().cdp();
    let watch = WATCH.replace("WANTED", &json!(subject.drawn).to_string());
    network.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watch })).await?;
    network.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": throttling })).await?;
    browser.go_to(&server.url()).await?;
    let deadline = tokio::time::Instant::now() + TIMEOUT;
    loop {
        let started = browser.driver().execute("return globalThis.started ?? {};", Vec::new()).await?;
        let started: Started = started.convert()?;
        if started.painted.is_some() && started.frames.is_some() {
            browser.quit().await?;
            return Ok(started);
        }
        if tokio::time::Instant::now() > deadline {
            return Err(Error::Timeout { expected: "a drawn stage".into(), found: subject.title.into() });
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
