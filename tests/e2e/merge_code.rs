//! The merge code editor: examples, errors, trying code on two values, and loading the script engine.

use crate::page::Page;
use crate::sharing::share;
use crate::step_result::StepResult;
use crate::story::story_at_end;

const ENLARGE: &str = "Enlarge the editor";

/// Chooses the merge rule “Your own code”.
async fn choose_merge_code(page: &Page) -> StepResult {
    page.choose_radio("Conflict policy", "Merge on write").await?;
    page.select_option("Merge rule", "Your own code").await?;
    page.control("textbox", "Code").await?;
    Ok(())
}

/// The numbers of the lines marked as errors.
async fn marked_lines(page: &Page) -> StepResult<String> {
    let script =
        "return [...document.querySelectorAll('.numbers [data-bad]')].map(it => it.innerText).join()";
    Ok(page.evaluate(script, Vec::new()).await?.as_str().unwrap_or_default().to_owned())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn code_error_marks_its_line_and_the_run_keeps_the_old_code() {
    story_at_end("a mistake in merge code", async |page| {
        choose_merge_code(page).await?;
        assert_eq!(marked_lines(page).await?, "");
        page.control("textbox", "Code").await?.send_keys("\n+").await?;
        page.wait_until("a line to be marked", async || {
            let lines = marked_lines(page).await?;
            Ok(if lines.is_empty() { Err(lines) } else { Ok(()) })
        })
        .await?;
        page.expect_text("The run still uses the previous code.").await?;
        page.press("Undo").await?;
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn enlarged_editor_has_room_for_long_lines_and_keeps_the_draft() {
    story_at_end("a large editor", async |page| {
        choose_merge_code(page).await?;
        page.control("textbox", "Code").await?.send_keys("\n").await?;
        page.press(ENLARGE).await?;
        page.control("dialog", "Merge code").await?;
        let width = "const code = document.querySelector('.paper'); const style = getComputedStyle(code); \
            const context = document.createElement('canvas').getContext('2d'); context.font = style.font; \
            return code.clientWidth / context.measureText('m').width;";
        let characters = page.evaluate(width, Vec::new()).await?;
        assert!(characters.as_f64().is_some_and(|count| count > 80.0), "{characters} characters a line");
        page.control("textbox", "Code").await?.send_keys("// mine\n").await?;
        page.press_in(("dialog", "Merge code"), "Close").await?;
        page.expect_focus("button", ENLARGE).await?;
        let code = page.control("textbox", "Code").await?.value().await?;
        assert!(code.contains("// mine"), "{code}");
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn choosing_an_example_applies_its_code() {
    story_at_end("an example of merge code", async |page| {
        choose_merge_code(page).await?;
        page.select_option("Start from", "Keep mine").await?;
        page.expect_text("Depends on which leader merges").await?;
        let code = page.control("textbox", "Code").await?.value().await?;
        assert!(code.contains("is `theirs` here"), "{code}");
        page.expect_text("In use.").await?;
        // Only `fn` is one.
        page.expect_count(".editor [data-kind=keyword]", 1).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn code_is_tried_on_two_values_in_both_orders() {
    story_at_end("trying merge code", async |page| {
        choose_merge_code(page).await?;
        page.select_option("Start from", "Greater value").await?;
        page.unfold("Try on two values").await?;
        page.fill("Mine", "7").await?;
        page.fill("Theirs", "5").await?;
        page.expect_region("status", "Results", "Leaders agree").await?;
        page.select_option("Start from", "Keep mine").await?;
        page.expect_region(
            "status",
            "Results",
            "Leaders disagree until they have exchanged their merges: the result depends on which leader merges.",
        )
        .await?;
        page.select_option("Start from", "Sum of changes").await?;
        page.fill("Common ancestor, if known", "4").await?;
        page.expect_region("status", "Results", "At this leader “8” At the other leader “8”").await
    });
}

/// How many files of the script engine the page has fetched.
async fn engine_requests(page: &Page) -> StepResult<u64> {
    let script = "return performance.getEntriesByType('resource').filter(it => it.name.includes('merge-script-wasm')).length";
    Ok(page.evaluate(script, Vec::new()).await?.as_u64().unwrap_or_default())
}

/// Waits until the page has fetched files of the script engine.
async fn expect_engine_fetched(page: &Page) -> StepResult {
    page.wait_until("the script engine to be fetched", async || {
        let count = engine_requests(page).await?;
        Ok(if count > 0 { Ok(()) } else { Err("no request".to_owned()) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn script_engine_is_fetched_only_when_needed() {
    story_at_end("fetching what runs merge code", async |page| {
        assert_eq!(engine_requests(page).await?, 0, "the opening run needs none");
        choose_merge_code(page).await?;
        expect_engine_fetched(page).await?;
        page.expect_leader_shows("Tokyo", &["milk"]).await?;
        // Not the address, which is updated shortly after each edit and may be out of date.
        let link = share(page).await?.link;
        page.in_another_browser(&link, async |other| {
            other.go_to_end().await?;
            other.expect_leader_shows("Tokyo", &["milk"]).await?;
            other.expect_verdict("Converged").await?;
            expect_engine_fetched(other).await
        })
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn failed_fetch_of_the_script_engine_can_be_retried() {
    story_at_end("merge code without a network", async |page| {
        let network = page.browser().driver().cdp();
        network.send_raw("Network.enable", serde_json::json!({})).await?;
        let block = |what: &str| serde_json::json!({ "urls": [what] });
        network.send_raw("Network.setBlockedURLs", block("*merge-script-wasm*")).await?;
        page.choose_radio("Conflict policy", "Merge on write").await?;
        page.select_option("Merge rule", "Your own code").await?;
        page.expect_text("The script engine could not be loaded.").await?;
        page.leader("Tokyo").await?;
        network.send_raw("Network.setBlockedURLs", block("nothing")).await?;
        page.press("Try again").await?;
        page.control("textbox", "Code").await?;
        page.expect_leader_shows("Tokyo", &["milk"]).await?;
        // Discards the browser's own errors about the blocked requests.
        page.browser().console_errors().await?;
        Ok(())
    });
}
