//! Stepping by kind of event, playing until an event, and playing message by message.

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

fn story_at_start(name: &str, steps: impl AsyncFnOnce(&Page) -> StepResult) {
    story(name, Visit::on_desktop(), async |page| {
        page.go_to_start().await?;
        steps(page).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn stepping_by_conflict_works_by_button_and_key() {
    story_at_start("stepping by conflict", async |page| {
        page.select_option("Step", "Step: conflict").await?;
        page.press("Step forward").await?;
        page.expect_playhead_at("104.314 ms").await?;
        page.expect_leader_shows("Tokyo", &["milk", "eggs"]).await?;
        page.press("Step forward").await?;
        page.expect_playhead_at("109.314 ms").await?;
        page.press("Step back").await?;
        page.expect_playhead_at("104.314 ms").await?;
        page.send_keys("]").await?;
        page.expect_playhead_at("109.314 ms").await?;
        page.send_keys("<").await?;
        page.expect_playhead_at("109.229 ms").await?;
        page.send_keys("[").await?;
        page.expect_playhead_at("104.314 ms").await?;
        page.send_keys("[").await?;
        page.expect_text("There is no conflict before this instant.").await?;
        page.expect_playhead_at("104.314 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn play_until_stops_at_conflict_and_convergence() {
    story_at_start("playing until", async |page| {
        page.select_option("Stop at", "Stop at: conflict").await?;
        page.expect_playhead_at("104.314 ms").await?;
        page.wait_until_paused().await?;
        page.select_option("Stop at", "Stop at: convergence").await?;
        page.expect_playhead_at("201.289 ms").await?;
        page.expect_verdict("Converged").await?;
        page.go_to_start().await?;
        page.select_option("Stop at", "Stop at: lost write").await?;
        page.expect_text("There is no lost write after this instant.").await?;
        page.expect_playhead_at("0 ms").await?;
        page.choose_radio("Conflict policy", "Last write wins").await?;
        page.select_option("Stop at", "Stop at: lost write").await?;
        page.wait_until_paused().await?;
        page.expect_verdict("1 write lost").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn message_by_message_playback_takes_a_second_each() {
    story("one by one", Visit::on_desktop(), async |page| {
        page.with_even_frames("").await?;
        page.go_to_start().await?;
        page.select_option("Speed", "Speed: message by message").await?;
        // Measured from the first frame in which the playhead has moved.
        let played = "const done = arguments[0]; let began; \
            const slider = document.querySelector('[role=slider][aria-label=Time]'); \
            const look = () => { const at = parseFloat(slider.getAttribute('aria-valuetext')); \
                if (at > 0) began ??= frameClock(); \
                if (at < 201) requestAnimationFrame(look); else done(frameClock() - began); }; look(); \
            document.querySelector('[aria-label=Play]').click();";
        let took: f64 = page.browser().driver().execute_async(played, Vec::new()).await?.convert()?;
        // Four messages; the drawing may lag by a few frames.
        assert!((3_900.0..4_100.0).contains(&took), "{took} ms");
        Ok(())
    });
}
