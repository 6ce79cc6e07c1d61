//! The title and the description of a run are shown, and edited where they stand.

use thirtyfour::Key;

use crate::story::story_at_end;

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn title_and_description_are_shown_and_edited_in_place() {
    story_at_end("the title in place", async |page| {
        page.expect_inspector("Ana in Frankfurt and Ben in Tokyo write the same key").await?;
        page.select_leader("Tokyo").await?;
        page.press_in(("banner", ""), "Two carts, one key").await?;
        page.expect_inspector("Nothing selected").await?;
        page.expect_focus("button", "Two carts, one key").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_focus("textbox", "Title").await?;
        page.chord(&[Key::Control], 'a').await?;
        page.send_keys("My carts").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_title("My carts").await?;
        page.press_prefixed_in(crate::playground::INSPECTOR, "Ana in Frankfurt").await?;
        page.expect_focus("textbox", "Description").await?;
        page.chord(&[Key::Control], 'a').await?;
        page.send_keys("What happens to two carts.").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_inspector("What happens to two carts.").await?;
        page.press("Undo").await?;
        page.press("Undo").await?;
        page.expect_title("Two carts, one key").await
    });
}
