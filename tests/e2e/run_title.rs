//! The title and the description of a run are shown, and edited where they stand.

use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn title_and_description_are_shown_and_edited_in_place() {
    story_at_end("the title in place", async |page| {
        page.expect_inspector("Ana in Frankfurt and Ben in Tokyo write to the same key").await?;
        page.select_leader("Tokyo").await?;
        page.press_in(("banner", ""), "Two carts, one key").await?;
        page.expect_inspector("Nothing selected").await?;
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

/// Waits until the run has played on for 5 ms.
async fn play_on(page: &Page) -> StepResult {
    let now = async || {
        let script = "return parseFloat(document.querySelector('.playback-controls .now').innerText);";
        StepResult::Ok(page.evaluate(script, Vec::new()).await?.as_f64().unwrap_or_default())
    };
    let before = now().await?;
    page.wait_until(&format!("5 ms to pass since {before} ms"), async || {
        let after = now().await?;
        Ok(if after >= before + 5.0 { Ok(()) } else { Err(format!("{after} ms")) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn text_being_typed_stays_while_the_run_plays() {
    story("typing while the run plays", Visit::on_desktop(), async |page| {
        page.select_option("Speed", "Speed: 1/200×").await?;
        page.press("Play").await?;
        page.press_in(("banner", ""), "Two carts, one key").await?;
        page.expect_focus("textbox", "Title").await?;
        page.send_keys("My").await?;
        play_on(page).await?;
        page.send_keys(" carts").await?;
        page.expect_value("textbox", "Title", "My carts").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_title("My carts").await?;
        page.press("Go to start").await?;
        page.press("Play").await?;
        page.select_leader("Tokyo").await?;
        let offset = "Ahead of true time in milliseconds";
        page.control("spinbutton", offset).await?.type_over("12").await?;
        play_on(page).await?;
        page.expect_value("spinbutton", offset, "12").await?;
        page.control("spinbutton", offset).await?.send_keys("5\n").await?;
        page.expect_leader_shows("Tokyo", &["125 ms ahead"]).await
    });
}
