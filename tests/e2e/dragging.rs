//! Dragging on the diagram: arrowheads at once, commands in time, and the playhead from anywhere.

use serde_json::json;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::story_at_end;

/// Where the first element that matches a selector is, in the window.
async fn place_of(page: &Page, selector: &str) -> StepResult<(f64, f64)> {
    let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect(); \
        return [box.x + box.width / 2, box.y + box.height / 2];";
    page.point(script, vec![json!(selector)]).await
}

/// Drags from a point to the right.
async fn drag_right(page: &Page, (x, y): (f64, f64), by: f64) -> StepResult {
    page.drag_along(&[(x, y), (x + by, y)]).await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn arrowhead_is_dragged_at_once_and_the_playhead_stays() {
    story_at_end("an arrowhead that is not selected", async |page| {
        let before = page.playhead().await?;
        page.select_first_message().await?;
        page.expect_playhead_at(&before).await?;
        page.send_keys(thirtyfour::Key::Escape).await?;
        page.expect_inspector("Nothing selected").await?;
        // Behind the tip, which the mark of the conflict covers.
        let head = place_of(page, ".message-line .head-grip").await?;
        drag_right(page, head, 60.0).await?;
        page.expect_inspector("Change this message").await?;
        page.expect_saved_commands(3).await?;
        page.press("Undo").await?;
        page.expect_saved_commands(2).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn mark_of_a_command_is_dragged_in_time() {
    story_at_end("a write at another time", async |page| {
        let write = place_of(page, ".mark[data-kind=write] .shape").await?;
        drag_right(page, write, 200.0).await?;
        page.wait_until("Ana’s write to be later", async || {
            let at = page.playhead().await?;
            let ms: f64 = at.trim_end_matches(" ms").parse().unwrap_or_default();
            Ok(if ms > 40.0 { Ok(()) } else { Err(at) })
        })
        .await?;
        page.set_number("Time in milliseconds", "20").await?;
        page.expect_playhead_at("20 ms").await?;
        page.expect_summary("was written at Frankfurt").await?;
        page.press("Undo").await?;
        page.press("Undo").await?;
        // What followed by itself stays.
        let conflict = place_of(page, ".mark[data-kind=conflict] .shape").await?;
        drag_right(page, conflict, -80.0).await?;
        page.expect_text("Only the event of a command can be moved in time").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn drag_from_a_message_moves_the_playhead() {
    story_at_end("scrubbing from a message", async |page| {
        let script = "const line = document.querySelector('.message-line .line'); const box = line.getBoundingClientRect(); \
            return [box.x + box.width * 0.3, box.y + box.height * (line.y1.baseVal.value < line.y2.baseVal.value ? 0.3 : 0.7)];";
        let (x, y) = page.point(script, Vec::new()).await?;
        page.drag_along(&[(x, y), (x + 40.0, y)]).await?;
        page.wait_until("the playhead to have moved", async || {
            let at = page.playhead().await?;
            let ms: f64 = at.trim_end_matches(" ms").parse().unwrap_or(f64::NAN);
            Ok(if ms < 150.0 { Ok(()) } else { Err(at) })
        })
        .await
    });
}
