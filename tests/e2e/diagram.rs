//! The space-time diagram: changing messages, and zooming in time.

use thirtyfour::Key;

use crate::control::Control;
use crate::page::Page;
use crate::playground::INSPECTOR;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// The number of messages of the opening run.
const MESSAGES: u64 = 4;

async fn arrival_slider(page: &Page) -> StepResult<Control> {
    let diagram = page.control("region", "Timeline").await?;
    page.control_with_prefix(&diagram, "slider", "Arrival of F1").await
}

async fn arrival_ms(page: &Page) -> StepResult<f64> {
    let text = arrival_slider(page).await?.attribute("aria-valuetext").await?.unwrap_or_default();
    Ok(text.trim_end_matches(" ms").parse().unwrap_or(f64::NAN))
}

/// Waits until this many message lines match a selector.
async fn expect_lines(page: &Page, selector: &str, wanted: u64) -> StepResult {
    page.expect_count(&format!(".message-line{selector}"), wanted).await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn forwarded_requests_and_answers_are_drawn_as_lines() {
    story_at_end("requests on the diagram", async |page| {
        page.choose_radio("Conflict policy", "Avoidance").await?;
        page.fill("Key or prefix", "cart").await?;
        page.select_option("Home", "São Paulo").await?;
        page.press("Add home").await?;
        page.go_to_end().await?;
        expect_lines(page, "[data-transfer=request]", 2).await?;
        expect_lines(page, "[data-transfer=answer]", 2).await?;
        let request = "10 ms: Ana’s request for cart from Frankfurt to São Paulo, arrives at 109.229 ms";
        page.control("button", request).await?.send_keys(Key::Enter).await?;
        page.expect_playhead_at("10 ms").await?;
        page.expect_inspector("Frankfurt forwarded Ana’s request for cart to São Paulo.").await?;
        expect_lines(page, "[data-transfer=request][data-relation=future]", 1).await?;
        expect_lines(page, "[data-transfer=answer][data-relation=future]", 2).await?;
        page.select_link("Frankfurt and São Paulo").await?;
        page.press("Cut both ways").await?;
        let stopped = "10 ms: Ana’s request for cart from Frankfurt to São Paulo, is stopped at 109.229 ms";
        page.control("button", stopped).await?;
        expect_lines(page, "[data-transfer] .cut-mark", 1).await?;
        expect_lines(page, "[data-transfer=answer]", 1).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn dragged_arrowhead_changes_the_arrival_and_undo_restores_it() {
    story_at_end("dragging an arrowhead", async |page| {
        page.select_first_message().await?;
        let before = arrival_ms(page).await?;
        page.drag(&arrival_slider(page).await?, 60, 0).await?;
        page.wait_until("a later arrival", async || {
            let now = arrival_ms(page).await?;
            Ok(if now > before + 5.0 { Ok(()) } else { Err(format!("{now} ms")) })
        })
        .await?;
        page.press("Undo").await?;
        page.wait_until("the old arrival", async || {
            let now = arrival_ms(page).await?;
            Ok(if (now - before).abs() < 0.001 { Ok(()) } else { Err(format!("{now} ms")) })
        })
        .await?;
        arrival_slider(page).await?.send_keys(Key::Right).await?;
        page.wait_until("an arrival ten milliseconds later", async || {
            let now = arrival_ms(page).await?;
            Ok(if (now - before - 10.0).abs() < 0.001 { Ok(()) } else { Err(format!("{now} ms")) })
        })
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn message_is_dropped_duplicated_and_reset() {
    story_at_end("taking a message in hand", async |page| {
        page.select_first_message().await?;
        // The toolbar on the stage has some of the same names.
        page.press_in(INSPECTOR, "Drop").await?;
        expect_lines(page, "[data-state=lost]", 1).await?;
        page.press_in(INSPECTOR, "Reset").await?;
        page.press_in(INSPECTOR, "Duplicate").await?;
        expect_lines(page, "[data-state=duplicate]", 1).await?;
        expect_lines(page, "[data-state=lost]", 0).await?;
        page.set_number("Arrives at in milliseconds", "150").await?;
        page.go_to_end().await?;
        page.expect_inspector("arrived at São Paulo at 150 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn diagram_zooms_in_and_back_to_the_whole_run() {
    story("zooming", Visit::on_desktop(), async |page| {
        page.go_to_start().await?;
        expect_lines(page, "", MESSAGES).await?;
        for _ in 0..5 {
            page.press("Zoom in").await?;
        }
        page.wait_until("fewer messages", async || {
            let some = page.count(".message-line").await?;
            Ok(if some < MESSAGES { Ok(()) } else { Err(format!("{some} of {MESSAGES}")) })
        })
        .await?;
        page.go_to_end().await?;
        page.wait_until("the stretch to go along with the playhead", async || {
            let some = page.count(".message-line").await?;
            Ok(if some > 0 { Ok(()) } else { Err("nothing".into()) })
        })
        .await?;
        page.press("Show the whole run").await?;
        expect_lines(page, "", MESSAGES).await
    });
}
