//! Concurrent writes, decided by clocks or kept as siblings and merged by hand.

use crate::page::Page;
use crate::playground::LEADERS;
use crate::step_result::StepResult;
use crate::story::story_at_end;

fn story_in_conflict(name: &str, steps: impl AsyncFnOnce(&Page) -> StepResult) {
    story_at_end(name, async |page| {
        page.expect_verdict("1 conflict open").await?;
        steps(page).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn fast_clock_changes_the_winner_under_last_write_wins() {
    story_in_conflict("last write wins", async |page| {
        page.choose_radio("Conflict policy", "Last write wins").await?;
        page.expect_summary("Ana’s “milk” is lost, though it was acknowledged: Ben’s “eggs” has the later")
            .await?;
        page.expect_verdict("1 write lost: Ana’s “milk”").await?;
        page.expect_all_show(&["eggs"]).await?;

        page.select_leader("Frankfurt").await?;
        let offset = page.control("spinbutton", "Ahead of true time in milliseconds").await?;
        offset.type_over("100\n").await?;
        page.expect_leader_shows("Frankfurt", &["100 ms ahead"]).await?;
        page.expect_summary("Ben’s “eggs” is lost, though it was acknowledged: Ana’s “milk” has the later")
            .await?;
        page.expect_verdict("1 write lost: Ben’s “eggs”").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["milk"]).await?;

        page.set_number("Ahead of true time in milliseconds", "-40").await?;
        page.expect_leader_shows("Frankfurt", &["40 ms behind"]).await?;
        page.expect_verdict("1 write lost: Ana’s “milk”").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn manual_merge_of_siblings_reaches_every_leader() {
    story_in_conflict("merging", async |page| {
        page.press("Merge at Frankfurt").await?;
        page.expect_inspector("cart 2 siblings").await?;
        page.expect_inspector("milk Ana, 10 ms F1 had seen nothing").await?;
        page.expect_inspector("eggs Ben, 15 ms T1 had seen nothing").await?;
        page.expect_inspector("Ana had not seen T1; Ben had not seen F1").await?;

        page.press("Remove eggs").await?;
        page.control("textbox", "Add an item").await?.send_keys("ham\n").await?;
        page.press("Store merged value").await?;
        page.expect_leader_shows("Frankfurt", &["milk, ham"]).await?;
        page.expect_leader_shows("Tokyo", &["milk", "eggs"]).await?;
        page.expect_verdict("1 conflict open at Tokyo and São Paulo").await?;
        page.go_to_end().await?;
        for leader in LEADERS {
            page.expect_leader_shows(leader, &["milk, ham"]).await?;
            page.expect_leader_lacks(leader, "eggs").await?;
        }
        page.expect_verdict("0 open conflicts").await?;
        page.expect_verdict("Converged").await?;

        page.press("Undo").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["milk", "eggs"]).await?;
        page.expect_verdict("1 conflict open at Frankfurt, Tokyo and São Paulo").await?;
        page.press("Redo").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["milk, ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn concurrent_merges_are_a_new_conflict() {
    story_in_conflict("merging twice", async |page| {
        page.select_leader("Frankfurt").await?;
        page.press("Store merged value").await?;
        page.expect_leader_shows("Frankfurt", &["milk, eggs"]).await?;
        // The merge has not reached Tokyo yet.
        page.select_leader("Tokyo").await?;
        page.press("Take only eggs").await?;
        page.press("Store merged value").await?;
        page.expect_leader_lacks("Tokyo", "milk").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["milk, eggs", "eggs"]).await?;
        page.expect_verdict("1 conflict open at Frankfurt, Tokyo and São Paulo").await?;
        // Each merge replaced both original siblings, and neither knew of the other.
        page.expect_inspector("had seen F1 T1").await?;
        page.expect_inspector("Ana had not seen T2; Ben had not seen F2.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn merging_at_two_leaders_is_one_button_and_one_undo_step() {
    story_in_conflict("merging at both", async |page| {
        page.select_leader("Frankfurt").await?;
        page.expect_inspector(
            "Ana stores “milk, eggs” at Frankfurt and, at the same instant, Ben stores “eggs” at Tokyo",
        )
        .await?;
        page.press("Merge differently at both, at once").await?;
        page.expect_inspector("Key cart").await?;
        page.go_to_end().await?;
        page.expect_inspector("Ana had not seen T2; Ben had not seen F2.").await?;
        page.expect_all_show(&["milk, eggs", "eggs"]).await?;
        page.expect_verdict("1 conflict open at Frankfurt, Tokyo and São Paulo").await?;
        page.press("Undo").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["milk", "eggs"]).await?;
        page.expect_inspector("Ana had not seen T1; Ben had not seen F1.").await
    });
}
