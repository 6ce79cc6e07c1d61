//! Creating and merging a conflict, by keyboard alone and by touch alone.

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::palette::expect_selected_option;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// Opens a leader's write form from the palette; the focus ends on the value field.
async fn open_write_form_by_keys(page: &Page, leader: &str) -> StepResult {
    page.chord(&[Key::Control], 'k').await?;
    page.expect_focus("combobox", "Search commands").await?;
    page.send_keys(format!("{leader} write here")).await?;
    expect_selected_option(page, "Write here").await?;
    page.send_keys(Key::Enter).await?;
    page.expect_focus("textbox", "Value").await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn second_conflict_is_created_and_merged_by_keyboard() {
    story("a conflict by keys alone", Visit::on_desktop(), async |page| {
        page.leader("Tokyo").await?;
        // Pauses and goes to the end, where the opening run has a conflict of its own.
        page.send_keys(".").await?;
        page.send_keys(Key::End).await?;
        page.expect_verdict("conflict").await?;
        // On another key, so that this is a second conflict.
        for (leader, value) in [("frankfurt", "tea"), ("tokyo", "rice")] {
            open_write_form_by_keys(page, leader).await?;
            // The operation is between the value and its key.
            page.chord_with_key(&[Key::Shift], Key::Tab).await?;
            page.chord_with_key(&[Key::Shift], Key::Tab).await?;
            page.expect_focus("textbox", "Key").await?;
            page.chord(&[Key::Control], 'a').await?;
            page.send_keys("list").await?;
            page.send_keys(Key::Tab).await?;
            page.send_keys(Key::Tab).await?;
            page.expect_focus("textbox", "Value").await?;
            page.send_keys(value).await?;
            page.send_keys(Key::Enter).await?;
        }
        page.tab_to("slider", "Time").await?;
        page.send_keys(Key::End).await?;
        page.expect_verdict("2 conflicts").await?;
        page.wait_until("siblings of the list at Tokyo", async || {
            let card = page.leader("Tokyo").await?.text().await?;
            Ok(if card.contains("tea") && card.contains("rice") { Ok(()) } else { Err(card) })
        })
        .await?;
        page.tab_to("button", "Tokyo").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_inspector("Merge by hand").await?;
        page.tab_to("button", "Store merged value").await?;
        page.send_keys(Key::Enter).await?;
        page.send_keys(Key::Escape).await?;
        page.tab_to("slider", "Time").await?;
        page.send_keys(Key::End).await?;
        page.expect_verdict("Converged").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn conflict_is_created_and_merged_by_touch_on_a_phone() {
    story("a conflict by touch", Visit::with(Screen::PHONE, Theme::Light), async |page| {
        page.tap_control("button", "Pause").await?;
        page.tap_control("button", "Go to end").await?;
        page.expect_verdict("conflict").await?;
        page.tap_on(&page.leader("Tokyo").await?).await?;
        page.expect_inspector("Merge by hand").await?;
        page.tap_control("button", "Take all").await?;
        page.tap_control("button", "Store merged value").await?;
        page.tap_control("button", "Go to end").await?;
        page.expect_verdict("Converged").await
    });
}
