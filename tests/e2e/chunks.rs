//! The parts of the page whose code is fetched on demand: that they are, and what happens if that fails.

use serde_json::json;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// What the page says about a part of it that could not be fetched.
const FAILED: &str = "This part of the page could not be loaded.";

/// Makes requests that match the pattern fail, and no others.
async fn block(page: &Page, pattern: &str) -> StepResult {
    let network = page.browser().driver().cdp();
    network.send_raw("Network.enable", json!({})).await?;
    network.send_raw("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
    network.send_raw("Network.setBlockedURLs", json!({ "urls": [pattern] })).await?;
    Ok(())
}

/// Presses “Try again”, unless the page, which fetches its parts while it is idle, has tried again by itself.
async fn press_try_again(page: &Page) -> StepResult {
    page.wait_until("the part to be fetched again", async || {
        if !page.visible_text().await?.contains(FAILED) {
            return Ok(Ok(()));
        }
        page.control("button", "Try again").await?.click().await?;
        Ok(Err("it is not there yet".to_owned()))
    })
    .await
}

/// Opens the page while requests that match the pattern fail; `open` asks for the part, which says that it failed. When
/// requests succeed again, `expect` finds the part after one press of “Try again”.
async fn fails_once(
    page: &Page,
    pattern: &str,
    open: impl AsyncFn() -> StepResult,
    expect: impl AsyncFn() -> StepResult,
) -> StepResult {
    block(page, pattern).await?;
    page.reload().await?;
    page.leader("Tokyo").await?;
    open().await?;
    page.expect_text(FAILED).await?;
    block(page, "nothing").await?;
    press_try_again(page).await?;
    expect().await?;
    page.expect_no_text(FAILED).await?;
    // Discards the browser's own errors about the blocked requests.
    page.browser().console_errors().await?;
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn each_chunk_that_fails_to_load_says_so_and_loads_at_the_next_try() {
    story("chunks without a network", Visit::on_desktop(), async |page| {
        let nothing = async || Ok(());
        fails_once(page, "*.inspector.wasm", nothing, async || page.expect_text("Nothing selected").await)
            .await?;
        let cut = async || {
            page.select_link("Frankfurt and Tokyo").await?;
            page.press("Cut both ways").await?;
            page.expect_count(".change[data-kind=cut]", 1).await
        };
        fails_once(page, "*.details.wasm", nothing, cut).await?;
        let policies = async || page.choose_radio("Conflict policy", "Siblings").await;
        fails_once(page, "*.setup.wasm", nothing, policies).await?;
        let laws = async || {
            page.choose_radio("Conflict policy", "Merge on write").await?;
            page.press("Check the merge laws").await
        };
        fails_once(page, "*.laws.wasm", laws, async || page.expect_text("no counterexample in").await)
            .await?;
        let ask = async || page.press("Questions").await;
        let asked = async || page.expect_text("Does everyone read their own writes?").await;
        fails_once(page, "*.questions.wasm", ask, asked).await?;
        page.press("Close the questions").await?;
        let share = async || page.press("Share").await;
        let shared = async || page.control("dialog", "Share this run").await.map(drop);
        fails_once(page, "*.dialogs.wasm", share, shared).await?;
        page.send_keys(thirtyfour::Key::Escape).await?;
        let lessons = async || page.press("Lessons").await;
        let listed = async || page.control("dialog", "Lessons").await.map(drop);
        fails_once(page, "*.lessons.wasm", lessons, listed).await?;
        page.send_keys(thirtyfour::Key::Escape).await?;
        let embed = async || {
            page.press("Share").await?;
            page.press("Embed this run…").await
        };
        let made = async || page.control("dialog", "Embed this run").await.map(drop);
        fails_once(page, "*.studio.wasm", embed, made).await
    });
}

const PRESS_ALL: &str = "for (const button of document.querySelectorAll('button')) \
    if (button.textContent === 'Try again') button.click(); return null;";

/// Presses every “Try again”, until nothing says that it could not be loaded.
async fn try_all_again(page: &Page) -> StepResult {
    page.wait_until("all parts to be fetched again", async || {
        page.evaluate(PRESS_ALL, Vec::new()).await?;
        let has_failed = page.visible_text().await?.contains(FAILED);
        Ok(if has_failed { Err("one is not there yet".to_owned()) } else { Ok(()) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn pieces_that_fail_to_load_are_fetched_again_by_what_needs_them() {
    story("chunks without their pieces", Visit::on_desktop(), async |page| {
        block(page, "*.pieces.bin").await?;
        page.reload().await?;
        page.leader("Tokyo").await?;
        page.expect_text(FAILED).await?;
        block(page, "nothing").await?;
        try_all_again(page).await?;
        page.expect_text("Nothing selected").await?;
        page.choose_radio("Conflict policy", "Siblings").await?;
        // Discards the browser's own errors about the blocked requests.
        page.browser().console_errors().await?;
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn embed_whose_code_fails_to_load_says_so_and_loads_at_the_next_try() {
    story("an embed without a network", Visit::on_desktop().at("?embed"), async |page| {
        page.leader("Tokyo").await?;
        for chunk in ["*.embed.wasm", "*.reading.wasm"] {
            block(page, chunk).await?;
            page.reload().await?;
            page.expect_text(FAILED).await?;
            block(page, "nothing").await?;
            page.press("Try again").await?;
            page.leader("Tokyo").await?;
        }
        page.browser().console_errors().await?;
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn chunks_are_fetched_while_the_page_is_idle() {
    let fetched = "return performance.getEntriesByType('resource').map(it => it.name) \
        .filter(it => /\\.(details|inspector|setup|dialogs|lessons|laws|screens|questions|studio)\\.wasm$/.test(it)).length;";
    story("chunks ahead of need", Visit::on_desktop(), async |page| {
        page.wait_until("all chunks", async || {
            let count = page.evaluate(fetched, Vec::new()).await?;
            Ok(if count == json!(9) { Ok(()) } else { Err(format!("{count} fetched")) })
        })
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn edit_and_link_wait_for_the_code_that_reads_runs() {
    story("reading without a network", Visit::on_desktop(), async |page| {
        block(page, "*.reading.wasm").await?;
        page.reload().await?;
        page.leader("Tokyo").await?;
        page.select_option("Conflict policy", "Avoidance").await?;
        page.expect_text("This could not be done, because a part of the page could not be loaded.").await?;
        block(page, "nothing").await?;
        page.select_option("Conflict policy", "Last write wins").await?;
        page.go_to_end().await?;
        page.expect_summary("Ana’s “milk” is lost, though it was acknowledged").await?;
        // Saved work is never shown as another run, which an edit would put in its place.
        page.expect_saved_commands(2).await?;
        block(page, "*.reading.wasm").await?;
        page.reload().await?;
        page.expect_text(FAILED).await?;
        block(page, "nothing").await?;
        page.press("Try again").await?;
        page.go_to_end().await?;
        page.expect_summary("Ana’s “milk” is lost, though it was acknowledged").await?;
        page.browser().console_errors().await?;
        Ok(())
    });
}
