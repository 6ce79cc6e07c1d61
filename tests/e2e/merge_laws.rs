//! Merge laws: under the merge code while it is typed, on demand for built-in rules, and played as a run.

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::story_at_end;

/// Chooses the merge rule “Your own code” and an example of it.
async fn choose_example(page: &Page, name: &str) -> StepResult {
    page.choose_radio("Conflict policy", "Merge on write").await?;
    page.select_option("Merge rule", "Your own code").await?;
    page.select_option("Start from", name).await?;
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn code_that_depends_on_the_leader_shows_the_smallest_values_and_plays_them() {
    story_at_end("code that breaks a law", async |page| {
        choose_example(page, "Keep mine").await?;
        page.expect_text(r#"merge("", "a") = "" but merge("a", "") = "a": not commutative."#).await?;
        page.expect_text(
            "They agree again at 198.628 ms, when they have exchanged their merges: the greater one stays.",
        )
        .await?;
        page.press("Play as a run: commutative").await?;
        page.expect_text("A merge that is not commutative").await?;
        page.leader("Frankfurt").await.map(drop)
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn laws_are_rechecked_when_the_code_changes() {
    story_at_end("code that is corrected", async |page| {
        choose_example(page, "Keep mine").await?;
        page.expect_text("not commutative.").await?;
        page.select_option("Start from", "Union of lists").await?;
        page.expect_no_text("not commutative.").await?;
        page.expect_text("Commutative, associative, ").await?;
        page.expect_text("cases with lists and sets.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn built_in_rule_is_checked_on_demand() {
    story_at_end("the laws of a built-in rule", async |page| {
        page.choose_radio("Conflict policy", "Merge on write").await?;
        page.select_option("Merge rule", "Sum").await?;
        page.press("Check the merge laws").await?;
        page.expect_text("merge(1, 1) = 2: not idempotent.").await?;
        page.expect_text("this rule merges all writes that a leader knows").await
    });
}
