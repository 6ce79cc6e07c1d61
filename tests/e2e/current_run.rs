//! One current run: whatever leads to it (a link, a reload, Back, a cancelled computation), the page shows it, and the
//! documents of other runs stay as they are.

use std::time::{Duration, Instant};

use replication::Micros;
use scenario::{Permalink, Scenario};
use serde_json::json;
use tests::browser::Motion;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

fn title() -> String {
    scenario::default_scenario().title
}

/// Another run, and its link.
fn example() -> (String, String) {
    let scenario = scenario::GALLERY[1].scenario();
    (scenario.title.clone(), format!("#{}", Permalink::of(scenario).encode()))
}

/// A run whose conflicts are merged by code.
const WITH_MERGE_CODE: &str = r#"{
    "polyleader": 1, "title": "Merged by code", "leaders": [{ "id": "A" }, { "id": "B" }],
    "policy": { "merge": { "with": { "script": { "source": "fn merge(mine, theirs) { mine }" } } } },
    "clients": [{ "id": "ana", "at": "A" }, { "id": "ben", "at": "B" }],
    "commands": [
        { "at_ms": 10, "write": { "client": "ana", "key": "k", "value": "one" } },
        { "at_ms": 10, "write": { "client": "ben", "key": "k", "value": "two" } }
    ]
}"#;

/// A run that takes a while to compute.
const LONG: &str = r#"{
    "polyleader": 1, "title": "A long run",
    "leaders": [
        { "id": "A" }, { "id": "B" }, { "id": "C" }, { "id": "D" }, { "id": "E" }, { "id": "F" }, { "id": "G" },
        { "id": "H" }, { "id": "I" }, { "id": "J" }, { "id": "K" }, { "id": "L" }, { "id": "M" }, { "id": "N" }
    ],
    "workload": { "clients": 60, "until_ms": 60000, "per_second": 2.5, "keys": 50 }
}"#;

fn visit_to(run: &str) -> Visit {
    Visit::on_desktop().at_run(run, Micros::ZERO)
}

/// A visit to the long run, which does not play.
fn visit_to_long() -> Visit {
    Visit { motion: Motion::Reduced, ..visit_to(LONG) }
}

