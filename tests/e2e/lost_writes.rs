//! Every lost write is listed with its cause, and leads to the write.

use crate::playground::INSPECTOR;
use crate::story::{Visit, story, story_at_end};

/// Three clients that write the same key before any of them has heard of the others.
const THREE_LOSERS: &str = r#"{ "polyleader": 1, "title": "Losses", "seed": 7,
    "leaders": [{ "id": "F", "name": "Frankfurt" }, { "id": "T", "name": "Tokyo" }, { "id": "S", "name": "São Paulo" }],
    "links": { "latency": { "fixed_ms": 100 } },
    "clients": [{ "id": "ana", "name": "Ana", "at": "F" }, { "id": "ben", "name": "Ben", "at": "T" }, { "id": "cleo", "name": "Cleo", "at": "S" }],
    "commands": [
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 11, "write": { "client": "ben", "key": "cart", "value": "eggs" } },
        { "at_ms": 12, "write": { "client": "cleo", "key": "cart", "value": "bread" } }
    ] }"#;

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn every_lost_write_is_listed_with_its_cause() {
    let visit = Visit::on_desktop().at_run(THREE_LOSERS, replication::Micros::from_ms(300));
    story("lost writes", visit, async |page| {
        page.expect_verdict("2 writes lost").await?;
        page.press_prefixed_in(("list", "Verdicts"), "2 writes lost").await?;
        page.expect_inspector("2 lost writes").await?;
        page.expect_inspector("discarded by timestamp; replaced by Cleo’s “bread”").await?;
        page.press_prefixed_in(INSPECTOR, "Ben").await?;
        page.expect_inspector("Propagation, hop by hop").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn merge_is_not_offered_at_a_leader_that_is_down() {
    story_at_end("merging where a leader is down", async |page| {
        page.select_leader("Frankfurt").await?;
        page.expect_inspector("Store merged value").await?;
        page.send_keys("/").await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys("crash frankfurt").await?;
        page.send_keys(thirtyfour::Key::Enter).await?;
        page.expect_leader_shows("Frankfurt", &["down"]).await?;
        page.expect_inspector("nothing can be merged here").await?;
        page.control("button", "Merge at Tokyo").await?;
        Ok(())
    });
}
