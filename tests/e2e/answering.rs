//! Edits of a long run and refusing a large file: that they work, and for how long they block the page (`--nocapture`).

use std::fmt::Write as _;

use scenario::MAX_SCENARIO_BYTES;

use crate::current_run::WATCH_FOR_BLOCKING;
use crate::files::drop_files;
use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// Six leaders and about three thousand operations.
const THREE_THOUSAND: &str = r#"{
    "polyleader": 1, "title": "Three thousand operations",
    "leaders": [{ "id": "A" }, { "id": "B" }, { "id": "C" }, { "id": "D" }, { "id": "E" }, { "id": "F" }],
    "workload": { "clients": 50, "until_ms": 60000, "per_second": 1, "keys": 50 }
}"#;

async fn watch(page: &Page) -> StepResult {
    page.evaluate(WATCH_FOR_BLOCKING, Vec::new()).await.map(drop)
}

/// Prints for how long the page was blocked at most since it is watched. How long that may be depends on what else the
/// machine does, so it is no condition.
async fn print_blocking(page: &Page, during: &str) -> StepResult {
    let longest = page.evaluate("return longest;", Vec::new()).await?;
    println!("{during}: blocked for at most {longest} ms");
    Ok(())
}

async fn expect_computed(page: &Page) -> StepResult {
    page.expect_no_text("Computing the run").await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn run_of_three_thousand_commands_is_edited_and_the_edit_undone() {
    story(
        "edits of a long run",
        Visit::on_desktop().at_run(THREE_THOUSAND, replication::Micros::ZERO),
        async |page| {
            page.leader("A").await?;
            expect_computed(page).await?;
            page.unfold("Workload").await?;
            watch(page).await?;
            page.press("Convert to editable commands").await?;
            page.expect_no_text("Convert to editable commands").await?;
            expect_computed(page).await?;
            print_blocking(page, "converting a workload").await?;
            watch(page).await?;
            page.select_option("Topology", "Star").await?;
            expect_computed(page).await?;
            page.expect_value("combobox", "Topology", "star").await?;
            print_blocking(page, "choosing a topology").await?;
            watch(page).await?;
            page.press("Undo").await?;
            expect_computed(page).await?;
            page.expect_value("combobox", "Topology", "all-to-all").await?;
            print_blocking(page, "undoing").await
        },
    );
}

/// A scenario of the maximum size, with a mistake in its last command.
fn large_file() -> String {
    let mut text = r#"{"polyleader": 1, "leaders": [{"id": "A"}, {"id": "B"}], "clients": [{"id": "c", "at": "A"}], "commands": ["#.to_owned();
    let value = "x".repeat(120);
    for at in 0..9_999 {
        let _ =
            write!(text, r#"{{"at_ms": {at}, "write": {{"client": "c", "key": "k", "value": "{value}"}}}},"#);
    }
    text.push_str(r#"{"at_ms": 10000, "wirte": {"client": "c", "key": "k", "value": 1}}]}"#);
    assert!((MAX_SCENARIO_BYTES / 2..MAX_SCENARIO_BYTES).contains(&text.len()), "{} bytes", text.len());
    text
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn large_file_with_a_mistake_at_its_end_is_refused() {
    let text = large_file();
    story_at_end("a large wrong file", async |page| {
        watch(page).await?;
        drop_files(page, &[("large.json", &text)]).await?;
        page.expect_text("wirte").await?;
        print_blocking(page, "refusing a large file").await
    });
}
