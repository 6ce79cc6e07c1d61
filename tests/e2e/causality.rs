//! Causality on the diagram: the past and future of the selection, by pointer and by keys; the event log.

use serde_json::json;
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// Waits until this many marks and lines of the diagram match a selector.
async fn expect_diagram_count(page: &Page, selector: &str, expected: u64) -> StepResult {
    page.expect_count(&format!(".stops {selector}"), expected).await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn selected_event_highlights_its_causal_past_and_future() {
    story_at_end("past and future", async |page| {
        expect_diagram_count(page, "[data-relation]", 0).await?;
        page.press_on(".mark[data-kind=write]").await?;
        page.expect_text("No event led to this, 11 follow from it, 4 are concurrent with it.").await?;
        page.expect_inspector(
            "Frankfurt accepted Ana’s “milk” for cart as F1; Ana had seen no earlier value.",
        )
        .await?;
        page.expect_playhead_at("10 ms").await?;
        expect_diagram_count(page, ".mark[data-relation=itself]", 1).await?;
        expect_diagram_count(page, ".mark[data-relation=future]", 3).await?;
        expect_diagram_count(page, ".mark[data-relation=concurrent]", 1).await?;
        expect_diagram_count(page, ".message-line[data-relation=future]", 2).await?;
        expect_diagram_count(page, ".message-line[data-relation=concurrent]", 2).await?;
        page.press("Clear selection").await?;
        expect_diagram_count(page, "[data-relation]", 0).await?;
        page.expect_inspector("Nothing selected").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn selected_message_is_highlighted_until_escape() {
    story_at_end("past of a message", async |page| {
        page.press_on(".message-line .grip").await?;
        expect_diagram_count(page, ".message-line[data-relation=itself]", 1).await?;
        expect_diagram_count(page, ".mark[data-kind=write][data-relation=past]", 1).await?;
        expect_diagram_count(page, ".mark[data-kind=write][data-relation=concurrent]", 1).await?;
        page.send_keys(Key::Escape).await?;
        expect_diagram_count(page, "[data-relation]", 0).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn selected_event_stays_selected_after_an_unrelated_edit() {
    story_at_end("an event over an edit", async |page| {
        page.press_on(".mark[data-kind=write]").await?;
        page.expect_text("11 follow from it").await?;
        page.press("Open Frankfurt").await?;
        page.expect_inspector("Applied writes").await?;
        expect_diagram_count(page, "[data-relation]", 0).await?;
        page.press_on(".mark[data-kind=write]").await?;
        page.go_to_end().await?;
        page.choose_radio("Conflict policy", "Last write wins").await?;
        page.expect_text("concurrent with it").await?;
        expect_diagram_count(page, ".mark[data-relation=itself]", 1).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn arrow_keys_move_between_marks_and_messages() {
    story_at_end("the diagram by keys", async |page| {
        page.tab_to("button", "10 ms: Frankfurt accepted").await?;
        expect_diagram_count(page, "[tabindex='0']", 1).await?;
        page.send_keys(Key::Right).await?;
        page.expect_focus(
            "button",
            "10 ms: Ana’s “milk” for cart from Frankfurt to São Paulo, arrives at 109.229 ms",
        )
        .await?;
        page.send_keys(Key::Right).await?;
        page.send_keys(Key::Right).await?;
        let conflict = "2 siblings, 109.314 ms: Frankfurt received Ben’s “eggs” for cart from Tokyo, concurrent with its own “milk”: two siblings.";
        page.expect_focus("button", conflict).await?;
        page.send_keys(Key::Down).await?;
        page.expect_focus("button", "2 siblings, 104.314 ms: Tokyo received Ana’s “milk” for cart from Frankfurt, concurrent with its own “eggs”: two siblings.").await?;
        page.send_keys(Key::Up).await?;
        page.expect_focus("button", conflict).await?;
        page.send_keys(Key::Home).await?;
        page.send_keys(Key::End).await?;
        page.expect_focus("button", conflict).await?;
        page.send_keys(Key::Enter).await?;
        page.expect_inspector("concurrent with its own “milk”: two siblings").await?;
        page.expect_playhead_at("109.314 ms").await?;
        expect_diagram_count(page, "[tabindex='0']", 1).await?;
        page.send_keys(Key::Escape).await?;
        page.expect_focus("slider", "Time").await?;
        page.expect_inspector("Nothing selected").await?;
        // Tab returns to the mark that was focused last.
        page.chord(&[Key::Shift], Key::Tab.into()).await?;
        page.expect_focus("button", conflict).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn sentence_in_the_event_log_selects_its_event() {
    story_at_end("the run in words", async |page| {
        page.evaluate("document.querySelector('.in-words > summary').click();", Vec::new()).await?;
        page.expect_text("São Paulo received Ben’s “eggs” for cart from Tokyo, concurrent with Ana’s “milk”: two siblings.").await?;
        page.press("104.314 ms Tokyo received Ana’s “milk” for cart from Frankfurt, concurrent with its own “eggs”: two siblings.").await?;
        page.expect_playhead_at("104.314 ms").await?;
        page.expect_inspector("Causal past, latest first").await?;
        expect_diagram_count(page, ".mark[data-relation=itself]", 1).await
    });
}

/// Moves the pointer onto an element, as a user does before pressing.
const HOVER: &str = "const element = document.querySelector(arguments[0]), box = element.getBoundingClientRect(); \
    const at = { bubbles: true, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 }; \
    for (const kind of ['pointerover', 'pointermove']) element.dispatchEvent(new PointerEvent(kind, at));";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn hover_highlights_the_same_thing_on_diagram_and_stage() {
    story("pointing", Visit::on_desktop(), async |page| {
        page.go_to_start().await?;
        page.control("slider", "Time").await?.send_keys(Key::Right).await?;
        page.send_keys(Key::Right).await?;
        page.send_keys(Key::PageUp).await?;
        page.settled_state().await?;
        let before = page.painted_pixels().await?;
        page.evaluate(HOVER, vec![json!(".message-line .grip")]).await?;
        page.expect_count(".hover-line", 1).await?;
        page.wait_until("a ring around the disc", async || {
            let now = page.painted_pixels().await?;
            Ok(if now > before { Ok(()) } else { Err(format!("{now} as before")) })
        })
        .await?;
        page.evaluate(HOVER, vec![json!(".leader[data-id=T] .name")]).await?;
        page.expect_count(".hover-line", 0).await?;
        page.expect_count(".hover-lane", 1).await?;
        page.expect_count(".leader[data-id=T] > .hover-ring[data-on]", 1).await?;
        page.evaluate(HOVER, vec![json!(".lane:first-of-type .letter")]).await?;
        page.expect_count(".leader[data-id=F] > .hover-ring[data-on]", 1).await?;
        page.evaluate(HOVER, vec![json!(".header .brand")]).await?;
        page.expect_count(".hover-ring[data-on]", 0).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn clicking_a_message_disc_or_a_lane_selects_it() {
    story("choosing on the stage", Visit::on_desktop(), async |page| {
        page.go_to_start().await?;
        page.control("slider", "Time").await?.send_keys(Key::Right).await?;
        page.send_keys(Key::Right).await?;
        page.send_keys(Key::PageUp).await?;
        page.send_keys(Key::PageUp).await?;
        let disc = page.message_disc().await?;
        page.drag_along(&[disc]).await?;
        page.expect_inspector("Change this message").await?;
        expect_diagram_count(page, ".message-line[data-selected]", 1).await?;
        let head = "const letter = document.querySelector('.lane:nth-of-type(2) .letter'), box = letter.getBoundingClientRect(); \
            letter.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, clientX: box.x + 4, clientY: box.y + 4 }));";
        page.evaluate(head, Vec::new()).await?;
        page.expect_inspector("Tokyo").await?;
        page.expect_count(".leader[data-id=T][aria-pressed=true]", 1).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn switch_shows_and_hides_client_lanes() {
    story_at_end("lanes of clients", async |page| {
        page.expect_count(".client-lane", 3).await?;
        expect_diagram_count(page, ".client-operation[data-operation=wrote]", 2).await?;
        page.read_at("São Paulo", "milk").await?;
        expect_diagram_count(page, ".client-operation[data-operation=read]", 1).await?;
        page.press_on(".client-operation[data-operation=wrote]").await?;
        page.expect_inspector("Frankfurt accepted Ana’s “milk” for cart").await?;
        expect_diagram_count(page, ".client-operation[data-relation=itself]", 1).await?;
        page.press("Client lanes").await?;
        page.expect_count(".client-lane", 0).await?;
        expect_diagram_count(page, ".client-operation", 0).await?;
        page.press("Client lanes").await?;
        page.expect_count(".client-lane", 3).await
    });
}
