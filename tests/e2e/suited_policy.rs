//! Policies that do not suit a run say so and offer to convert it; merge code works at once.

use crate::story::story_at_end;

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn crdt_keeps_the_opening_run_and_a_set_offers_to_convert_it() {
    story_at_end("a set for lists", async |page| {
        page.choose_radio("Conflict policy", "CRDT").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["eggs"]).await?;
        page.select_option("Every key is a", "Set").await?;
        page.go_to_end().await?;
        page.expect_summary("Nothing has been written").await?;
        page.expect_text("2 requests in this run are refused").await?;
        page.press("Convert the writes").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["{eggs, milk}"]).await?;
        page.expect_no_text("requests in this run are refused").await?;
        page.press("Undo").await?;
        page.press("Convert requests").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["{eggs, milk}"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn merge_code_works_on_the_opening_run_at_once() {
    story_at_end("merge code at once", async |page| {
        page.choose_radio("Conflict policy", "Merge on write").await?;
        page.select_option("Merge rule", "Your own code").await?;
        page.go_to_end().await?;
        page.expect_verdict("0 open conflicts").await?;
        page.select_option("Start from", "Greater value").await?;
        page.go_to_end().await?;
        page.expect_verdict("0 open conflicts").await
    });
}
