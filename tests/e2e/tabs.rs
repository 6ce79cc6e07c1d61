//! Two tabs of one browser: the same document is followed, and no tab overwrites what the other has stored.

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

fn title() -> String {
    scenario::default_scenario().title
}

/// The opening run with one more write, stored, in two tabs. Returns the first one; the second is current.
async fn in_two_tabs(page: &Page) -> StepResult<thirtyfour::WindowHandle> {
    page.go_to_end().await?;
    page.write_at("São Paulo", "ham").await?;
    page.expect_stored(&[&title()]).await?;
    let first = page.open_tab("").await?;
    page.expect_leader_shows("São Paulo", &["ham"]).await?;
    Ok(first)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn edit_in_one_tab_is_followed_in_the_other_and_nothing_is_overwritten() {
    story("two tabs", Visit::on_desktop(), async |page| {
        let first = in_two_tabs(page).await?;
        page.go_to_end().await?;
        for round in 0..4 {
            let value = format!("tea{round}");
            page.write_at("São Paulo", &value).await?;
            let second = page.switch_to_tab(first.clone()).await?;
            page.go_to_end().await?;
            page.expect_leader_shows("São Paulo", &[&value]).await?;
            let value = format!("jam{round}");
            page.write_at("Tokyo", &value).await?;
            page.switch_to_tab(second).await?;
            page.go_to_end().await?;
            page.expect_leader_shows("Tokyo", &[&value]).await?;
        }
        page.expect_stored(&[&title()]).await?;
        page.press("Undo").await?;
        page.expect_leader_shows("Tokyo", &["tea3"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn tab_that_no_message_reached_follows_once_it_is_shown() {
    story("a silent tab", Visit::on_desktop(), async |page| {
        let first = in_two_tabs(page).await?;
        page.evaluate("BroadcastChannel.prototype.postMessage = () => {};", Vec::new()).await?;
        page.go_to_end().await?;
        page.write_at("São Paulo", "tea").await?;
        page.expect_saved_commands(4).await?;
        page.switch_to_tab(first).await?;
        page.bring_to_front().await?;
        // The headless shell has no windows that hide each other, so it does not tell the page.
        page.evaluate(
            "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));",
            Vec::new(),
        )
        .await?;
        page.expect_saved_commands(4).await?;
        page.go_to_end().await?;
        page.expect_leader_shows("São Paulo", &["tea"]).await?;
        page.expect_stored(&[&title()]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn edits_in_two_tabs_that_have_not_seen_each_other_become_two_documents() {
    story("two deaf tabs", Visit::on_desktop(), async |page| {
        // The first tab does not look for what it missed when it is shown again.
        let unseen =
            "addEventListener('visibilitychange', (event) => event.stopImmediatePropagation(), true);";
        page.evaluate(unseen, Vec::new()).await?;
        let first = in_two_tabs(page).await?;
        page.evaluate("BroadcastChannel.prototype.postMessage = () => {};", Vec::new()).await?;
        page.go_to_end().await?;
        page.write_at("São Paulo", "tea").await?;
        page.expect_saved_commands(4).await?;
        let second = page.switch_to_tab(first).await?;
        page.write_at("São Paulo", "jam").await?;
        page.expect_text("Another tab changed this run at the same moment.").await?;
        page.expect_stored(&[&title(), &title()]).await?;
        page.reload().await?;
        page.expect_leader_shows("São Paulo", &["jam"]).await?;
        page.switch_to_tab(second).await?;
        page.reload().await?;
        page.expect_leader_shows("São Paulo", &["tea"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn tabs_with_different_documents_do_not_meet() {
    story_at_end("two documents", async |page| {
        page.write_at("São Paulo", "ham").await?;
        page.expect_stored(&[&title()]).await?;
        let other = scenario::GALLERY[1].scenario();
        let link = scenario::Permalink::of(other.clone()).encode();
        let first = page.open_tab(&format!("#{link}")).await?;
        page.expect_title(&other.title).await?;
        page.select_option("Conflict policy", "Avoidance").await?;
        page.expect_stored(&[&other.title, &title()]).await?;
        page.switch_to_tab(first).await?;
        page.expect_title(&title()).await?;
        page.write_at("São Paulo", "jam").await?;
        page.expect_stored(&[&title(), &other.title]).await?;
        page.reload().await?;
        page.expect_leader_shows("São Paulo", &["jam"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn run_that_another_tab_deletes_stays_in_sight_and_is_stored_again_when_it_is_changed() {
    story("deleted in another tab", Visit::on_desktop(), async |page| {
        let first = in_two_tabs(page).await?;
        page.press("Recent runs").await?;
        page.press(&format!("Delete {}", title())).await?;
        page.expect_text("was deleted.").await?;
        page.expect_stored(&[]).await?;
        page.switch_to_tab(first).await?;
        page.expect_text("Another tab has deleted this run.").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await?;
        page.expect_stored(&[]).await?;
        page.write_at("São Paulo", "jam").await?;
        page.expect_stored(&[&title()]).await?;
        page.reload().await?;
        page.expect_leader_shows("São Paulo", &["jam"]).await
    });
}
