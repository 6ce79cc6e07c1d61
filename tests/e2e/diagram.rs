//! The space-time diagram: messages are taken in hand, and time is looked at closely.

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::control::Control;
use crate::page::Page;
use crate::story::{Outcome, Visit, story};

fn at_a_desk() -> Visit {
    Visit::with(Screen::DESKTOP, Theme::Light)
}

/// Presses on the first message's line.
async fn choose_the_first_message(page: &Page) -> Outcome {
    let press = "document.querySelector('.hop .grip').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));";
    page.ask(press, Vec::new()).await?;
    page.inspector_says("Take it in hand").await
}

async fn arrival(page: &Page) -> Outcome<Control> {
    let diagram = page.control("region", "Timeline").await?;
    page.beginning(&diagram, "slider", "Arrival of F1").await
}

async fn arrives_at(page: &Page) -> Outcome<f64> {
    let text = arrival(page).await?.attribute("aria-valuetext").await?.unwrap_or_default();
    Ok(text.trim_end_matches(" ms").parse().unwrap_or(f64::NAN))
}

/// How many lines of messages there are, and how many of them fit a selector.
async fn lines(page: &Page, selector: &str) -> Outcome<u64> {
    let count = format!("return document.querySelectorAll('.hop{selector}').length;");
    Ok(page.ask(&count, Vec::new()).await?.as_u64().unwrap_or_default())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_message_is_dragged_to_another_time_and_dragged_back_by_undo() {
    story("dragging an arrowhead", at_a_desk(), async |page| {
        page.to_the_end().await?;
        choose_the_first_message(page).await?;
        let before = arrives_at(page).await?;
        page.drag(&arrival(page).await?, 60, 0).await?;
        page.until("a later arrival", async || {
            let now = arrives_at(page).await?;
            Ok(if now > before + 5.0 { Ok(()) } else { Err(format!("{now} ms")) })
        })
        .await?;
        page.press("Undo").await?;
        page.until("the old arrival", async || {
            let now = arrives_at(page).await?;
            Ok(if (now - before).abs() < 0.001 { Ok(()) } else { Err(format!("{now} ms")) })
        })
        .await?;
        arrival(page).await?.keys(Key::Right).await?;
        page.until("an arrival ten milliseconds later", async || {
            let now = arrives_at(page).await?;
            Ok(if (now - before - 10.0).abs() < 0.001 { Ok(()) } else { Err(format!("{now} ms")) })
        })
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_message_is_lost_doubled_and_left_as_it_was() {
    story("taking a message in hand", at_a_desk(), async |page| {
        page.to_the_end().await?;
        choose_the_first_message(page).await?;
        page.press("Lose it").await?;
        page.until("a line that ends in a cross", async || {
            let lost = lines(page, "[data-state=lost]").await?;
            Ok(if lost == 1 { Ok(()) } else { Err(format!("{lost} of them")) })
        })
        .await?;
        page.press("Leave it as it was").await?;
        page.press("Double it").await?;
        page.until("a line of a copy", async || {
            let copies = lines(page, "[data-state=duplicate]").await?;
            Ok(if copies == 1 { Ok(()) } else { Err(format!("{copies} of them")) })
        })
        .await?;
        assert_eq!(lines(page, "[data-state=lost]").await?, 0);
        page.set_number("Arrives at in milliseconds", "150").await?;
        page.to_the_end().await?;
        page.inspector_says("arrived at São Paulo at 150 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn time_is_looked_at_closely_and_as_a_whole() {
    story("zooming", at_a_desk(), async |page| {
        page.to_the_start().await?;
        let all = lines(page, "").await?;
        for _ in 0..5 {
            page.press("Zoom in").await?;
        }
        page.until("fewer messages", async || {
            let some = lines(page, "").await?;
            Ok(if some < all { Ok(()) } else { Err(format!("{some} of {all}")) })
        })
        .await?;
        page.to_the_end().await?;
        page.until("the stretch to go along with the playhead", async || {
            let some = lines(page, "").await?;
            Ok(if some > 0 { Ok(()) } else { Err("nothing".into()) })
        })
        .await?;
        page.press("Show the whole run").await?;
        page.until("all messages", async || {
            let some = lines(page, "").await?;
            Ok(if some == all { Ok(()) } else { Err(format!("{some} of {all}")) })
        })
        .await
    });
}
