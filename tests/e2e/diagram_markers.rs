//! What concerns links or the whole run has signs above the lanes of the diagram, and what was asked for in vain
//! stays to be seen.

use serde_json::json;
use thirtyfour::Key;

use crate::control::Control;
use crate::step_result::StepResult;
use crate::page::Page;
use crate::story::story_at_end;

/// Waits until there are so many signs of a kind, and no more.
async fn signs(page: &Page, kind: &str, wanted: u64) -> StepResult {
    let script = "return document.querySelectorAll(`.change[data-kind=${arguments[0]}]`).length;";
    page.wait_until(&format!("{wanted} signs of {kind}"), async || {
        let found = page.evaluate(script, vec![json!(kind)]).await?.as_u64().unwrap_or_default();
        Ok(if found == wanted { Ok(()) } else { Err(format!("{found} of them")) })
    })
    .await
}

/// The sign or mark whose name begins so.
async fn on_the_diagram(page: &Page, beginning: &str) -> StepResult<Control> {
    let diagram = page.control("region", "Timeline").await?;
    page.control_with_prefix(&diagram, "button", beginning).await
}

/// How high a lane's letter stands.
async fn height_of_first_lane(page: &Page) -> StepResult<f64> {
    let script = "return document.querySelector('.lane .letter').getBoundingClientRect().top;";
    Ok(page.evaluate(script, Vec::new()).await?.as_f64().unwrap_or_default())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_cut_and_its_healing_are_signs_that_lead_to_the_link() {
    story_at_end("signs of a cut", async |page| {
        signs(page, "cut", 0).await?;
        let before = height_of_first_lane(page).await?;
        page.select_link("Frankfurt and Tokyo").await?;
        page.press("Cut both ways").await?;
        signs(page, "cut", 1).await?;
        let now = height_of_first_lane(page).await?;
        assert!((now - before).abs() < 0.5, "nothing moves for a sign");
        page.press("Heal both ways").await?;
        page.go_to_start().await?;
        // Both happened at nearly the same instant: from afar they are one sign.
        signs(page, "cut", 1).await?;
        let sign =
            on_the_diagram(page, "201.29 ms: Frankfurt → Tokyo was cut. Tokyo → Frankfurt was cut.").await?;
        sign.send_keys(Key::Enter).await?;
        page.expect_playhead_at("201.29 ms").await?;
        page.expect_inspector("Frankfurt → Tokyo was cut.").await?;
        page.press("Open the link").await?;
        page.expect_inspector("Frankfurt").await?;
        page.press("Undo").await?;
        page.press("Undo").await?;
        signs(page, "cut", 0).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn signs_are_walked_to_by_keys_from_the_lanes() {
    story_at_end("signs by keys", async |page| {
        page.go_to_start().await?;
        page.press("Step forward").await?;
        page.press("Step forward").await?;
        page.select_link("Frankfurt and Tokyo").await?;
        page.press("Cut both ways").await?;
        signs(page, "cut", 1).await?;
        on_the_diagram(page, "10 ms: Frankfurt accepted").await?.send_keys(Key::Up).await?;
        page.expect_focus("button", "15.001 ms: Frankfurt → Tokyo was cut. Tokyo → Frankfurt was cut.").await?;
        page.send_keys(Key::Down).await?;
        page.expect_focus(
            "button",
            "10 ms: Frankfurt accepted Ana’s “milk” for cart as F1; Ana had read no earlier value.",
        )
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_command_that_no_longer_makes_sense_stays_with_its_reason_until_it_is_taken_out() {
    story_at_end("asked for in vain", async |page| {
        page.unfold("Faults and links").await?;
        page.click("checkbox", "Tokyo").await?;
        page.press("Crash").await?;
        page.press("Restart").await?;
        page.press("Take out: Crash Tokyo, at 201.29 ms").await?;
        signs(page, "ignored", 1).await?;
        let sign =
            on_the_diagram(page, "201.291 ms: “restart Tokyo” did nothing: Tokyo is already up.").await?;
        sign.send_keys(Key::Enter).await?;
        page.expect_inspector("“restart Tokyo” did nothing: Tokyo is already up.").await?;
        page.press("Take it out of the run").await?;
        signs(page, "ignored", 0).await?;
        page.expect_text("Nothing breaks in this run").await?;
        page.press("Undo").await?;
        signs(page, "ignored", 1).await?;
        page.press("Undo").await?;
        signs(page, "ignored", 0).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_request_that_is_refused_has_a_mark_on_the_lane_of_its_leader() {
    story_at_end("a refusal", async |page| {
        page.unfold("Faults and links").await?;
        page.click("checkbox", "Tokyo").await?;
        page.press("Crash").await?;
        page.write_at("Tokyo", "ham").await?;
        let mark = on_the_diagram(page, "201.291 ms: Ben got no answer from Tokyo").await?;
        mark.send_keys(Key::Enter).await?;
        page.expect_inspector("Ben got no answer from Tokyo for cart: it is down.").await
    });
}
