//! Markers above the diagram's lanes, for changes of links or of the whole run and for ignored commands.

use thirtyfour::Key;

use crate::control::Control;
use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::story_at_end;

/// Waits until there are exactly this many markers of a kind.
async fn expect_markers(page: &Page, kind: &str, wanted: u64) -> StepResult {
    page.expect_count(&format!(".change[data-kind={kind}]"), wanted).await
}

/// The marker or mark on the diagram whose name begins like this.
async fn diagram_control(page: &Page, beginning: &str) -> StepResult<Control> {
    let diagram = page.control("region", "Timeline").await?;
    page.control_with_prefix(&diagram, "button", beginning).await
}

/// The top of the first lane's letter, in CSS pixels.
async fn height_of_first_lane(page: &Page) -> StepResult<f64> {
    let script = "return document.querySelector('.lane .letter').getBoundingClientRect().top;";
    Ok(page.at_rest(script, Vec::new()).await?.as_f64().unwrap_or_default())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn cut_and_heal_have_markers_that_open_the_link() {
    story_at_end("signs of a cut", async |page| {
        expect_markers(page, "cut", 0).await?;
        let before = height_of_first_lane(page).await?;
        page.select_link("Frankfurt and Tokyo").await?;
        page.press("Cut both ways").await?;
        expect_markers(page, "cut", 1).await?;
        let now = height_of_first_lane(page).await?;
        assert!((now - before).abs() < 0.5, "a marker does not shift the lanes");
        page.press("Heal both ways").await?;
        page.go_to_start().await?;
        // Both happened at nearly the same instant, so at this zoom they share a marker.
        expect_markers(page, "cut", 1).await?;
        let marker =
            diagram_control(page, "201.29 ms: Frankfurt → Tokyo was cut. Tokyo → Frankfurt was cut.").await?;
        marker.send_keys(Key::Enter).await?;
        page.expect_playhead_at("201.29 ms").await?;
        page.expect_inspector("Frankfurt → Tokyo was cut.").await?;
        page.press("Open the link").await?;
        page.expect_inspector("Frankfurt").await?;
        page.press("Undo").await?;
        page.press("Undo").await?;
        expect_markers(page, "cut", 0).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn arrow_keys_move_from_lanes_to_markers() {
    story_at_end("signs by keys", async |page| {
        page.go_to_start().await?;
        page.press("Step forward").await?;
        page.press("Step forward").await?;
        page.select_link("Frankfurt and Tokyo").await?;
        page.press("Cut both ways").await?;
        expect_markers(page, "cut", 1).await?;
        diagram_control(page, "10 ms: Frankfurt accepted").await?.send_keys(Key::Up).await?;
        page.expect_focus("button", "15.001 ms: Frankfurt → Tokyo was cut. Tokyo → Frankfurt was cut.")
            .await?;
        page.send_keys(Key::Down).await?;
        page.expect_focus(
            "button",
            "10 ms: Frankfurt accepted Ana’s “milk” for cart as F1; Ana had seen no earlier value.",
        )
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn ignored_command_shows_its_reason_until_removed() {
    story_at_end("asked for in vain", async |page| {
        page.unfold("Faults and links").await?;
        page.click("checkbox", "Tokyo").await?;
        page.press("Crash").await?;
        page.press("Restart").await?;
        page.press("Remove: Crash Tokyo, at 201.29 ms").await?;
        expect_markers(page, "ignored", 1).await?;
        let marker =
            diagram_control(page, "201.291 ms: “restart Tokyo” did nothing: Tokyo is already up.").await?;
        marker.send_keys(Key::Enter).await?;
        page.expect_inspector("“restart Tokyo” did nothing: Tokyo is already up.").await?;
        page.press("Remove “restart Tokyo”").await?;
        expect_markers(page, "ignored", 0).await?;
        page.expect_text("No faults yet").await?;
        page.press("Undo").await?;
        expect_markers(page, "ignored", 1).await?;
        page.press("Undo").await?;
        expect_markers(page, "ignored", 0).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn refused_request_has_a_mark_on_its_leaders_lane() {
    story_at_end("a refusal", async |page| {
        page.unfold("Faults and links").await?;
        page.click("checkbox", "Tokyo").await?;
        page.press("Crash").await?;
        page.write_at("Tokyo", "ham").await?;
        let mark = diagram_control(page, "201.291 ms: Ben’s write to cart was refused at Tokyo").await?;
        mark.send_keys(Key::Enter).await?;
        page.expect_inspector("Ben’s write to cart was refused at Tokyo: it is down.").await
    });
}
