//! Merge code under a person's hands: begun with an example, wrong, put right, and tried on two values.

use crate::step_result::StepResult;
use crate::page::Page;
use crate::sharing::share;
use crate::story::story_at_end;

/// Chooses code of one's own.
async fn with_code(page: &Page) -> StepResult {
    page.choose_radio("Conflict policy", "Merge on write").await?;
    page.select_option("Merge rule", "Your own code").await?;
    page.control("textbox", "Code").await?;
    Ok(())
}

/// The numbers of the lines that are marked.
async fn marked(page: &Page) -> StepResult<String> {
    let script =
        "return [...document.querySelectorAll('.numbers [data-bad]')].map(it => it.innerText).join()";
    Ok(page.evaluate(script, Vec::new()).await?.as_str().unwrap_or_default().to_owned())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_mistake_is_marked_at_its_line_while_it_is_typed_and_the_run_keeps_the_code_from_before() {
    story_at_end("a mistake in merge code", async |page| {
        with_code(page).await?;
        assert_eq!(marked(page).await?, "");
        page.control("textbox", "Code").await?.send_keys("\n+").await?;
        page.wait_until("a line to be marked", async || {
            let lines = marked(page).await?;
            Ok(if lines.is_empty() { Err(lines) } else { Ok(()) })
        })
        .await?;
        page.expect_text("The run still uses the code from before.").await?;
        page.press("Undo").await?;
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn an_example_is_taken_and_the_run_follows_it() {
    story_at_end("an example of merge code", async |page| {
        with_code(page).await?;
        page.select_option("Begin with", "All items").await?;
        page.expect_text("each item once and in order").await?;
        let code = page.control("textbox", "Code").await?.value().await?;
        assert!(code.contains("to_array()"), "{code}");
        page.expect_text("In use.").await?;
        let keywords = "return document.querySelectorAll('.editor [data-kind=keyword]').length";
        assert_eq!(page.evaluate(keywords, Vec::new()).await?, 1, "only `fn` is one");
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn code_is_tried_on_two_values_both_ways_round() {
    story_at_end("trying merge code", async |page| {
        with_code(page).await?;
        page.unfold("Try it on two values").await?;
        page.fill("Mine", "7").await?;
        page.fill("Theirs", "5").await?;
        page.expect_region("status", "What comes out", "Leaders agree").await?;
        page.select_option("Begin with", "Mine first").await?;
        page.expect_region("status", "What comes out", "Leaders disagree: it matters who merges.").await?;
        page.select_option("Begin with", "Sum of changes").await?;
        page.fill("What both came from, if known", "4").await?;
        page.expect_region("status", "What comes out", "It makes of them “8” The other way round “8”").await
    });
}

/// How many files of what runs merge code the page has asked for.
async fn fetched(page: &Page) -> StepResult<u64> {
    let script = "return performance.getEntriesByType('resource').filter(it => it.name.includes('merge-script-wasm')).length";
    Ok(page.evaluate(script, Vec::new()).await?.as_u64().unwrap_or_default())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn what_runs_merge_code_is_fetched_only_when_a_run_needs_it() {
    story_at_end("fetching what runs merge code", async |page| {
        assert_eq!(fetched(page).await?, 0, "the opening run needs none");
        with_code(page).await?;
        assert!(fetched(page).await? > 0);
        page.expect_leader_shows("Tokyo", &["milk"]).await?;
        // Not the address: it follows a moment after each edit, and may still be that of the one before.
        let link = share(page).await?.link;
        page.in_another_browser(&link, async |other| {
            other.go_to_end().await?;
            other.expect_leader_shows("Tokyo", &["milk"]).await?;
            other.expect_verdict("Converged").await?;
            assert!(fetched(other).await? > 0);
            Ok(())
        })
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn what_cannot_be_fetched_is_said_and_tried_again_and_nothing_is_lost() {
    story_at_end("merge code without a network", async |page| {
        let network = page.browser().driver().cdp();
        network.send_raw("Network.enable", serde_json::json!({})).await?;
        let block = |what: &str| serde_json::json!({ "urls": [what] });
        network.send_raw("Network.setBlockedURLs", block("*merge-script-wasm*")).await?;
        page.choose_radio("Conflict policy", "Merge on write").await?;
        page.select_option("Merge rule", "Your own code").await?;
        page.expect_text("What runs merge code could not be fetched.").await?;
        page.leader("Tokyo").await?;
        network.send_raw("Network.setBlockedURLs", block("nothing")).await?;
        page.press("Try again").await?;
        page.control("textbox", "Code").await?;
        page.expect_leader_shows("Tokyo", &["milk"]).await?;
        // The browser itself complained of what was blocked.
        page.browser().console_errors().await?;
        Ok(())
    });
}
