//! Causality on the diagram: the past and future of the selection, by pointer and by keys; the event log.

use serde_json::json;
use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

fn on_desktop() -> Visit {
    Visit::with(Screen::DESKTOP, Theme::Light)
}

/// Counts the marks and lines of the diagram that match a selector.
async fn count(page: &Page, selector: &str) -> StepResult<u64> {
    let script = "return document.querySelectorAll('.stops ' + arguments[0]).length;";
    Ok(page.evaluate(script, vec![json!(selector)]).await?.as_u64().unwrap_or_default())
}

async fn expect_diagram_count(page: &Page, selector: &str, expected: u64) -> StepResult {
    page.wait_until(&format!("{expected} of {selector}"), async || {
        let found = count(page, selector).await?;
        Ok(if found == expected { Ok(()) } else { Err(format!("{found} of them")) })
    })
    .await
}

/// Presses the pointer on the first element that matches a selector.
async fn press(page: &Page, selector: &str) -> StepResult {
    let press = "document.querySelector(arguments[0]).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));";
    page.evaluate(press, vec![json!(selector)]).await.map(drop)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn selected_event_highlights_its_causal_past_and_future() {
    story("past and future", on_desktop(), async |page| {
        page.go_to_end().await?;
        expect_diagram_count(page, "[data-relation]", 0).await?;
        press(page, ".mark[data-kind=write]").await?;
        page.expect_text("No event led to this, 11 follow from it, 4 are concurrent with it.").await?;
        page.expect_inspector(
            "Frankfurt accepted Ana’s “milk” for cart as F1; Ana had read no earlier value.",
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
    story("past of a message", on_desktop(), async |page| {
        page.go_to_end().await?;
        press(page, ".message-line .grip").await?;
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
    story("an event over an edit", on_desktop(), async |page| {
        page.go_to_end().await?;
        press(page, ".mark[data-kind=write]").await?;
        page.expect_text("11 follow from it").await?;
        page.press("Open Frankfurt").await?;
        page.expect_inspector("Applied writes").await?;
        expect_diagram_count(page, "[data-relation]", 0).await?;
        press(page, ".mark[data-kind=write]").await?;
        page.go_to_end().await?;
        page.choose_radio("Conflict policy", "Last write wins").await?;
        page.expect_text("concurrent with it").await?;
        expect_diagram_count(page, ".mark[data-relation=itself]", 1).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn arrow_keys_move_between_marks_and_messages() {
    story("the diagram by keys", on_desktop(), async |page| {
        page.go_to_end().await?;
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
    story("the run in words", on_desktop(), async |page| {
        page.go_to_end().await?;
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

/// Waits until the page has this many elements that match a selector.
async fn expect_page_count(page: &Page, selector: &str, expected: u64) -> StepResult {
    let script = "return document.querySelectorAll(arguments[0]).length;";
    page.wait_until(&format!("{expected} of {selector}"), async || {
        let found = page.evaluate(script, vec![json!(selector)]).await?.as_u64().unwrap_or_default();
        Ok(if found == expected { Ok(()) } else { Err(format!("{found} of them")) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn hover_highlights_the_same_thing_on_diagram_and_stage() {
    story("pointing", on_desktop(), async |page| {
        page.go_to_start().await?;
        page.control("slider", "Time").await?.send_keys(Key::Right).await?;
        page.send_keys(Key::Right).await?;
        page.send_keys(Key::PageUp).await?;
        let before = page.painted_pixels().await?;
        page.evaluate(HOVER, vec![json!(".message-line .grip")]).await?;
        expect_page_count(page, ".hover-line", 1).await?;
        page.wait_until("a ring around the disc", async || {
            let now = page.painted_pixels().await?;
            Ok(if now > before { Ok(()) } else { Err(format!("{now} as before")) })
        })
        .await?;
        page.evaluate(HOVER, vec![json!(".leader[data-id=T] .name")]).await?;
        expect_page_count(page, ".hover-line", 0).await?;
        expect_page_count(page, ".hover-lane", 1).await?;
        expect_page_count(page, ".leader[data-id=T] > .hover-ring[data-on]", 1).await?;
        page.evaluate(HOVER, vec![json!(".lane:first-of-type .letter")]).await?;
        expect_page_count(page, ".leader[data-id=F] > .hover-ring[data-on]", 1).await?;
        page.evaluate(HOVER, vec![json!(".header .brand")]).await?;
        expect_page_count(page, ".hover-ring[data-on]", 0).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn clicking_a_message_disc_or_a_lane_selects_it() {
    let press = "const [x, y] = arguments; const stage = document.querySelector('.stage'), box = stage.getBoundingClientRect(); \
        stage.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: box.x + x, clientY: box.y + y }));";
    // The first opaque pixel of the canvas is at the top of a disc; 11 px below is its middle.
    let disc = "const canvas = document.querySelector('canvas.messages'), ratio = canvas.width / canvas.clientWidth; \
        const { data, width } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height); \
        for (let i = 3; i < data.length; i += 4) if (data[i] > 200) \
            return [(i - 3) / 4 % width / ratio, Math.floor((i - 3) / 4 / width) / ratio + 11]; return null;";
    story("choosing on the stage", on_desktop(), async |page| {
        page.go_to_start().await?;
        page.control("slider", "Time").await?.send_keys(Key::Right).await?;
        page.send_keys(Key::Right).await?;
        page.send_keys(Key::PageUp).await?;
        page.send_keys(Key::PageUp).await?;
        let place = page.evaluate(disc, Vec::new()).await?;
        let place = place.as_array().expect("a disc on the stage").clone();
        page.evaluate(press, place).await?;
        page.expect_inspector("Change this message").await?;
        expect_diagram_count(page, ".message-line[data-selected]", 1).await?;
        let head = "const letter = document.querySelector('.lane:nth-of-type(2) .letter'), box = letter.getBoundingClientRect(); \
            letter.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, clientX: box.x + 4, clientY: box.y + 4 }));";
        page.evaluate(head, Vec::new()).await?;
        page.expect_inspector("Tokyo").await?;
        assert_eq!(page.leader("Tokyo").await?.attribute("aria-pressed").await?.as_deref(), Some("true"));
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn switch_shows_and_hides_client_lanes() {
    story("lanes of clients", on_desktop(), async |page| {
        page.go_to_end().await?;
        expect_page_count(page, ".client-lane", 3).await?;
        expect_diagram_count(page, ".client-operation[data-operation=wrote]", 2).await?;
        page.read_at("São Paulo", "milk").await?;
        expect_diagram_count(page, ".client-operation[data-operation=read]", 1).await?;
        press(page, ".client-operation[data-operation=wrote]").await?;
        page.expect_inspector("Frankfurt accepted Ana’s “milk” for cart").await?;
        expect_diagram_count(page, ".client-operation[data-relation=itself]", 1).await?;
        page.press("Client lanes").await?;
        expect_page_count(page, ".client-lane", 0).await?;
        expect_diagram_count(page, ".client-operation", 0).await?;
        page.press("Client lanes").await?;
        expect_page_count(page, ".client-lane", 3).await
    });
}
