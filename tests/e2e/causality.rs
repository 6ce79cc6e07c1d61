//! The causal past and future of what is chosen on the diagram, by pointer and by keys, and the run in words.

use serde_json::json;
use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::step_result::StepResult;
use crate::page::Page;
use crate::story::{Visit, story};

fn at_a_desk() -> Visit {
    Visit::with(Screen::DESKTOP, Theme::Light)
}

/// How many marks and lines of the diagram fit a selector.
async fn count(page: &Page, selector: &str) -> StepResult<u64> {
    let script = "return document.querySelectorAll('.stops ' + arguments[0]).length;";
    Ok(page.evaluate(script, vec![json!(selector)]).await?.as_u64().unwrap_or_default())
}

async fn counts(page: &Page, selector: &str, wanted: u64) -> StepResult {
    page.wait_until(&format!("{wanted} of {selector}"), async || {
        let found = count(page, selector).await?;
        Ok(if found == wanted { Ok(()) } else { Err(format!("{found} of them")) })
    })
    .await
}

/// Presses on the first of what fits a selector, as a pointer does.
async fn press_on(page: &Page, selector: &str) -> StepResult {
    let press = "document.querySelector(arguments[0]).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));";
    page.evaluate(press, vec![json!(selector)]).await.map(drop)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn choosing_what_happened_lights_what_led_to_it_and_what_follows() {
    story("past and future", at_a_desk(), async |page| {
        page.go_to_end().await?;
        counts(page, "[data-relation]", 0).await?;
        press_on(page, ".mark[data-kind=write]").await?;
        page.expect_text("Nothing led to this, 11 follow from it, 4 are concurrent with it.").await?;
        page.expect_inspector("Frankfurt accepted Ana’s “milk” for cart as F1; Ana had read no earlier value.")
            .await?;
        page.expect_playhead_at("10 ms").await?;
        counts(page, ".mark[data-relation=itself]", 1).await?;
        counts(page, ".mark[data-relation=future]", 3).await?;
        counts(page, ".mark[data-relation=concurrent]", 1).await?;
        counts(page, ".hop[data-relation=future]", 2).await?;
        counts(page, ".hop[data-relation=concurrent]", 2).await?;
        page.press("Let go").await?;
        counts(page, "[data-relation]", 0).await?;
        page.expect_inspector("Nothing is selected").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn choosing_a_message_lights_it_and_escape_lets_go() {
    story("past of a message", at_a_desk(), async |page| {
        page.go_to_end().await?;
        press_on(page, ".hop .grip").await?;
        counts(page, ".hop[data-relation=itself]", 1).await?;
        counts(page, ".mark[data-kind=write][data-relation=past]", 1).await?;
        counts(page, ".mark[data-kind=write][data-relation=concurrent]", 1).await?;
        page.send_keys(Key::Escape).await?;
        counts(page, "[data-relation]", 0).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn an_event_stays_chosen_over_an_edit_that_leaves_it_as_it_is() {
    story("an event over an edit", at_a_desk(), async |page| {
        page.go_to_end().await?;
        press_on(page, ".mark[data-kind=write]").await?;
        page.expect_text("11 follow from it").await?;
        page.press("Open Frankfurt").await?;
        page.expect_inspector("Has applied").await?;
        counts(page, "[data-relation]", 0).await?;
        press_on(page, ".mark[data-kind=write]").await?;
        page.go_to_end().await?;
        page.choose_radio("Conflict policy", "Last write wins").await?;
        page.expect_text("concurrent with it").await?;
        counts(page, ".mark[data-relation=itself]", 1).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn marks_and_messages_are_walked_through_by_keys() {
    story("the diagram by keys", at_a_desk(), async |page| {
        page.go_to_end().await?;
        page.tab_to("button", "10 ms: Frankfurt accepted").await?;
        counts(page, "[tabindex='0']", 1).await?;
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
        counts(page, "[tabindex='0']", 1).await?;
        page.send_keys(Key::Escape).await?;
        page.expect_focus("slider", "Time").await?;
        page.expect_inspector("Nothing is selected").await?;
        // Tab comes back to where the keys were.
        page.chord(&[Key::Shift], Key::Tab.into()).await?;
        page.expect_focus("button", conflict).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_run_is_told_in_words_that_lead_to_what_they_tell() {
    story("the run in words", at_a_desk(), async |page| {
        page.go_to_end().await?;
        page.evaluate("document.querySelector('.in-words > summary').click();", Vec::new()).await?;
        page.expect_text("São Paulo received Ben’s “eggs” for cart from Tokyo, concurrent with Ana’s “milk”: two siblings.").await?;
        page.press("104.314 ms Tokyo received Ana’s “milk” for cart from Frankfurt, concurrent with its own “eggs”: two siblings.").await?;
        page.expect_playhead_at("104.314 ms").await?;
        page.expect_inspector("What led to it, the latest first").await?;
        counts(page, ".mark[data-relation=itself]", 1).await
    });
}

/// Moves the pointer onto something, as a person does before pressing.
const OVER: &str = "const element = document.querySelector(arguments[0]), box = element.getBoundingClientRect(); \
    const at = { bubbles: true, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 }; \
    for (const kind of ['pointerover', 'pointermove']) element.dispatchEvent(new PointerEvent(kind, at));";

/// Waits until so many elements of the page fit a selector.
async fn on_the_page(page: &Page, selector: &str, wanted: u64) -> StepResult {
    let script = "return document.querySelectorAll(arguments[0]).length;";
    page.wait_until(&format!("{wanted} of {selector}"), async || {
        let found = page.evaluate(script, vec![json!(selector)]).await?.as_u64().unwrap_or_default();
        Ok(if found == wanted { Ok(()) } else { Err(format!("{found} of them")) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn what_is_pointed_at_on_the_diagram_is_marked_on_the_stage_and_the_other_way_round() {
    story("pointing", at_a_desk(), async |page| {
        page.go_to_start().await?;
        page.control("slider", "Time").await?.send_keys(Key::Right).await?;
        page.send_keys(Key::Right).await?;
        page.send_keys(Key::PageUp).await?;
        let before = page.painted_pixels().await?;
        page.evaluate(OVER, vec![json!(".hop .grip")]).await?;
        on_the_page(page, ".pointed-line", 1).await?;
        page.wait_until("a ring around the disc", async || {
            let now = page.painted_pixels().await?;
            Ok(if now > before { Ok(()) } else { Err(format!("{now} as before")) })
        })
        .await?;
        page.evaluate(OVER, vec![json!(".leader[data-id=T] .name")]).await?;
        on_the_page(page, ".pointed-line", 0).await?;
        on_the_page(page, ".pointed-lane", 1).await?;
        on_the_page(page, ".leader[data-id=T] > .pointed-ring[data-on]", 1).await?;
        page.evaluate(OVER, vec![json!(".lane:first-of-type .letter")]).await?;
        on_the_page(page, ".leader[data-id=F] > .pointed-ring[data-on]", 1).await?;
        page.evaluate(OVER, vec![json!(".header .brand")]).await?;
        on_the_page(page, ".pointed-ring[data-on]", 0).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_disc_and_a_lane_are_chosen_as_their_line_and_their_card_are() {
    let press = "const [x, y] = arguments; const stage = document.querySelector('.stage'), box = stage.getBoundingClientRect(); \
        stage.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: box.x + x, clientY: box.y + y }));";
    // Where the canvas has the most paint is the middle of a disc.
    let disc = "const canvas = document.querySelector('canvas.messages'), ratio = canvas.width / canvas.clientWidth; \
        const { data, width } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height); \
        for (let i = 3; i < data.length; i += 4) if (data[i] > 200) \
            return [(i - 3) / 4 % width / ratio, Math.floor((i - 3) / 4 / width) / ratio + 11]; return null;";
    story("choosing on the stage", at_a_desk(), async |page| {
        page.go_to_start().await?;
        page.control("slider", "Time").await?.send_keys(Key::Right).await?;
        page.send_keys(Key::Right).await?;
        page.send_keys(Key::PageUp).await?;
        page.send_keys(Key::PageUp).await?;
        let place = page.evaluate(disc, Vec::new()).await?;
        let place = place.as_array().expect("a disc on the stage").clone();
        page.evaluate(press, place).await?;
        page.expect_inspector("Take it in hand").await?;
        counts(page, ".hop[data-selected]", 1).await?;
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
fn clients_have_lanes_that_a_switch_shows() {
    story("lanes of clients", at_a_desk(), async |page| {
        page.go_to_end().await?;
        on_the_page(page, ".client-lane", 3).await?;
        counts(page, ".deed[data-doing=wrote]", 2).await?;
        page.read_at("São Paulo", "milk").await?;
        counts(page, ".deed[data-doing=read]", 1).await?;
        press_on(page, ".deed[data-doing=wrote]").await?;
        page.expect_inspector("Frankfurt accepted Ana’s “milk” for cart").await?;
        counts(page, ".deed[data-relation=itself]", 1).await?;
        page.press("Lanes of clients").await?;
        on_the_page(page, ".client-lane", 0).await?;
        counts(page, ".deed", 0).await?;
        page.press("Lanes of clients").await?;
        on_the_page(page, ".client-lane", 3).await
    });
}
