//! Where keys go: Space plays, Escape leaves, the focus returns, and links skip to a region.

use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// Waits until the run plays, or is paused.
async fn expect_playing(page: &Page, playing: bool) -> StepResult {
    page.control("button", if playing { "Pause" } else { "Play" }).await?;
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn space_plays_or_pauses_whatever_button_was_pressed_last() {
    story("Space after a button", Visit::on_desktop(), async |page| {
        page.expect_all_loaded().await?;
        page.click("button", "A fast clock wins Frankfurt’s clock is 100 ms ahead. Ben reads Ana’s value before he writes, and still loses to it.").await?;
        page.expect_title("A fast clock wins").await?;
        expect_playing(page, true).await?;
        page.send_keys(" ").await?;
        expect_playing(page, false).await?;
        let paused_at = page.playhead().await?;
        page.send_keys(" ").await?;
        expect_playing(page, true).await?;
        page.send_keys(" ").await?;
        let after = page.playhead().await?;
        assert_ne!(paused_at, after, "the run went on from where it was");
        page.press("Go to end").await?;
        page.send_keys(" ").await?;
        expect_playing(page, true).await?;
        page.press("Go to start").await?;
        expect_playing(page, false).await?;
        page.expect_playhead_at("0 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn escape_leaves_a_field_and_then_clears_the_selection() {
    story_at_end("Escape in a field", async |page| {
        page.write_at("Tokyo", "ham").await?;
        page.expect_leader_shows("Tokyo", &["ham"]).await?;
        page.control("textbox", "Value").await?.element().focus().await?;
        page.send_keys(Key::Escape).await?;
        page.expect_focus("complementary", "Inspector").await?;
        page.send_keys(",").await?;
        page.send_keys(Key::Escape).await?;
        page.expect_inspector("Nothing selected").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn focus_stays_near_a_button_that_goes_away() {
    story_at_end("the focus after a button", async |page| {
        page.select_link("Frankfurt and Tokyo").await?;
        page.press("Cut both ways").await?;
        page.expect_text("Heal both ways").await?;
        page.expect_focus("complementary", "Inspector").await?;
        page.select_leader("São Paulo").await?;
        page.press("Remove").await?;
        page.expect_focus("button", "Play").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn focus_returns_after_a_dialog_however_it_is_closed() {
    story_at_end("the focus after a dialog", async |page| {
        page.control("button", "Share").await?.element().focus().await?;
        page.send_keys("/").await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys("go to start").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_playhead_at("0 ms").await?;
        page.expect_focus("button", "Share").await?;
        page.send_keys("?").await?;
        page.control("dialog", "Keyboard shortcuts").await?;
        page.send_keys(Key::Escape).await?;
        page.expect_focus("button", "Share").await?;
        page.press("Edit as JSON").await?;
        page.press("Close").await?;
        page.expect_focus("button", "Edit as JSON").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn links_skip_to_the_regions_of_the_page() {
    story("skip links", Visit::on_desktop(), async |page| {
        let regions = [(1, "button", "Frankfurt"), (2, "list", "Verdicts"), (3, "button", "Pause")];
        for (presses, role, name) in regions {
            page.open("").await?;
            page.leader("Tokyo").await?;
            for _ in 0..presses {
                page.send_keys(Key::Tab).await?;
            }
            page.send_keys(Key::Enter).await?;
            page.wait_until(&format!("the focus on {name}"), async || {
                let (focused_role, focused) = page.focused().await?;
                let is_there = focused_role == role && focused.starts_with(name);
                Ok(if is_there { Ok(()) } else { Err(format!("{focused_role} {focused}")) })
            })
            .await?;
        }
        Ok(())
    });
}
