//! Branches: forking, naming, saving, showing side by side, and comparing policies.

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::story_at_end;

/// Steps to the second write, forks there and cuts a link.
async fn forked_and_cut(page: &Page) -> StepResult {
    page.go_to_start().await?;
    page.press("Step forward").await?;
    page.press("Step forward").await?;
    page.expect_playhead_at("15 ms").await?;
    page.press("Fork at playhead").await?;
    page.control("button", "Switch to Branch 1 from 15 ms converged, open conflict").await?;
    page.select_link("Frankfurt and Tokyo").await?;
    page.press("Cut both ways").await?;
    page.control("button", "Switch to Branch 1 from 15 ms writes queued, open conflict").await?;
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn fork_diverges_and_both_branches_play_on_one_clock() {
    story_at_end("forking", async |page| {
        forked_and_cut(page).await?;
        page.press("Compare with First run").await?;
        page.expect_text("The runs diverge at 15.001 ms").await?;
        page.go_to_end().await?;
        page.expect_region("region", "Branch Branch 1", "Stuck: nothing in flight").await?;
        page.expect_region("region", "Branch First run", "Converged").await?;
        // The other branch is read-only.
        let there = page.control("region", "Branch First run").await?;
        page.control_with_prefix(&there, "button", "Frankfurt")
            .await?
            .send_keys(thirtyfour::Key::Shift + thirtyfour::Key::Right)
            .await?;
        page.expect_text("This run is read-only here.").await?;
        page.press("Switch to branch").await?;
        page.expect_region("region", "Branch First run", "timeline below").await?;
        page.press("Stop comparing").await?;
        page.expect_verdict("Converged").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn renaming_and_removing_a_branch_can_be_undone() {
    story_at_end("naming a branch", async |page| {
        page.press("Fork at playhead").await?;
        page.press("Rename Branch 1").await?;
        page.expect_focus("textbox", "Branch name").await?;
        page.send_keys("with tea").await?;
        page.send_keys(thirtyfour::Key::Enter).await?;
        page.press("Remove with tea").await?;
        page.expect_no_text("with tea").await?;
        page.press("Undo").await?;
        page.control("button", "Rename with tea").await?;
        page.press("Undo").await?;
        page.control("button", "Rename Branch 1").await?;
        page.press("Undo").await?;
        page.expect_no_text("Branch 1").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn branches_survive_a_reload() {
    story_at_end("branches over a reload", async |page| {
        forked_and_cut(page).await?;
        page.expect_saved_commands(3).await?;
        page.reload().await?;
        page.control("button", "Switch to Branch 1 from 15 ms writes queued, open conflict").await?;
        page.press("Compare with First run").await?;
        page.expect_text("The runs diverge at 15.001 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn policy_comparison_opens_a_policy_side_by_side() {
    story_at_end("comparing policies", async |page| {
        page.press("Compare policies").await?;
        for row in [
            "Siblings 2 2 0 0 0 0 1 0 0 0 “milk” and “eggs” all agree this run",
            "Last write wins, by the client’s clock 2 1 0 0 0 1 0 0 0 0 “eggs” all agree · lost: Ana’s “milk” (discarded by timestamp) Open side by side",
            "Last write wins, by the leader’s clock 2 1 0 0 0 1 0 0 0 0 “eggs” all agree · lost: Ana’s “milk” (discarded by timestamp) Open side by side",
            "Merge code 2 2 0 0 0 0 0 0 0 0 “eggs, milk” all agree",
            "Avoidance 2 1 0 0 1 0 0 0 0 0",
        ] {
            page.expect_region("region", "Policies", row).await?;
        }
        page.press("Open side by side: Last write wins, by the leader’s clock").await?;
        page.go_to_end().await?;
        page.expect_region("region", "Branch First run", "1 conflict").await?;
        page.expect_region("region", "Branch Last write wins, by the leader’s clock", "1 write lost").await?;
        page.control(
            "button",
            "Switch to Last write wins, by the leader’s clock from 0 ms converged, 1 lost",
        )
        .await?;
        Ok(())
    });
}
