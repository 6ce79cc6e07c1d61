//! The palette, the sheet of keys and the hints: what can be done, found by who does not know where it is.

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::outcome::Outcome;
use crate::page::Page;
use crate::story::{Visit, at_the_end, story};

/// Opens the palette by its key and types.
async fn seek(page: &Page, words: &str) -> Outcome {
    page.keys("/").await?;
    page.has_focus("combobox", "Seek by words").await?;
    page.keys(words).await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn what_can_be_done_is_found_by_words_and_done() {
    at_the_end("the palette", async |page| {
        seek(page, "crash tok").await?;
        page.says("One thing fits.").await?;
        page.keys(Key::Enter).await?;
        page.outcome_says("Tokyo").await?;
        page.leader_shows("Tokyo", &["down"]).await?;
        seek(page, "undo").await?;
        page.keys(Key::Enter).await?;
        page.leader_lacks("Tokyo", "down").await?;
        seek(page, "topology star").await?;
        page.keys(Key::Enter).await?;
        crate::arranging::linked_by(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo"]).await?;
        page.chord(&[Key::Control], 'k').await?;
        page.has_focus("combobox", "Seek by words").await?;
        page.keys("write elsewhere").await?;
        page.says("Nothing fits these words.").await?;
        page.keys(Key::Escape).await?;
        page.no_longer_says("What would you like to do?").await?;
        seek(page, "sao write").await?;
        page.keys(Key::Enter).await?;
        page.has_focus("textbox", "Value").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn an_instant_is_typed_and_gone_to() {
    at_the_end("an instant in the palette", async |page| {
        seek(page, "104.5 ms").await?;
        page.says("Go to 104.5 ms").await?;
        page.keys(Key::Enter).await?;
        page.stands_at("104.5 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn arrows_choose_and_a_click_does_the_same() {
    at_the_end("choosing in the palette", async |page| {
        page.press("What can be done").await?;
        page.has_focus("combobox", "Seek by words").await?;
        page.keys("step to the").await?;
        page.keys(Key::Down).await?;
        page.until("the second thing to be chosen", async || {
            let script =
                "return document.querySelector('[role=option][aria-selected=true]')?.innerText ?? ''";
            let chosen = page.ask(script, Vec::new()).await?;
            Ok(if chosen.as_str().is_some_and(|text| text.contains("previous event")) {
                Ok(())
            } else {
                Err(chosen.to_string())
            })
        })
        .await?;
        page.keys(Key::Enter).await?;
        page.stands_at("109.314 ms").await?;
        page.keys("?").await?;
        page.says("to the nearest leader or link that way").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn hints_come_one_at_a_time_go_when_done_and_are_remembered() {
    story("hints", Visit::with(Screen::DESKTOP, Theme::Light), async |page| {
        page.to_the_end().await?;
        page.says("Drag a leader").await?;
        page.leader("Tokyo").await?.element().focus().await?;
        page.chord_of(&[Key::Shift], Key::Left).await?;
        page.no_longer_says("Drag a leader").await?;
        page.says("Each slanted line is a message").await?;
        page.press("Got it").await?;
        page.says("Right-click anything").await?;
        page.press("Got it").await?;
        page.no_longer_says("Right-click anything").await?;
        page.open("").await?;
        page.to_the_end().await?;
        page.no_longer_says("slanted line").await
    });
}
