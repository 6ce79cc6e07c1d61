//! The space-time diagram: messages are taken in hand, and time is looked at closely.

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::control::Control;
use crate::step_result::StepResult;
use crate::page::Page;
use crate::story::{Visit, story};

fn at_a_desk() -> Visit {
    Visit::with(Screen::DESKTOP, Theme::Light)
}

/// Presses on the first message's line.
async fn choose_the_first_message(page: &Page) -> StepResult {
    let press = "document.querySelector('.hop .grip').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));";
    page.evaluate(press, Vec::new()).await?;
    page.expect_inspector("Take it in hand").await
}

async fn arrival(page: &Page) -> StepResult<Control> {
    let diagram = page.control("region", "Timeline").await?;
    page.control_with_prefix(&diagram, "slider", "Arrival of F1").await
}

async fn arrives_at(page: &Page) -> StepResult<f64> {
    let text = arrival(page).await?.attribute("aria-valuetext").await?.unwrap_or_default();
    Ok(text.trim_end_matches(" ms").parse().unwrap_or(f64::NAN))
}

/// How many lines of messages there are, and how many of them fit a selector.
async fn lines(page: &Page, selector: &str) -> StepResult<u64> {
    let count = format!("return document.querySelectorAll('.hop{selector}').length;");
    Ok(page.evaluate(&count, Vec::new()).await?.as_u64().unwrap_or_default())
}

/// Waits until so many lines fit a selector.
async fn are_lines(page: &Page, selector: &str, wanted: u64) -> StepResult {
    page.wait_until(&format!("{wanted} lines that are {selector}"), async || {
        let found = lines(page, selector).await?;
        Ok(if found == wanted { Ok(()) } else { Err(format!("{found} of them")) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn requests_and_their_answers_are_lines_too() {
    story("requests on the diagram", at_a_desk(), async |page| {
        page.go_to_end().await?;
        page.choose_radio("Conflict policy", "Avoidance").await?;
        page.fill("Key or beginning", "cart").await?;
        page.select_option("Home", "São Paulo").await?;
        page.press("Add home").await?;
        page.go_to_end().await?;
        are_lines(page, "[data-cargo=request]", 2).await?;
        are_lines(page, "[data-cargo=answer]", 2).await?;
        let request = "10 ms: Ana’s request for cart from Frankfurt to São Paulo, arrives at 109.229 ms";
        page.control("button", request).await?.send_keys(Key::Enter).await?;
        page.expect_playhead_at("10 ms").await?;
        page.expect_inspector("Frankfurt forwarded Ana’s request for cart to São Paulo.").await?;
        are_lines(page, "[data-cargo=request][data-relation=future]", 1).await?;
        are_lines(page, "[data-cargo=answer][data-relation=future]", 2).await?;
        page.select_link("Frankfurt and São Paulo").await?;
        page.press("Cut both ways").await?;
        let stopped = "10 ms: Ana’s request for cart from Frankfurt to São Paulo, is stopped at 109.229 ms";
        page.control("button", stopped).await?;
        are_lines(page, "[data-cargo] .cut-mark", 1).await?;
        are_lines(page, "[data-cargo=answer]", 1).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_message_is_dragged_to_another_time_and_dragged_back_by_undo() {
    story("dragging an arrowhead", at_a_desk(), async |page| {
        page.go_to_end().await?;
        choose_the_first_message(page).await?;
        let before = arrives_at(page).await?;
        page.drag(&arrival(page).await?, 60, 0).await?;
        page.wait_until("a later arrival", async || {
            let now = arrives_at(page).await?;
            Ok(if now > before + 5.0 { Ok(()) } else { Err(format!("{now} ms")) })
        })
        .await?;
        page.press("Undo").await?;
        page.wait_until("the old arrival", async || {
            let now = arrives_at(page).await?;
            Ok(if (now - before).abs() < 0.001 { Ok(()) } else { Err(format!("{now} ms")) })
        })
        .await?;
        arrival(page).await?.send_keys(Key::Right).await?;
        page.wait_until("an arrival ten milliseconds later", async || {
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
        page.go_to_end().await?;
        choose_the_first_message(page).await?;
        page.press("Lose it").await?;
        are_lines(page, "[data-state=lost]", 1).await?;
        page.press("Leave it as it was").await?;
        page.press("Double it").await?;
        are_lines(page, "[data-state=duplicate]", 1).await?;
        are_lines(page, "[data-state=lost]", 0).await?;
        page.set_number("Arrives at in milliseconds", "150").await?;
        page.go_to_end().await?;
        page.expect_inspector("arrived at São Paulo at 150 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn time_is_looked_at_closely_and_as_a_whole() {
    story("zooming", at_a_desk(), async |page| {
        page.go_to_start().await?;
        let all = lines(page, "").await?;
        for _ in 0..5 {
            page.press("Zoom in").await?;
        }
        page.wait_until("fewer messages", async || {
            let some = lines(page, "").await?;
            Ok(if some < all { Ok(()) } else { Err(format!("{some} of {all}")) })
        })
        .await?;
        page.go_to_end().await?;
        page.wait_until("the stretch to go along with the playhead", async || {
            let some = lines(page, "").await?;
            Ok(if some > 0 { Ok(()) } else { Err("nothing".into()) })
        })
        .await?;
        page.press("Show the whole run").await?;
        page.wait_until("all messages", async || {
            let some = lines(page, "").await?;
            Ok(if some == all { Ok(()) } else { Err(format!("{some} of {all}")) })
        })
        .await
    });
}