/// Computes the long run with another topology, and stores it. Returns how long that takes.
async fn stored_long_run(page: &Page) -> StepResult<Duration> {
    page.expect_title("A long run").await?;
    // Only a run that has been computed is drawn.
    page.expect_text("Zoom in to see individual messages").await?;
    let begun = Instant::now();
    page.select_option("Topology", "Star").await?;
    page.expect_stored(&["A long run"]).await?;
    page.expect_no_text("Computing the run").await?;
    page.expect_value("combobox", "Topology", "star").await?;
    Ok(begun.elapsed())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn link_is_opened_at_once_over_stored_work_with_merge_code() {
    let (other, link) = example();
    story("a link over merge code", visit_to(WITH_MERGE_CODE), async |page| {
        page.expect_title("Merged by code").await?;
        page.wait_until("the run to be computed, once the script engine is there", async || {
            let messages = page.count(".message-line").await?;
            Ok(if messages > 0 { Ok(()) } else { Err("no message".to_owned()) })
        })
        .await?;
        page.select_option("Topology", "Star").await?;
        page.expect_stored(&["Merged by code"]).await?;
        page.open(&link).await?;
        page.expect_title(&other).await?;
        page.select_option("Conflict policy", "Avoidance").await?;
        page.expect_stored(&[&other, "Merged by code"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn link_edited_over_stored_work_leaves_both_after_a_reload() {
    let (other, link) = example();
    story_at_end("a link over work", async |page| {
        page.write_at("São Paulo", "ham").await?;
        page.expect_stored(&[&title()]).await?;
        page.open(&link).await?;
        page.expect_title(&other).await?;
        page.select_option("Conflict policy", "Avoidance").await?;
        page.expect_stored(&[&other, &title()]).await?;
        page.reload().await?;
        page.expect_title(&other).await?;
        page.expect_value("combobox", "Conflict policy", "avoidance").await?;
        page.press("Recent runs").await?;
        page.press_prefixed_in(("dialog", "Recent runs"), &title()).await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn back_from_a_link_to_the_plain_address_shows_what_was_there() {
    let (other, link) = example();
    story("back to the plain address", Visit::on_desktop(), async |page| {
        page.expect_title(&title()).await?;
        page.evaluate("location.hash = arguments[0];", vec![json!(link)]).await?;
        page.expect_title(&other).await?;
        page.go_back().await?;
        page.expect_title(&title()).await?;
        page.leader("São Paulo").await?;
        page.go_forward().await?;
        page.expect_title(&other).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn cancelled_run_leaves_the_document_as_it_was() {
    story("cancelled after a reload", visit_to_long(), async |page| {
        stored_long_run(page).await?;
        page.reload().await?;
        page.press("Cancel").await?;
        page.expect_text("The run was cancelled before it finished").await?;
        page.select_option("Topology", "Chain").await?;
        page.expect_stored(&[&title(), "A long run"]).await?;
        page.press("Recent runs").await?;
        page.press_prefixed_in(("dialog", "Recent runs"), "A long run").await?;
        page.expect_title("A long run").await?;
        page.expect_no_text("Computing the run").await?;
        page.expect_value("combobox", "Topology", "star").await
    });
}

/// Keeps the longest time between two tasks of the page.
pub const WATCH_FOR_BLOCKING: &str = "let last = performance.now(); globalThis.longest = 0; \
    const look = () => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; setTimeout(look, 20); }; \
    setTimeout(look, 20);";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn link_over_a_long_stored_run_does_not_compute_that_first() {
    let (other, link) = example();
    story("a link over a long run", visit_to_long(), async |page| {
        let computing = stored_long_run(page).await?.as_secs_f64() * 1_000.0;
        let source = json!({ "source": WATCH_FOR_BLOCKING });
        page.browser().driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await?;
        page.open(&link).await?;
        page.expect_title(&other).await?;
        let longest = page.evaluate("return longest;", Vec::new()).await?;
        let is_short = longest.as_f64().is_some_and(|ms| ms < computing / 2.0);
        assert!(is_short, "the page was blocked for {longest} ms; computing the run takes {computing} ms");
        Ok(())
    });
}

/// Waits until the playhead is beyond an instant; returns where it is, in milliseconds.
async fn expect_beyond(page: &Page, ms: f64) -> StepResult<f64> {
    page.wait_until(&format!("an instant after {ms} ms"), async || {
        let now = page
            .evaluate("return document.querySelector('.playback-controls .now').innerText;", Vec::new())
            .await?;
        let number = now.as_str().and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
        Ok(number.filter(|now| *now > ms).ok_or(now.to_string()))
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn reload_goes_on_from_the_same_instant_playing_if_it_was_playing() {
    let run: Scenario = scenario::GALLERY[7].scenario();
    let link = Permalink::of(run).encode();
    story("a reload while playing", Visit::on_desktop().at(&format!("#{link}")), async |page| {
        page.select_option("Speed", "Speed: 1/50×").await?;
        page.press("Play").await?;
        let before = expect_beyond(page, 20.0).await?;
        page.reload().await?;
        page.control("button", "Pause").await?;
        let after = expect_beyond(page, 0.0).await?;
        assert!(after >= before, "{after} is before {before}");
        page.press("Pause").await?;
        let paused = expect_beyond(page, 0.0).await?;
        page.reload().await?;
        page.control("button", "Play").await?;
        let again = expect_beyond(page, 0.0).await?;
        assert!((again - paused).abs() < 1.0, "{again} is not {paused}");
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn first_visitor_with_a_bad_link_sees_no_mention_of_a_current_run() {
    story("a bad link at first", Visit::on_desktop().at("#s1.damaged"), async |page| {
        page.expect_text("An example is shown instead.").await?;
        page.expect_no_text("Your current run").await?;
        page.leader("Tokyo").await.map(drop)
    });
}
