//! When an outcome of a run is certain.

use replication::Micros;
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// Ana's message is sent at 1 s and arrives 100 to 400 ms later. If Ben reads it before he writes, nothing is lost.
const OVERTAKEN: &str = r#"{
    "polyleader": 1, "title": "Overtaken", "seed": 3, "policy": "last-write-wins",
    "leaders": [ { "id": "F", "name": "Frankfurt" }, { "id": "T", "name": "Tokyo" } ],
    "links": { "latency": { "fixed_ms": 100 }, "jitter_ms": 300 },
    "clients": [ { "id": "ana", "at": "F" }, { "id": "ben", "at": "T" } ],
    "commands": [ { "at_ms": 1000, "write": { "client": "ana", "key": "k", "value": 1 } },
                  { "at_ms": 1250, "read": { "client": "ben", "key": "k" } },
                  { "at_ms": 1250, "write": { "client": "ben", "key": "k", "value": 2 } } ]
}"#;

const DIALOG: &str = "When is the outcome certain?";

async fn open_dialog(page: &Page) -> StepResult {
    page.leader("Tokyo").await?;
    page.chord(&[Key::Control], 'k').await?;
    let search = page.control("combobox", "Search commands").await?;
    search.send_keys("point of no return").await?;
    search.send_keys(Key::Enter).await?;
    page.control("dialog", DIALOG).await.map(drop)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn loss_is_certain_once_the_message_is_sent_and_another_end_opens_as_a_branch() {
    story("certainty", Visit::on_desktop().at_run(OVERTAKEN, Micros::ZERO), async |page| {
        open_dialog(page).await?;
        page.set_number("Runs per instant", "40").await?;
        page.press_in(("dialog", DIALOG), "Find out").await?;
        page.expect_text("Certain from 1000").await?;
        page.expect_text("Still open at 999").await?;
        let first = "document.querySelector('.figures tbody tr td:last-of-type button').click();";
        page.evaluate(first, vec![]).await?;
        page.expect_count(".sides[data-two]", 1).await?;
        page.expect_text("Redrawn from 0 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn run_without_randomness_is_certain_from_the_start() {
    let fixed = OVERTAKEN.replace(r#", "jitter_ms": 300"#, "");
    story("certainty without chance", Visit::on_desktop().at_run(&fixed, Micros::ZERO), async |page| {
        open_dialog(page).await?;
        page.press_in(("dialog", DIALOG), "Find out").await?;
        page.expect_text("Nothing in this run is left to chance: no write is lost.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn redraw_changes_the_run_after_the_playhead_and_is_undone() {
    story("redrawn", Visit::on_desktop().at_run(OVERTAKEN, Micros::from_ms(900)), async |page| {
        page.leader("Tokyo").await?;
        page.chord(&[Key::Control], 'k').await?;
        let search = page.control("combobox", "Search commands").await?;
        search.send_keys("redraw rand").await?;
        search.send_keys(Key::Enter).await?;
        page.unfold("Faults and links").await?;
        page.expect_text("From 900 ms on, seed 4").await?;
        page.press("Remove: From 900 ms on, seed 4").await?;
        page.expect_no_text("From 900 ms on").await
    });
}
